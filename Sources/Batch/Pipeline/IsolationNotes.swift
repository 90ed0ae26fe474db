import Foundation

/// What a process that works on untrusted records is at, in memory that outlives it: a file that is mapped by
/// the process that works and read by the one that watches.
///
/// Each slot belongs to one thread, the path to the thread that finds the input, so nothing here needs a
/// lock.
package final class IsolationNotes: Sendable {
  /// Threads that can be told apart.
  static let slots = 64
  /// State, then the 16 bytes of a record's key.
  private static let slotBytes = 32
  /// The thread at fault: its number and one, or `finder`.
  private static let faultPlace = slots * slotBytes
  /// Whether the process wants another in its place.
  private static let renewalPlace = faultPlace + 1
  /// Whether the finder took too long.
  private static let latePlace = faultPlace + 2
  /// Whether the output is this run's own.
  private static let beginningPlace = faultPlace + 3
  /// Records of the file that have been handed on, in eight bytes.
  private static let countPlace = faultPlace + 8
  /// Length of the path in two bytes, then the path that the finder is at.
  private static let pathPlace = faultPlace + 16
  private static let longestPath = 1 << 13
  private static let bytes = pathPlace + 2 + longestPath
  /// Stands for the thread that finds the input.
  package static let finder: UInt8 = 255

  private nonisolated(unsafe) let memory: UnsafeMutablePointer<UInt8>

  /// Maps the notes in `folder`; `nil` where the system refuses.
  package init?(folder: String) {
    let descriptor = open(Self.path(in: folder), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(Self.bytes)) == 0 else { return nil }
    let address = mmap(nil, Self.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let address, address != MAP_FAILED else { return nil }
    memory = address.bindMemory(to: UInt8.self, capacity: Self.bytes)
  }

  deinit { munmap(memory, Self.bytes) }

  static func path(in folder: String) -> String { folder + "/notes" }

  // MARK: Threads

  /// Where the handler of a fault notes its thread.
  package var fault: UnsafeMutablePointer<UInt8> { memory + Self.faultPlace }

  package func begin(_ slot: Int, _ key: RecordKey) {
    let place = memory + slot * Self.slotBytes
    place[0] = 0
    Self.write(key.high, place + 1)
    Self.write(key.low, place + 9)
    place[0] = 1
  }

  /// Ends what the slot was at, and returns it.
  @discardableResult
  package func end(_ slot: Int) -> RecordKey? {
    let key = record(slot)
    memory[slot * Self.slotBytes] = 0
    return key
  }

  /// The record that the slot is at.
  package func record(_ slot: Int) -> RecordKey? {
    let place = memory + slot * Self.slotBytes
    return place[0] == 1 ? RecordKey(high: Self.read(place + 1), low: Self.read(place + 9)) : nil
  }

  // MARK: Finder

  /// Whether the finder is at a file.
  var hasPath: Bool { memory[Self.pathPlace] | memory[Self.pathPlace + 1] > 0 }

  /// The file that the finder is at; `nil` for none.
  package var path: String? {
    get {
      let place = memory + Self.pathPlace
      let count = Int(place[0]) | Int(place[1]) << 8
      guard count > 0, count <= Self.longestPath else { return nil }
      return String(decoding: UnsafeBufferPointer(start: place + 2, count: count), as: UTF8.self)
    }
    set {
      let place = memory + Self.pathPlace
      (place[0], place[1]) = (0, 0)
      let bytes = (newValue ?? "").utf8.prefix(Self.longestPath)
      for (index, byte) in bytes.enumerated() { place[2 + index] = byte }
      (place[0], place[1]) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
    }
  }

  /// Records of that file that have been handed on.
  package var count: Int {
    get { Int(clamping: Self.read(memory + Self.countPlace)) }
    set { Self.write(UInt64(newValue), memory + Self.countPlace) }
  }

  package var isLate: Bool {
    get { memory[Self.latePlace] == 1 }
    set { memory[Self.latePlace] = newValue ? 1 : 0 }
  }

  var hasBegun: Bool {
    get { memory[Self.beginningPlace] == 1 }
    set { memory[Self.beginningPlace] = newValue ? 1 : 0 }
  }

  package var wantsRenewal: Bool {
    get { memory[Self.renewalPlace] == 1 }
    set { memory[Self.renewalPlace] = newValue ? 1 : 0 }
  }

  // MARK: Judging

  /// Who may have ended the process.
  package enum Culprit: Hashable {
    case record(RecordKey)
    /// A file, after so many of its records.
    case file(String, after: Int)
  }

  /// The file that the finder is at.
  var file: Culprit? { path.map { .file($0, after: count) } }

  /// One culprit, or all that may be it.
  ///
  /// - Parameter byFault: whether the thread that a fault ended is the one to blame; a signal from outside
  ///   comes to any.
  package func suspects(byFault: Bool) -> [Culprit] {
    let number = fault.pointee
    let records = (0..<Self.slots).compactMap(record).map(Culprit.record)
    if number == Self.finder, let file { return byFault ? [file] : records + [file] }
    if byFault, number > 0, number <= Self.slots, let record = record(Int(number) - 1) {
      return [.record(record)]
    }
    return records.isEmpty ? [file].compactMap(\.self) : records
  }

  private static func write(_ value: UInt64, _ place: UnsafeMutablePointer<UInt8>) {
    for index in 0..<8 { place[index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }

  private static func read(_ place: UnsafeMutablePointer<UInt8>) -> UInt64 {
    (0..<8).reduce(UInt64(0)) { $0 | UInt64(place[$1]) << (8 * $1) }
  }
}
