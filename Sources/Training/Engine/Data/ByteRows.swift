/// Rows of numbers as bytes: the largest of a row is 127.
package struct ByteRows {
  package private(set) var bytes: [Int8] = []
  package private(set) var scales: [Float] = []
  private let width: Int

  package init(width: Int) { self.width = width }

  package mutating func append(_ values: [Float]) {
    bytes.reserveCapacity(bytes.count + values.count)
    for start in stride(from: 0, to: values.count, by: width) {
      var largest: Float = 0
      for place in start..<start + width { largest = max(largest, abs(values[place])) }
      let scale = largest > 0 ? largest / 127 : 1
      scales.append(scale)
      for place in start..<start + width { bytes.append(Int8((values[place] / scale).rounded())) }
    }
  }

  /// Appends the rows as numbers.
  package func append(to floats: inout [Float]) {
    for row in scales.indices {
      let scale = scales[row]
      for place in row * width..<(row + 1) * width { floats.append(Float(bytes[place]) * scale) }
    }
  }
}
