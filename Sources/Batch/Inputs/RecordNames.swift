/// Keeps two records of a run from having one name: the second of two gets a number.
///
/// Names are remembered by their hash, 64 bits each, so that a million lines of JSON cost a few tens of megabytes and no more.
struct RecordNames {
  private var taken: Set<Int> = []

  /// `name`, or where a record before has it already, `name` with the next free number: `x`, `x#2`, `x#3`.
  mutating func unique(_ name: String) -> String {
    if taken.insert(name.hashValue).inserted { return name }
    var number = counts[name, default: 1]
    var numbered: String
    repeat {
      number += 1
      numbered = "\(name)#\(number)"
    } while !taken.insert(numbered.hashValue).inserted
    counts[name] = number
    return numbered
  }

  /// The last number of each name that several records have, so that 20,000 equal names are not tried one after the other.
  private var counts: [String: Int] = [:]
}
