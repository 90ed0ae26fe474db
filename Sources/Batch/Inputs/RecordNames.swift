/// How the records of a run are named.
package enum RecordNaming: String, Sendable, Hashable {
  /// By paths as they were given, wherever on the machine they lead to.
  case wholePaths = "whole-paths"
  /// By what stands below the input that was named, see ``InputBase``.
  case belowInput = "below-input"
}

/// What a record is called.
struct RecordName: Hashable {
  /// What results, failures and files of an output show.
  var shown: String
  /// The same with the path as it was given: it tells a file of one folder from that of another of its name.
  var whole: String

  init(shown: String, whole: String) { (self.shown, self.whole) = (shown, whole) }

  /// A name without a path of the machine, such as one that a line of JSON brings.
  init(_ name: String) { self.init(shown: name, whole: name) }

  /// The name of something in it: of a record, a line, a member.
  func appending(_ tail: String) -> RecordName { RecordName(shown: shown + tail, whole: whole + tail) }
}

/// Keeps two records of a run from having one name: the second of two gets a number.
struct RecordNames {
  private let naming: RecordNaming
  private var shown = TakenNames()
  /// Whole names, counted on their own from the first on that differs; until then they are those shown.
  private var whole: TakenNames?
  private let keepsWhole: Bool

  /// - Parameter keepsWhole: whether whole names, too, are made unique, each whatever else the run has.
  init(_ naming: RecordNaming = .belowInput, keepsWhole: Bool = false) {
    (self.naming, self.keepsWhole) = (naming, keepsWhole)
  }

  /// `name`, or where a record before has it already, `name` with the next free number: `x`, `x#2`, `x#3`.
  mutating func unique(_ name: RecordName) -> RecordName {
    if naming == .wholePaths { return RecordName(shown.unique(name.whole)) }
    let differs = name.shown != name.whole
    if keepsWhole, differs, whole == nil { whole = shown }
    let text = shown.unique(name.shown)
    if whole == nil, !differs { return RecordName(text) }
    return RecordName(shown: text, whole: whole?.unique(name.whole) ?? name.whole)
  }
}

/// Names that records have.
///
/// They are remembered by their hash, 64 bits each, so that a million lines of JSON cost a few tens of
/// megabytes and no more.
private struct TakenNames {
  private var taken: Set<Int> = []
  /// The last number of each name that several records have, so that 20,000 equal names are not tried one
  /// after the other.
  private var counts: [String: Int] = [:]

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
}
