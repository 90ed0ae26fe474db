/// The path of the element being read, `/article[1]/body[1]/p[3]`.
///
/// Its text is made when it is asked for, and what the next one shares with it is kept.
struct ElementPath {
  private struct Level {
    var name: Int32
    /// Position among siblings of the same name, from 1.
    var position: Int32
    /// Where the counters of this element's children begin.
    var counters: Int32
    /// Tells apart the levels that ever were.
    var serial: UInt32
    /// Length of `text` with this element, where it has been made.
    var length: Int
  }

  private let names: NameTable
  /// Text of the first `made` levels, after the prefix.
  private var text: [UInt8]
  private var made = 0
  private let prefixLength: Int
  private var levels: [Level] = []
  /// How many children of each name the open elements have had, innermost last.
  private var counters: [(name: Int32, count: Int32)] = []
  /// Counters of elements with very many differently named children.
  private var overflow: [UInt64: Int32] = [:]
  private var serial: UInt32 = 0
  /// Bytes of all texts that were asked for.
  private var asked = 0

  /// Counters searched one by one before a dictionary takes over.
  private static let searched = 48

  /// A path that starts below `prefix`, of elements whose names are numbered by `names`.
  init(names: NameTable, prefix: String = "") {
    self.names = names
    text = Array(prefix.utf8)
    prefixLength = text.count
  }

  /// The number of open elements.
  var depth: Int { levels.count }
  /// The path as text.
  var string: String { mutating get { string(atDepth: levels.count) } }

  /// The path of the open element at `depth`, counted from 1.
  mutating func string(atDepth depth: Int) -> String {
    while made < depth {
      let level = levels[made]
      text.append(0x2F)
      text.append(contentsOf: names.entries[Int(level.name)].bytes)
      text.append(0x5B)
      text.append(contentsOf: String(level.position).utf8)
      text.append(0x5D)
      levels[made].length = text.count
      made += 1
    }
    let end = depth == 0 ? prefixLength : levels[depth - 1].length
    asked += end
    return text.withUnsafeBufferPointer { $0.string(0..<end) }
  }

  /// The limit that is reached where a source of `count` bytes has asked for far more than any document
  /// needs: long names around a million empty elements take hours, though no block keeps their paths.
  func limit(sourceCount count: Int) -> IngestionError.Reason? {
    let most = 16 * (DocumentBuilder.freePathBytes + DocumentBuilder.pathFactor * count)
    return asked <= most ? nil : .limit("length of the paths of all elements in bytes", most)
  }

  /// Enters an element whose name has the number `name`.
  ///
  /// A `position` given here overrides counting, for a record read alone.
  ///
  /// - Returns: its position among siblings of the same name.
  @discardableResult
  mutating func push(_ name: Int, position: Int? = nil) -> Int {
    let name = Int32(truncatingIfNeeded: name)
    let count = position.map(Int32.init) ?? count(name)
    serial &+= 1
    levels.append(
      Level(name: name, position: count, counters: Int32(counters.count), serial: serial, length: 0))
    return Int(count)
  }

  /// Leaves the innermost element.
  mutating func pop() {
    guard let level = levels.popLast() else { return }
    if made > levels.count {
      made = levels.count
      let end = levels.last?.length ?? prefixLength
      text.removeLast(text.count - end)
    }
    let extra = counters.count - Int(level.counters)
    if extra > 0 { counters.removeLast(extra) }
  }

  /// One more child called `name` in the innermost element.
  private mutating func count(_ name: Int32) -> Int32 {
    let start = Int(levels.last?.counters ?? 0)
    let end = min(counters.count, start + Self.searched)
    for index in start..<end where counters[index].name == name {
      counters[index].count += 1
      return counters[index].count
    }
    if counters.count - start < Self.searched {
      counters.append((name, 1))
      return 1
    }
    let key = UInt64(levels.last?.serial ?? 0) << 32 | UInt64(UInt32(bitPattern: name))
    overflow[key, default: 0] += 1
    return overflow[key] ?? 1
  }
}
