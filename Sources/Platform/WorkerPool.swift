import CSystem
import Synchronization

/// Threads that wait for independent pieces of work.
///
/// Pieces are numbered, and taken one at a time by whichever thread is free, the calling thread among them:
/// when another process takes a core, the remaining threads take more. A piece must not depend on which
/// thread runs it, nor on another piece; then the result does not depend on the number of workers.
public final class WorkerPool: Sendable {
  /// Threads that work at the same time, the caller's included.
  public let workers: Int
  private let threads: ThreadPool

  /// One pool for the process, with a worker for each active core.
  public static let shared = WorkerPool(workers: WorkerPool.activeCores)

  /// Cores that this process may run on.
  public static var activeCores: Int { csystem_usable_cores() }

  /// The most threads that anything here starts: more than any machine has cores for.
  public static let most = 1024

  /// `workers` between 1 and ``most``.
  public static func clamped(_ workers: Int) -> Int { min(max(1, workers), most) }

  /// Starts `workers − 1` threads, which live as long as the pool.
  public init(workers: Int) {
    self.workers = Self.clamped(workers)
    threads = ThreadPool()
    for _ in 1..<self.workers where !threads.startThread() { break }
  }

  deinit { threads.shutDown() }

  /// Runs `body` for each number in `0 ..< count`, and returns when all have ended.
  ///
  /// Called from inside a piece of work, or while another thread keeps the pool busy, it runs them on the
  /// calling thread. The error of the lowest-numbered piece that failed is thrown; the other pieces still
  /// run.
  public func run<Failure: Error>(_ count: Int, _ body: (Int) throws(Failure) -> Void) throws(Failure) {
    let failure = Mutex<(piece: Int, error: Failure)?>(nil)
    func attempt(_ piece: Int) {
      do throws(Failure) { try body(piece) } catch {
        failure.withLock { if piece < $0?.piece ?? .max { $0 = (piece, error) } }
      }
    }
    if workers == 1 || count <= 1 || count > ThreadPool.mostPieces || !threads.run(count, attempt) {
      for piece in 0..<max(count, 0) { attempt(piece) }
    }
    if let failed = failure.withLock({ $0 }) { throw failed.error }
  }

  /// What `body` gives for each number in `0 ..< count`, in their order; otherwise as ``run(_:_:)``.
  public func map<Result: Sendable, Failure: Error>(
    _ count: Int, _ body: (Int) throws(Failure) -> Result
  )
    throws(Failure) -> [Result]
  {
    let slots = UnsafeMutablePointer<Result?>.allocate(capacity: max(count, 1))
    slots.initialize(repeating: nil, count: max(count, 0))
    defer {
      slots.deinitialize(count: max(count, 0))
      slots.deallocate()
    }
    try run(count) { (piece) throws(Failure) in slots[piece] = try body(piece) }
    return (0..<max(count, 0)).compactMap { slots[$0] }
  }
}
