import Foundation
import Platform

/// Chooses the windows of a long document that are worth reading closely: attention of the question over
/// sentences, by the vectors of single words alone, without the network above them.
///
/// A sentence's score is how well each of the question's units is met by its nearest one there, the sum over
/// units weighted by how few sentences have them (late interaction, Khattab and Zaharia 2020; Spärck Jones
/// 1972). Softmax makes weights of the scores, and a window counts as much as its sentences together. Time is
/// linear in the length.
package struct CoarseReading {
  /// Divides scores, which lie between 0 and 1, before the softmax.
  private static let temperature: Float = 0.04

  /// The `count` windows with most of the question's attention, in document order.
  ///
  /// - Parameter vectors: vectors of units by their ids, one after the other, each of length 1.
  package static func chosen(
    _ count: Int, of windows: [ReadingWindow], in document: ReadableDocument, for question: [Int32],
    vectors: ([Int32]) -> [Float]
  ) -> [ReadingWindow] {
    guard windows.count > count else { return windows }
    let weights = sentenceWeights(document, question, vectors)
    var before = [Float](repeating: 0, count: weights.count + 1)
    for (place, weight) in weights.enumerated() { before[place + 1] = before[place] + weight }
    // Where sentence n starts, by units.
    let starts = document.boundaries
    func sentence(_ unit: Int) -> Int { starts.sortedIndex(pastAllThat: { $0 < unit }) }
    let scored = windows.indices.map { place -> (place: Int, score: Float) in
      let units = windows[place].pieces
      // A sentence that begins before the window counts with it.
      let first = max(0, sentence(units.lowerBound + 1) - 1)
      return (place, before[sentence(units.upperBound)] - before[first])
    }
    let best = scored.sorted { ($0.score, $1.place) > ($1.score, $0.place) }.prefix(count)
    return best.map(\.place).sorted().map { windows[$0] }
  }

  /// Weights of all sentences, which sum to 1.
  package static func sentenceWeights(
    _ document: ReadableDocument, _ question: [Int32], _ vectors: ([Int32]) -> [Float]
  ) -> [Float] {
    let starts = document.boundaries, ids = document.ids
    guard !starts.isEmpty else { return [] }
    let asked = Array(Set(question)).sorted()
    let known = Array(Set(ids)).sorted()
    let place = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
    let near = similarities(known, asked, vectors)
    let width = asked.count

    var found = [Float](repeating: 0, count: starts.count * width)
    var frequency = [Int](repeating: 0, count: width)
    for sentence in starts.indices {
      let end = sentence + 1 < starts.count ? starts[sentence + 1] : ids.count
      var has = Set<Int>()
      for unit in starts[sentence]..<end {
        guard let row = place[ids[unit]] else { continue }
        for column in 0..<width {
          let value = near[row * width + column]
          found[sentence * width + column] = max(found[sentence * width + column], value)
          if value == 1 { has.insert(column) }
        }
      }
      for column in has { frequency[column] += 1 }
    }
    let rarity = frequency.map { log((Float(starts.count) + 1) / (Float($0) + 0.5)) }
    let total = max(rarity.reduce(0, +), .leastNormalMagnitude)
    var scores = starts.indices.map { sentence in
      (0..<width).reduce(Float(0)) { $0 + rarity[$1] * found[sentence * width + $1] } / total
    }
    let highest = scores.max() ?? 0
    var mass: Float = 0
    for index in scores.indices {
      scores[index] = exp((scores[index] - highest) / temperature)
      mass += scores[index]
    }
    return scores.map { $0 / mass }
  }

  /// Cosines above 0, squared so that what is merely of a kind counts little; 1 for the same unit.
  private static func similarities(
    _ known: [Int32], _ asked: [Int32], _ vectors: ([Int32]) -> [Float]
  ) -> [Float] {
    let (rows, columns) = (vectors(known), vectors(asked))
    let width = known.isEmpty ? 0 : rows.count / known.count
    var near = [Float](repeating: 0, count: known.count * asked.count)
    for (row, id) in known.enumerated() {
      for (column, other) in asked.enumerated() {
        if id == other {
          near[row * asked.count + column] = 1
          continue
        }
        var sum: Float = 0
        for index in 0..<width { sum += rows[row * width + index] * columns[column * width + index] }
        let cosine = min(max(0, sum), 0.999)
        near[row * asked.count + column] = cosine * cosine
      }
    }
    return near
  }
}
