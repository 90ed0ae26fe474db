/// A file name pattern: `*` is any run of characters but `/`, `**` any run at all, `?` one character, `[a-z]`
/// a set.
///
/// A pattern without `/` is compared with the last component of a path, one with `/` with the whole path.
public struct Glob: Sendable, Hashable {
  /// The pattern as given.
  public let pattern: String
  private let units: [UInt8]
  private let isPath: Bool
  /// Whether it is one for names that are no paths.
  private let isForNames: Bool

  /// Creates a pattern; every string is one.
  public init(_ pattern: String) {
    self.pattern = pattern
    units = Array(pattern.utf8)
    isPath = units.contains(UInt8(ascii: "/"))
    isForNames = false
  }

  /// A pattern for names that are no paths, in which `*` is any run of characters and `?` any one, and
  /// nothing else is special.
  package init(names pattern: String) {
    self.pattern = pattern
    units = Array(pattern.utf8)
    (isPath, isForNames) = (true, true)
  }

  /// Whether `path` matches.
  ///
  /// - Complexity: O(length of the pattern × length of the path), whatever the pattern.
  public func matches(_ path: String) -> Bool {
    var subject = Array(path.utf8)
    if !isPath, let slash = subject.lastIndex(of: UInt8(ascii: "/")) { subject.removeFirst(slash + 1) }
    // reached[i]: the pattern so far matches the first i bytes. One row at a time keeps hostile patterns
    // cheap.
    var reached = [Bool](repeating: false, count: subject.count + 1)
    reached[0] = true
    var at = 0
    while at < units.count {
      let step = isForNames ? Step(inNames: units, at: &at) : Step(units, at: &at)
      var next = [Bool](repeating: false, count: subject.count + 1)
      switch step {
      case .run(let crossesSlash):
        var open = false
        for index in 0...subject.count {
          if index > 0, !crossesSlash, subject[index - 1] == UInt8(ascii: "/") { open = false }
          open = open || reached[index]
          next[index] = open
        }
      case .character(let accepts):
        for index in 0..<subject.count where reached[index] && accepts.contains(subject[index]) {
          // A character that is not ASCII takes all its bytes with `?` and sets.
          var end = index + 1
          if accepts.takesWholeCharacters {
            while end < subject.count, subject[end] & 0xC0 == 0x80 { end += 1 }
          }
          next[end] = true
        }
      }
      reached = next
    }
    return reached[subject.count]
  }

  private enum Step {
    case run(crossesSlash: Bool)
    case character(ByteSet)

    init(inNames units: [UInt8], at: inout Int) {
      let unit = units[at]
      at += 1
      self =
        switch unit {
        case UInt8(ascii: "*"): .run(crossesSlash: true)
        case UInt8(ascii: "?"): .character(ByteSet(inverted: true, ranges: []))
        default: .character(ByteSet(unit))
        }
    }

    init(_ units: [UInt8], at: inout Int) {
      let unit = units[at]
      at += 1
      switch unit {
      case UInt8(ascii: "*"):
        guard at < units.count, units[at] == unit else {
          self = .run(crossesSlash: false)
          return
        }
        at += 1
        // `**/` also matches no folder at all.
        if at < units.count, units[at] == UInt8(ascii: "/") { at += 1 }
        self = .run(crossesSlash: true)
      case UInt8(ascii: "?"):
        self = .character(ByteSet(inverted: true, ranges: [0x2F...0x2F]))
      case UInt8(ascii: "["):
        guard let set = ByteSet(units, at: &at) else {
          self = .character(ByteSet(unit))
          return
        }
        self = .character(set)
      case UInt8(ascii: "\\") where at < units.count:
        at += 1
        self = .character(ByteSet(units[at - 1]))
      default:
        self = .character(ByteSet(unit))
      }
    }
  }

  private struct ByteSet {
    var inverted = false
    var ranges: [ClosedRange<UInt8>]
    var takesWholeCharacters: Bool { inverted }

    init(_ unit: UInt8) { ranges = [unit...unit] }

    init(inverted: Bool, ranges: [ClosedRange<UInt8>]) {
      self.inverted = inverted
      self.ranges = ranges
    }

    /// The set after a `[`; `nil` without a `]`, and then the bracket stands for itself.
    init?(_ units: [UInt8], at: inout Int) {
      var index = at
      ranges = []
      if index < units.count, units[index] == UInt8(ascii: "!") || units[index] == UInt8(ascii: "^") {
        inverted = true
        index += 1
      }
      let first = index
      while index < units.count, units[index] != UInt8(ascii: "]") || index == first {
        let low = units[index]
        if index + 2 < units.count, units[index + 1] == UInt8(ascii: "-"),
          units[index + 2] != UInt8(ascii: "]")
        {
          if low <= units[index + 2] { ranges.append(low...units[index + 2]) }
          index += 3
        } else {
          ranges.append(low...low)
          index += 1
        }
      }
      guard index < units.count else { return nil }
      if inverted { ranges.append(0x2F...0x2F) }
      at = index + 1
    }

    func contains(_ byte: UInt8) -> Bool { ranges.contains { $0.contains(byte) } != inverted }
  }
}
