import Synchronization

/// Element names of a file, each met many times: looked up by their bytes, resolved once.
///
/// A class so that the records of a stream share one; used by one thread.
final class NameTable {
  /// One name.
  struct Entry: Sendable {
    /// As written, prefix included.
    var bytes: [UInt8]
    var hash: Int
    /// As written, and without prefix.
    var text: String
    var local: String
    /// Without prefix, in lower case.
    var folded: String
    /// The dialect's rules for it.
    var candidates: [Dialect.Candidate]
    /// Whether the first candidate applies without looking at the element.
    var isUnconditional: Bool
    /// Whether the element identifies the record that it stands in.
    var isIdentifier: Bool
  }

  private(set) var entries: [Entry] = []
  private let dialect: Dialect
  /// Open addressing: index into `entries` plus one, 0 where free. The size is a power of two.
  private var slots: [Int32]

  /// An empty table whose names follow `dialect`.
  init(dialect: Dialect) {
    self.dialect = dialect
    slots = [Int32](repeating: 0, count: 256)
  }

  fileprivate init(dialect: Dialect, _ known: KnownNames.State) {
    self.dialect = dialect
    (entries, slots) = (known.entries, known.slots)
  }

  fileprivate var state: KnownNames.State { KnownNames.State(entries: entries, slots: slots) }

  /// The number of the name `name`.
  func index(of name: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = Self.hash(name)
    let found = slots.withUnsafeBufferPointer { slots in
      entries.withUnsafeBufferPointer { entries -> Int? in
        let mask = slots.count - 1
        var slot = hash & mask
        while slots[slot] != 0 {
          let index = Int(slots[slot]) - 1
          if entries[index].hash == hash, name.equals(entries[index].bytes) { return index }
          slot = (slot + 1) & mask
        }
        return nil
      }
    }
    return found ?? add(name, hash)
  }

  private func add(_ name: UnsafeBufferPointer<UInt8>, _ hash: Int) -> Int {
    let text = String(decoding: name, as: UTF8.self)
    let local =
      text.utf8.contains(UInt8(ascii: ":")) ? text.split(separator: ":").last.map(String.init) ?? text : text
    let folded = local.lowercased()
    let candidates = dialect.candidates[folded] ?? []
    let first = candidates.first
    entries.append(
      Entry(
        bytes: Array(name), hash: hash, text: text, local: local, folded: folded,
        candidates: candidates, isUnconditional: first?.isUnconditional == true,
        isIdentifier: dialect.identifiers.contains(folded)))
    if entries.count * 2 > slots.count { grow() } else { place(entries.count - 1) }
    return entries.count - 1
  }

  private func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = entries[index].hash & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index + 1)
  }

  private func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for index in entries.indices { place(index) }
  }

  /// Differs from run to run, so that no file can be made whose names collide.
  private static let seed = UInt64.random(in: .min ... .max)

  /// FNV-1a from a seed, folded so that the low bits depend on all.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var value = seed
    for byte in name { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (value ^ (value >> 32)) & 0x7FFF_FFFF)
  }
}

/// The names that the records of a stream have had so far. Records are read side by side, each with a table
/// of its own, which begins with these.
final class KnownNames: Sendable {
  struct State: Sendable {
    var entries: [NameTable.Entry]
    var slots: [Int32]
  }

  private let dialect: Dialect
  private let state: Mutex<State>
  /// Names beyond these are not kept: a file may have a new one in every record.
  private static let most = 1000

  init(dialect: Dialect) {
    self.dialect = dialect
    state = Mutex(NameTable(dialect: dialect).state)
  }

  /// A table that knows them.
  func table() -> NameTable { NameTable(dialect: dialect, state.withLock { $0 }) }

  /// Keeps what `table` has learned.
  func keep(_ table: NameTable) {
    let count = table.entries.count
    guard count <= Self.most else { return }
    let learned = table.state
    state.withLock { if $0.entries.count < count { $0 = learned } }
  }
}
