/// The path of the element being read, `/article[1]/body[1]/p[3]`, kept as text that grows and shrinks.
struct ElementPath {
  private struct Level {
    /// Length of ``text`` without this element.
    var length: Int
    /// Where the counters of this element's children begin.
    var counters: Int
    /// Tells apart the levels that ever were.
    var serial: UInt32
  }

  private var text: [UInt8]
  private var levels: [Level] = []
  /// How many children of each name the open elements have had, innermost last.
  private var counters: [(name: Int32, count: Int32)] = []
  /// Counters of elements with very many differently named children.
  private var overflow: [UInt64: Int32] = [:]
  private var serial: UInt32 = 0
  private var root = Level(length: 0, counters: 0, serial: 0)

  /// Counters searched one by one before a dictionary takes over.
  private static let searched = 48

  /// A path that starts below `prefix`.
  init(prefix: String = "") { text = Array(prefix.utf8) }

  /// The number of open elements.
  var depth: Int { levels.count }
  /// The path as text.
  var string: String { String(decoding: text, as: UTF8.self) }

  /// The path of the open element at `depth`, counted from 1.
  func string(atDepth depth: Int) -> String {
    guard depth < levels.count else { return string }
    return String(decoding: text[..<levels[depth].length], as: UTF8.self)
  }

  /// Enters an element with the name `bytes`, which has the number `name`.
  ///
  /// A `position` given here overrides counting, for a record read alone.
  ///
  /// - Returns: its position among siblings of the same name.
  @discardableResult
  mutating func push(_ name: Int, _ bytes: [UInt8], position: Int? = nil) -> Int {
    let count = position.map(Int32.init) ?? count(Int32(truncatingIfNeeded: name))
    serial &+= 1
    levels.append(Level(length: text.count, counters: counters.count, serial: serial))
    text.append(0x2F)
    text.append(contentsOf: bytes)
    text.append(0x5B)
    if count < 10 {
      text.append(0x30 + UInt8(count))
    } else {
      text.append(contentsOf: String(count).utf8)
    }
    text.append(0x5D)
    return Int(count)
  }

  /// Leaves the innermost element.
  mutating func pop() {
    guard let level = levels.popLast() else { return }
    text.removeSubrange(level.length...)
    counters.removeSubrange(level.counters...)
  }

  /// One more child called `name` in the innermost element.
  private mutating func count(_ name: Int32) -> Int32 {
    let level = levels.last ?? root
    let end = min(counters.count, level.counters + Self.searched)
    for index in level.counters..<end where counters[index].name == name {
      counters[index].count += 1
      return counters[index].count
    }
    if counters.count - level.counters < Self.searched {
      counters.append((name, 1))
      return 1
    }
    let key = UInt64(level.serial) << 32 | UInt64(UInt32(bitPattern: name))
    overflow[key, default: 0] += 1
    return overflow[key] ?? 1
  }
}
