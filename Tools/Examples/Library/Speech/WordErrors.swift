/// Errors of recognized words: the fewest replaced, left out and put in that lead from what was said to what
/// was heard (Levenshtein 1966), over the number of words that were said.
public struct WordErrors: Sendable, Hashable {
  /// Words replaced, left out, put in.
  public private(set) var replaced = 0, missing = 0, added = 0
  /// Words that were said.
  public private(set) var words = 0
  /// Sequences, and those without an error.
  public private(set) var sequences = 0, right = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts a sequence.
  public mutating func add(_ heard: [Int], said: [Int]) {
    // Each place has the errors of the cheapest way to it: of those with as many, the first in the order
    // replaced, left out, put in.
    struct Way {
      var replaced = 0, missing = 0, added = 0
      var sum: Int { replaced + missing + added }
    }
    var row = (0...heard.count).map { Way(added: $0) }
    for (line, word) in said.enumerated() {
      var diagonal = row[0]
      row[0] = Way(missing: line + 1)
      for (place, other) in heard.enumerated() {
        var best = diagonal, without = row[place + 1], with = row[place]
        if word != other { best.replaced += 1 }
        without.missing += 1
        with.added += 1
        if without.sum < best.sum { best = without }
        if with.sum < best.sum { best = with }
        diagonal = row[place + 1]
        row[place + 1] = best
      }
    }
    let way = row[heard.count]
    replaced += way.replaced
    missing += way.missing
    added += way.added
    words += said.count
    sequences += 1
    if way.sum == 0 { right += 1 }
  }

  /// All errors.
  public var count: Int { replaced + missing + added }

  /// The word error rate; above 1 where more is put in than was said. 0 where nothing was.
  public var rate: Double { words > 0 ? Double(count) / Double(words) : 0 }
}
