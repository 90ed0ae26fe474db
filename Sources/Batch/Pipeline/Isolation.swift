import Foundation
import Platform

/// What a process that works on untrusted records is at, in memory that outlives it; and which records have ended
/// processes before it, and are left alone.
///
/// The memory is a file mapped by the process that works and read by the one that watches (``Supervisor``). A thread
/// notes its record before it begins. When a fault ends the process, the thread at fault notes itself.
package final class Isolation: Sendable {
  /// Threads that can be told apart.
  static let slots = 64
  /// State, then the 16 bytes of a record's key.
  private static let slotBytes = 32
  /// Length, then the path that the finder is at.
  private static let pathStart = slots * slotBytes + slotBytes
  private static let longestPath = 1 << 13
  /// Where the thread at fault notes itself: its number and one, 255 for the finder.
  private static let faultPlace = slots * slotBytes
  static let bytes = pathStart + longestPath

  private nonisolated(unsafe) let memory: UnsafeMutablePointer<UInt8>
  private let keys: [String: String]
  private let paths: [String: String]

  /// The variable that names the folder, in the environment of the process that works.
  package static let variable = "PERUSE_ISOLATION"

  /// The side that works: maps the notes in `folder`, and reads what is to be left alone.
  ///
  /// - Throws: `CorpusError.cannotOpen`.
  package init(folder: String) throws(CorpusError) {
    guard let memory = Self.map(folder + "/notes") else {
      throw .cannotOpen(path: folder, reason: String(cString: strerror(errno)))
    }
    self.memory = memory
    var (keys, paths): ([String: String], [String: String]) = ([:], [:])
    for line in (try? String(contentsOfFile: folder + "/culprits", encoding: .utf8))?.split(separator: "\n")
      ?? []
    {
      let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
      guard fields.count == 3 else { continue }
      if fields[0] == "key" { keys[fields[1]] = fields[2] } else { paths[fields[1]] = fields[2] }
    }
    (self.keys, self.paths) = (keys, paths)
    memory.update(repeating: 0, count: Self.bytes)
  }

  deinit { munmap(memory, Self.bytes) }

  static func map(_ path: String) -> UnsafeMutablePointer<UInt8>? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(bytes)) == 0 else { return nil }
    let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let address, address != MAP_FAILED else { return nil }
    return address.bindMemory(to: UInt8.self, capacity: bytes)
  }

  // MARK: The side that works

  /// Why the record is left alone; `nil` where it is not.
  func culprit(_ key: RecordKey) -> String? { keys[key.text] }
  /// Why the file is left alone.
  func culprit(path: String) -> String? { paths[path] }

  /// The calling thread, number `worker`, begins a record.
  func begin(_ worker: Int, _ key: RecordKey) {
    let slot = memory + worker % Self.slots * Self.slotBytes
    slot[0] = 0
    for place in 0..<8 {
      slot[1 + place] = UInt8(truncatingIfNeeded: key.high >> (56 - 8 * place))
      slot[9 + place] = UInt8(truncatingIfNeeded: key.low >> (56 - 8 * place))
    }
    slot[0] = 1
    FaultNotes.enter(UInt8(worker % Self.slots) + 1, memory + Self.faultPlace)
  }

  /// It has ended it.
  func end(_ worker: Int) { memory[worker % Self.slots * Self.slotBytes] = 0 }

  /// The calling thread, which finds the input, is at a file.
  func find(_ path: String) {
    let bytes = path.utf8.prefix(Self.longestPath - 2)
    let place = memory + Self.pathStart
    for (index, byte) in bytes.enumerated() { place[2 + index] = byte }
    (place[0], place[1]) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
    FaultNotes.enter(255, memory + Self.faultPlace)
  }

  // MARK: The side that watches

  /// Who ended a process.
  package enum Culprit: Hashable {
    case record(RecordKey)
    case file(String)
  }

  /// What the notes in `folder` say: one culprit, or all that may be it.
  static func suspects(in folder: String) -> [Culprit] {
    guard let memory = map(folder + "/notes") else { return [] }
    defer { munmap(memory, bytes) }
    func record(_ slot: Int) -> Culprit? {
      let place = memory + slot * slotBytes
      guard place[0] == 1 else { return nil }
      let high = (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(place[1 + $1]) }
      let low = (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(place[9 + $1]) }
      return .record(RecordKey(high: high, low: low))
    }
    func file() -> Culprit? {
      let place = memory + pathStart
      let count = Int(place[0]) | Int(place[1]) << 8
      guard count > 0 else { return nil }
      return .file(String(decoding: UnsafeBufferPointer(start: place + 2, count: count), as: UTF8.self))
    }
    let fault = memory[faultPlace]
    if fault == 255, let file = file() { return [file] }
    if fault > 0, fault < 255, let record = record(Int(fault) - 1) { return [record] }
    let records = (0..<slots).compactMap(record)
    return records.isEmpty ? [file()].compactMap(\.self) : records
  }
}

/// Notes which thread a fault ends.
private enum FaultNotes {
  private nonisolated(unsafe) static var place: UnsafeMutablePointer<UInt8>?
  private nonisolated(unsafe) static var key = pthread_key_t()
  private static let isReady: Bool = {
    guard pthread_key_create(&key, nil) == 0 else { return false }
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      signal(number) { number in
        if let place = FaultNotes.place, let own = pthread_getspecific(FaultNotes.key) {
          place.pointee = UInt8(truncatingIfNeeded: UInt(bitPattern: own))
        }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    return true
  }()

  /// The calling thread is known by `number` from now on.
  static func enter(_ number: UInt8, _ place: UnsafeMutablePointer<UInt8>) {
    // Set before the handlers that read it.
    if Self.place == nil { Self.place = place }
    guard isReady else { return }
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: UInt(number)))
  }
}
