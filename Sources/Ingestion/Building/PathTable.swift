/// Paths of elements in the order of their document, each kept as what the path before it does not say.
///
/// Blocks that follow each other stand close together, so that of `/html[1]/body[1]/table[1]/tr[4711]/td[2]`
/// a few bytes are new. As strings of their own, the paths of half a million cells took more memory than
/// everything else of the document.
package final class PathTable: @unchecked Sendable {
  // Whoever builds a document adds paths; from the moment that it is finished they are only read. That is why
  // the table may be shared between threads.

  private struct Entry {
    /// Bytes at the front that the path before has as well.
    var shared: Int
    /// Where the bytes that come behind them begin, and how many they are.
    var start: Int
    var count: Int
  }

  /// Every so many paths one is kept whole, so that no path is put together from more.
  private static let stride = 16

  /// For each path how many bytes it shares with the one before, how many of its own it has, and these. The
  /// two numbers take a byte for each seven bits, the lowest first.
  private var bytes: [UInt8] = []
  private var count = 0
  /// Where every sixteenth path begins in ``bytes``.
  private var starts: [Int] = []
  private var last: [UInt8] = []

  /// Nothing yet.
  package init() {}

  /// Makes room for `count` paths of cells, which differ from each other by a few bytes.
  func reserve(_ count: Int) {
    bytes.reserveCapacity(count * 12)
    starts.reserveCapacity(count / Self.stride + 1)
  }

  /// Adds `path` and returns how it is found again.
  package func store(_ path: String) -> StoredPath {
    var path = path
    return path.withUTF8 { utf8 in
      let number = count
      if number > 0, utf8.elementsEqual(last) {
        return StoredPath(self, UInt32(truncatingIfNeeded: number - 1))
      }
      // Longer ones, or more of them, are nothing that a file has.
      guard utf8.count < Int(UInt32.max), number < Int(UInt32.max) else { return .own("/") }
      var shared = 0
      if number.isMultiple(of: Self.stride) {
        starts.append(bytes.count)
      } else {
        let most = min(utf8.count, last.count)
        while shared < most, utf8[shared] == last[shared] { shared += 1 }
      }
      append(shared)
      append(utf8.count - shared)
      bytes.append(contentsOf: utf8[shared...])
      count += 1
      last.removeSubrange(min(shared, last.count)...)
      last.append(contentsOf: utf8[shared...])
      return StoredPath(self, UInt32(number))
    }
  }

  private func append(_ number: Int) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The number at `place` in `bytes`; `place` moves behind it.
  private static func number(_ bytes: [UInt8], at place: inout Int) -> Int {
    var (number, shift) = (0, 0)
    while true {
      let byte = bytes[place]
      place += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  /// Path number `number`.
  package func path(_ number: UInt32) -> String {
    let number = Int(number)
    guard number < count else { return "" }
    let (group, place) = number.quotientAndRemainder(dividingBy: Self.stride)
    let bytes = bytes
    return withUnsafeTemporaryAllocation(of: Entry.self, capacity: place + 1) {
      (entries: UnsafeMutableBufferPointer<Entry>) -> String in
      var at = starts[group]
      for index in 0...place {
        let shared = Self.number(bytes, at: &at)
        let own = Self.number(bytes, at: &at)
        entries.initializeElement(at: index, to: Entry(shared: shared, start: at, count: own))
        at += own
      }
      let total = entries[place].shared + entries[place].count
      return String(unsafeUninitializedCapacity: total) { buffer in
        // Going back, each path gives what stands between what it shares and what is known already.
        var known = total
        for entry in entries.reversed() where entry.shared < known {
          for place in entry.shared..<known { buffer[place] = bytes[entry.start + place - entry.shared] }
          known = entry.shared
        }
        return total
      }
    }
  }
}

/// The path of an element, in the table of its document or in one of its own.
///
/// A table and a number take twelve bytes; a document may have a million blocks.
package struct StoredPath: Sendable {
  private let table: PathTable
  private let number: UInt32

  fileprivate init(_ table: PathTable, _ number: UInt32) { (self.table, self.number) = (table, number) }

  /// `path` in a table of its own, for the few that belong to no document.
  package static func own(_ path: String) -> StoredPath { PathTable().store(path) }

  /// The path as text.
  package var text: String { table.path(number) }
}

extension StoredPath: Hashable {
  package static func == (left: StoredPath, right: StoredPath) -> Bool {
    left.table === right.table && left.number == right.number || left.text == right.text
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
