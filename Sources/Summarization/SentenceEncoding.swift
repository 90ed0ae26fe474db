/// Turns sentences into vectors. `WordPieceSentenceEncoder` does it with a word encoder; a caller may bring
/// another.
public protocol SentenceEncoding: Sendable {
  /// Name of the model, for the record of a summary.
  var name: String { get }
  /// Length of a vector.
  var width: Int { get }

  /// Vectors of consecutive sentences of one document, read in each other's context where the encoder can.
  ///
  /// - Returns: `sentences.count` × ``width`` values, row-major. They need not have unit length.
  func vectors(for sentences: [String]) throws -> [Float]

  /// The same, telling `progress` now and then how many of the sentences are read; what it throws ends the
  /// work.
  func vectors(for sentences: [String], following progress: (Int) throws -> Void) throws -> [Float]

  /// Vectors of the sentences of many documents; sentences are read in the context of their own document
  /// only.
  ///
  /// - Returns: What ``vectors(for:)`` gives for each document.
  func vectors(forEach documents: [[String]]) throws -> [[Float]]

  /// Vector of one text on its own, such as a query: ``width`` values.
  func vector(for text: String) throws -> [Float]
}

extension SentenceEncoding {
  /// All of them, and then their number.
  public func vectors(for sentences: [String], following progress: (Int) throws -> Void) throws -> [Float] {
    let made = try vectors(for: sentences)
    try progress(sentences.count)
    return made
  }

  /// One document after the other.
  public func vectors(forEach documents: [[String]]) throws -> [[Float]] {
    try documents.map { try vectors(for: $0) }
  }

  /// The vector of a document that holds one sentence.
  public func vector(for text: String) throws -> [Float] {
    try vectors(for: [text])
  }
}

/// Sentence vectors of unit length.
package struct SentenceVectors: Sendable {
  /// Number of sentences.
  package let count: Int
  /// Length of a vector.
  package let width: Int
  /// count × width, row-major; a row of zeros for a sentence that has no vector.
  package let values: [Float]

  package init(_ values: [Float], width: Int) {
    self.width = width
    count = width > 0 ? values.count / width : 0
    var values = values
    for row in 0..<count {
      let range = row * width..<(row + 1) * width
      let norm = values[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
      let scale = norm > 0 && norm.isFinite ? 1 / norm : 0
      for index in range { values[index] = scale == 0 ? 0 : values[index] * scale }
    }
    self.values = values
  }

  /// Cosine of two sentences.
  package func cosine(_ first: Int, _ second: Int) -> Float {
    values.withUnsafeBufferPointer { values in
      var sum: Float = 0
      for index in 0..<width { sum += values[first * width + index] * values[second * width + index] }
      return sum
    }
  }

  /// Cosine of each sentence with `vector`.
  package func cosines(with vector: [Float]) -> [Double] {
    let other = SentenceVectors(vector, width: width)
    guard other.count == 1 else { return [Double](repeating: 0, count: count) }
    return (0..<count).map { row in
      var sum: Float = 0
      for index in 0..<width { sum += values[row * width + index] * other.values[index] }
      return Double(sum)
    }
  }

  /// Sum of each sentence's cosines with the others, in linear time: v · Σ v − v · v.
  package func degrees() -> [Double] {
    var total = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for index in 0..<width { total[index] += Double(values[row * width + index]) }
    }
    return (0..<count).map { row in
      var sum = 0.0
      for index in 0..<width {
        let value = Double(values[row * width + index])
        sum += value * (total[index] - value)
      }
      return sum
    }
  }
}
