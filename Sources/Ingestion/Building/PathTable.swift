/// Paths of elements in the order of their document, each kept as what the path before it does not say.
///
/// Blocks that follow each other stand close together, so that of `/html[1]/body[1]/table[1]/tr[4711]/td[2]` a few bytes are
/// new. As strings of their own, the paths of half a million cells took more memory than everything else of the document.
package final class PathTable: @unchecked Sendable {
  // Whoever builds a document adds paths; from the moment that it is finished they are only read. That is why the table may be
  // shared between threads.

  private struct Entry {
    /// Bytes at the front that the path before has as well.
    var shared: UInt32
    /// Bytes that come behind them.
    var count: UInt32
  }

  /// Every so many paths one is kept whole, so that no path is put together from more.
  private static let stride = 16

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Where the bytes of every sixteenth path begin.
  private var starts: [Int] = []
  private var last: [UInt8] = []

  /// Nothing yet.
  package init() {}

  /// Adds `path` and returns how it is found again.
  package func store(_ path: String) -> StoredPath {
    var path = path
    return path.withUTF8 { utf8 in
      let number = entries.count
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
      bytes.append(contentsOf: utf8[shared...])
      entries.append(Entry(shared: UInt32(shared), count: UInt32(utf8.count - shared)))
      last.removeSubrange(min(shared, last.count)...)
      last.append(contentsOf: utf8[shared...])
      return StoredPath(self, UInt32(number))
    }
  }

  /// Path number `number`.
  package func path(_ number: UInt32) -> String {
    let number = Int(number)
    guard entries.indices.contains(number) else { return "" }
    let first = number - number % Self.stride
    let total = Int(entries[number].shared) + Int(entries[number].count)
    return String(unsafeUninitializedCapacity: total) { buffer in
      // Going back, each path gives what stands between what it shares and what is known already.
      var end = starts[number / Self.stride]
      for entry in entries[first...number] { end += Int(entry.count) }
      var known = total
      for entry in entries[first...number].reversed() {
        let (shared, start) = (Int(entry.shared), end - Int(entry.count))
        if shared < known {
          for place in shared..<known { buffer[place] = bytes[start + place - shared] }
          known = shared
        }
        end = start
      }
      return total
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
