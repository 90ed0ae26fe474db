import Foundation
import Platform
import Synchronization

/// The side of a batch in a process of its own that works: it notes what its threads are at, and follows the
/// orders of the ``Supervisor``.
///
/// A thread notes its record before it begins. When a fault ends the process, the thread at fault notes
/// itself.
package final class Isolation: Sendable {
  /// The variable that names the folder of notes and orders, in the environment of the process that works.
  package static let variable = "PERUSE_ISOLATION"
  /// The variable that names the process that watches.
  package static let parentVariable = "PERUSE_ISOLATION_PARENT"

  /// Where the notes are.
  package let folder: String
  private let notes: IsolationNotes
  private let orders: IsolationOrders
  /// Whether another process has begun the output.
  package let isContinuing: Bool
  private let suspects: Mutex<(records: Set<RecordKey>, files: Set<String>)>
  /// When the finder last moved, in milliseconds; 0 while it waits or is at no file.
  private let beat = Atomic<Int>(0)

  /// - Throws: `CorpusError.cannotOpen`.
  package init(folder: String) throws(CorpusError) {
    guard let notes = IsolationNotes(folder: folder) else {
      throw .cannotOpen(path: folder, reason: String(cString: strerror(errno)))
    }
    self.folder = folder
    self.notes = notes
    let orders = IsolationOrders.read(from: folder)
    isContinuing = orders != nil
    self.orders = orders ?? IsolationOrders()
    suspects = Mutex((self.orders.suspectRecords, self.orders.suspectFiles))
  }

  /// Notes from now on which thread a fault ends.
  package func watchFaults() { FaultNotes.install(notes.fault) }

  /// Whether only one record may be worked on at a time, since one of several has ended a process.
  package var isAlone: Bool { !orders.suspectRecords.isEmpty || !orders.suspectFiles.isEmpty }

  /// Whether another process is wanted in this one's place: a record went beyond its time and cannot be
  /// stopped otherwise, or all suspects have been tried.
  package var wantsRenewal: Bool { notes.wantsRenewal }

  /// The output is open, and this run's own: whoever comes after goes on with it.
  func begin() { notes.hasBegun = true }

  func renew() { notes.wantsRenewal = true }

  // MARK: Workers

  /// Why the record is left alone; `nil` where it is not.
  func cause(_ key: RecordKey) -> IsolationOrders.Cause? { orders.records[key] }

  /// The calling thread, number `worker`, begins a record.
  package func begin(_ worker: Int, _ key: RecordKey) {
    let slot = worker % IsolationNotes.slots
    end(worker)
    notes.begin(slot, key)
    FaultNotes.enter(UInt8(slot) + 1)
  }

  /// It has ended it.
  package func end(_ worker: Int) {
    guard let key = notes.end(worker % IsolationNotes.slots), isAlone else { return }
    if suspects.withLock({ $0.records.remove(key) != nil && $0.records.isEmpty && $0.files.isEmpty }) {
      renew()
    }
  }

  // MARK: Finder

  /// Why the file is left alone, and after how many of its records.
  func cause(path: String) -> (after: Int, cause: IsolationOrders.Cause)? { orders.files[path] }

  /// The calling thread, which finds the input, is at a file.
  package func enter(_ path: String) {
    notes.count = 0
    notes.path = path
    FaultNotes.enter(IsolationNotes.finder)
    move()
  }

  /// It is at it still, and gets on.
  func move() {
    if notes.hasPath { beat.store(Self.now(), ordering: .relaxed) }
  }

  /// It hands a record on, for which it may have to wait.
  func handOn() {
    notes.count += 1
    beat.store(0, ordering: .relaxed)
  }

  /// It has left the file.
  package func leave() {
    beat.store(0, ordering: .relaxed)
    guard let path = notes.path else { return }
    notes.path = nil
    guard isAlone else { return }
    if suspects.withLock({ $0.files.remove(path) != nil && $0.records.isEmpty && $0.files.isEmpty }) {
      renew()
    }
  }

  /// Gives the finder up where it has not moved for so long, and for so long that no slow disk explains it.
  func giveUpFinder(after seconds: Double) -> Bool {
    let last = beat.load(ordering: .relaxed)
    guard last > 0, Double(Self.now() - last) > max(10, seconds) * 1000, !notes.isLate else { return false }
    notes.isLate = true
    renew()
    return true
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

/// Notes which thread a fault ends.
private enum FaultNotes {
  private nonisolated(unsafe) static var place: UnsafeMutablePointer<UInt8>?
  private nonisolated(unsafe) static var key = pthread_key_t()

  /// Called once, before there are other threads.
  static func install(_ place: UnsafeMutablePointer<UInt8>) {
    guard Self.place == nil, pthread_key_create(&key, nil) == 0 else { return }
    Self.place = place
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      signal(number) { number in
        if let place = FaultNotes.place, let own = pthread_getspecific(FaultNotes.key) {
          place.pointee = UInt8(truncatingIfNeeded: UInt(bitPattern: own))
        }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// The calling thread is known by `number` from now on.
  static func enter(_ number: UInt8) {
    guard place != nil else { return }
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: UInt(number)))
  }
}
