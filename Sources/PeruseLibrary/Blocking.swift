import Foundation
import Synchronization

/// Whether the task that waits for some work was cancelled.
final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }
}

/// Work that takes time, on a thread of its own: it holds up neither the caller's thread nor the few that all tasks share.
enum Blocking {
  /// Runs `work` and waits for it. Work that asks its `Cancellation` now and then can end early; other work is waited for.
  ///
  /// - Throws: what `work` throws; `CancellationError` where the task was cancelled before it began.
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable (Cancellation) throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try work(cancellation) }) }
        // As much as the program's own threads have: documents may be deep.
        thread.stackSize = 16 << 20
        thread.name = "peruse"
        thread.start()
      }
    } onCancel: {
      cancellation.cancel()
    }
  }
}
