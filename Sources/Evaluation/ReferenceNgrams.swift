/// The n-grams of one reference, each with a number from 0, so that what sentences share with it can be
/// counted once.
package struct ReferenceNgrams: Sendable {
  /// How often the reference has each of its n-grams, by number.
  package private(set) var counts: [Int] = []
  /// How many it has in all.
  package let total: Int
  private var numbers: [UInt64: Int] = [:]

  package init(_ reference: [UInt64]) {
    total = reference.count
    for ngram in reference {
      if let number = numbers[ngram] {
        counts[number] += 1
      } else {
        numbers[ngram] = counts.count
        counts.append(1)
      }
    }
  }

  /// N-grams of `sentence` that the reference has, by rising number, and how often the sentence has each.
  package func matches(of sentence: [UInt64]) -> [(ngram: Int, count: Int)] {
    var matches: [(ngram: Int, count: Int)] = []
    for number in sentence.compactMap({ numbers[$0] }).sorted() {
      if let last = matches.last, last.ngram == number {
        matches[matches.count - 1].count += 1
      } else {
        matches.append((number, 1))
      }
    }
    return matches
  }
}
