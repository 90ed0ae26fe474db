/// Learns subword units from words and how often they occur: the pair of neighbouring units that is most
/// frequent becomes a unit, again and again (Sennrich, Haddow and Birch 2016).
///
/// A word is its characters to begin with, and the last of them bears the mark of a word's end, so that "er"
/// at the end of a word and inside one are two units. Where two pairs are as frequent, the one whose units
/// were there before wins.
struct BytePairLearner {
  private struct Pair: Hashable { var left, right: Int }

  private var units: [String] = []
  private var numbers: [String: Int] = [:]
  /// Each word as units, and how often it occurs.
  private var words: [(units: [Int], count: Int)] = []
  private var counts: [Pair: Int] = [:]
  /// Words in which a pair has stood; some may have lost it.
  private var places: [Pair: Set<Int>] = [:]
  /// Pairs with a count that they had at some time, largest first; a count that is no longer true is passed
  /// over.
  private var heap = Heap()

  /// The units of single characters, then those that were joined, in the order of joining; and what was
  /// joined.
  static func learn(_ frequencies: [String: Int], merges: Int) -> BytePairs {
    var learner = BytePairLearner()
    learner.begin(frequencies)
    var joined: [(left: String, right: String)] = []
    while joined.count < merges, let best = learner.mostFrequent() {
      joined.append((learner.units[best.left], learner.units[best.right]))
      learner.join(best)
    }
    return BytePairs(units: learner.units, merges: joined.map { .init(left: $0.left, right: $0.right) })
  }

  private mutating func begin(_ frequencies: [String: Int]) {
    let order = frequencies.keys.sorted()
    for unit in Set(order.flatMap { BytePairs.characters(of: $0) }).sorted() { _ = number(unit) }
    for word in order {
      let place = words.count
      words.append((BytePairs.characters(of: word).map { numbers[$0] ?? 0 }, frequencies[word] ?? 0))
      count(place, sign: 1)
    }
    for (pair, count) in counts { heap.push(.init(count: count, left: pair.left, right: pair.right)) }
  }

  private mutating func number(_ unit: String) -> Int {
    if let known = numbers[unit] { return known }
    numbers[unit] = units.count
    units.append(unit)
    return units.count - 1
  }

  /// Adds a word's pairs, or takes them away.
  ///
  /// - Parameter new: the one unit whose pairs may not be known to stand in the word yet; nil for all.
  private mutating func count(_ place: Int, sign: Int, new: Int? = nil) {
    let word = words[place]
    for (left, right) in zip(word.units, word.units.dropFirst()) {
      let pair = Pair(left: left, right: right)
      counts[pair, default: 0] += sign * word.count
      if sign > 0, new == nil || left == new || right == new { places[pair, default: []].insert(place) }
    }
  }

  /// Nil where no pair stands twice any more.
  private mutating func mostFrequent() -> Pair? {
    while let top = heap.pop() {
      let pair = Pair(left: top.left, right: top.right)
      if counts[pair] == top.count { return top.count > 1 ? pair : nil }
    }
    return nil
  }

  private mutating func join(_ pair: Pair) {
    let unit = number(units[pair.left] + units[pair.right])
    var changed: Set<Pair> = []
    for place in (places[pair] ?? []).sorted() {
      let before = words[place].units
      let after = BytePairs.joining(before, pair.left, pair.right, as: unit)
      guard after.count < before.count else { continue }
      for pair in zip(before, before.dropFirst()) { changed.insert(Pair(left: pair.0, right: pair.1)) }
      count(place, sign: -1)
      words[place].units = after
      count(place, sign: 1, new: unit)
      for pair in zip(after, after.dropFirst()) { changed.insert(Pair(left: pair.0, right: pair.1)) }
    }
    counts[pair] = nil
    places[pair] = nil
    changed.remove(pair)
    for pair in changed {
      guard let count = counts[pair], count > 0 else { continue }
      heap.push(.init(count: count, left: pair.left, right: pair.right))
    }
  }

  /// A binary heap, the most frequent pair on top.
  private struct Heap {
    struct Entry {
      var count, left, right: Int

      func isBefore(_ other: Entry) -> Bool {
        (-count, left, right) < (-other.count, other.left, other.right)
      }
    }

    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
      entries.append(entry)
      var at = entries.count - 1
      while at > 0, entries[at].isBefore(entries[(at - 1) / 2]) {
        entries.swapAt(at, (at - 1) / 2)
        at = (at - 1) / 2
      }
    }

    mutating func pop() -> Entry? {
      guard let top = entries.first else { return nil }
      let last = entries.removeLast()
      guard !entries.isEmpty else { return top }
      entries[0] = last
      var at = 0
      while true {
        var least = at
        for child in [2 * at + 1, 2 * at + 2]
        where child < entries.count && entries[child].isBefore(entries[least]) { least = child }
        guard least != at else { return top }
        entries.swapAt(at, least)
        at = least
      }
    }
  }
}
