import Glibc
import Synchronization

/// The threads of a ``WorkerPool`` and the one job that they share.
///
/// A job is one word: its number, how many pieces it has, and the next piece to take. Taking a piece is a
/// compare-and-swap of that word, so that a thread that wakes up late cannot take part in a job that is over.
final class ThreadPool: @unchecked Sendable {
  /// As many pieces as the word has room for.
  static let mostPieces = 1 << 20

  private static let pieceBits: UInt64 = 21
  private static let pieceMask: UInt64 = (1 << pieceBits) - 1
  /// How often a thread looks for work before it sleeps; each time it gives the core away if someone else
  /// wants it.
  private static let spinLimit = 400

  private typealias Body = (Int) -> Void

  private let job = Atomic<UInt64>(0)
  private let body = Atomic<UInt>(0)
  private let ended = Atomic<Int>(0)
  private let isBusy = Atomic<Bool>(false)
  private let isShutDown = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_cond_destroy(done)
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(lock)
    done.deallocate()
    wake.deallocate()
    lock.deallocate()
  }

  // MARK: Threads

  /// Starts one thread; `false` where the system has none left.
  func startThread() -> Bool {
    let passed = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<ThreadPool>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, passed.toOpaque())
    if status == 0 { pthread_detach(thread) }
    if status != 0 { passed.release() }
    return status == 0
  }

  func shutDown() {
    isShutDown.store(true, ordering: .sequentiallyConsistent)
    pthread_mutex_lock(lock)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(lock)
  }

  private func work() {
    while true {
      takePieces()
      var spins = 0
      while spins < Self.spinLimit, !hasPieces, !isShutDown.load(ordering: .relaxed) {
        sched_yield()
        spins += 1
      }
      if isShutDown.load(ordering: .sequentiallyConsistent) { return }
      if !hasPieces { sleep() }
    }
  }

  private func sleep() {
    pthread_mutex_lock(lock)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !hasPieces, !isShutDown.load(ordering: .sequentiallyConsistent) { pthread_cond_wait(wake, lock) }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(lock)
  }

  // MARK: The job

  private static func parts(_ word: UInt64) -> (count: UInt64, next: UInt64) {
    (word >> pieceBits & pieceMask, word & pieceMask)
  }

  private var hasPieces: Bool {
    let (count, next) = Self.parts(job.load(ordering: .sequentiallyConsistent))
    return next < count
  }

  private func takePieces() {
    var word = job.load(ordering: .acquiring)
    while true {
      let (count, next) = Self.parts(word)
      if next >= count { return }
      let (won, seen) = job.weakCompareExchange(
        expected: word, desired: word + 1, ordering: .acquiringAndReleasing)
      word = seen
      guard won else { continue }
      // The piece is ours, so the job cannot end, and its body stays where it is, until we say so.
      if let body = UnsafePointer<Body>(bitPattern: body.load(ordering: .relaxed)) { body.pointee(Int(next)) }
      let all = ended.add(1, ordering: .sequentiallyConsistent).newValue
      if all == Int(count), callerSleeps.load(ordering: .sequentiallyConsistent) {
        pthread_mutex_lock(lock)
        pthread_cond_signal(done)
        pthread_mutex_unlock(lock)
      }
      word = job.load(ordering: .acquiring)
    }
  }

  /// Runs a job with the calling thread's help; `false`, having done nothing, where one is under way.
  func run(_ count: Int, _ piece: (Int) -> Void) -> Bool {
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
      return false
    }
    defer { isBusy.store(false, ordering: .releasing) }
    withoutActuallyEscaping(piece) { escapable in
      var escapable: Body = escapable
      withUnsafePointer(to: &escapable) { pointer in
        ended.store(0, ordering: .relaxed)
        body.store(UInt(bitPattern: pointer), ordering: .relaxed)
        let number = (job.load(ordering: .relaxed) >> (2 * Self.pieceBits)) &+ 1
        job.store(
          number << (2 * Self.pieceBits) | UInt64(count) << Self.pieceBits, ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
          pthread_mutex_lock(lock)
          pthread_cond_broadcast(wake)
          pthread_mutex_unlock(lock)
        }
        takePieces()
        waitForEnd(count)
      }
    }
    return true
  }

  private func waitForEnd(_ count: Int) {
    var spins = 0
    while ended.load(ordering: .acquiring) < count, spins < Self.spinLimit {
      sched_yield()
      spins += 1
    }
    if ended.load(ordering: .acquiring) == count { return }
    pthread_mutex_lock(lock)
    callerSleeps.store(true, ordering: .sequentiallyConsistent)
    while ended.load(ordering: .sequentiallyConsistent) < count { pthread_cond_wait(done, lock) }
    callerSleeps.store(false, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(lock)
  }
}
