import Glibc

/// BLEU over a corpus with one reference a sentence (Papineni et al. 2002): the geometric mean of clipped
/// n-gram precisions up to four words, times the brevity penalty. Not smoothed, as in the papers that ask
/// questions of SQuAD.
public struct CorpusBleu: Sendable, Hashable {
  private var matches = [Int](repeating: 0, count: 4)
  private var totals = [Int](repeating: 0, count: 4)
  private var length = 0
  private var referenceLength = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts a sentence, cut into words.
  public mutating func add(_ words: [String], reference: [String]) {
    length += words.count
    referenceLength += reference.count
    for n in 1...4 where words.count >= n {
      var known: [ArraySlice<String>: Int] = [:]
      if reference.count >= n {
        for i in 0...reference.count - n { known[reference[i..<i + n], default: 0] += 1 }
      }
      for i in 0...words.count - n {
        totals[n - 1] += 1
        let gram = words[i..<i + n]
        guard let left = known[gram], left > 0 else { continue }
        known[gram] = left - 1
        matches[n - 1] += 1
      }
    }
  }

  /// BLEU-4 in 0 ... 1; 0 where no four words in a row are right.
  public var value: Double {
    guard length > 0, matches.allSatisfy({ $0 > 0 }) else { return 0 }
    let logarithms = zip(matches, totals).map { log(Double($0) / Double($1)) }
    let brevity = length >= referenceLength ? 0 : 1 - Double(referenceLength) / Double(length)
    return exp(logarithms.reduce(0, +) / 4 + brevity)
  }
}
