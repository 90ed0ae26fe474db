import Foundation
import Synchronization

/// Whether the task that waits for some work was cancelled.
final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }
}

/// Work that takes time, on a thread of its own: it holds up neither the caller's thread nor the few that all
/// tasks share.
enum Blocking {
  /// What work calls with the share that is done, from 0 to 1, whenever it could end: it throws where nobody
  /// waits any more.
  typealias Step = (Double) throws -> Void

  /// Runs `work` and waits for it. Work that asks its `Cancellation` now and then can end early; other work
  /// is waited for.
  ///
  /// - Throws: what `work` throws; `CancellationError` where the task was cancelled before it began.
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable (Cancellation) throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        start { continuation.resume(with: Result { try work(cancellation) }) }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// Runs `work`, which calls its step now and then, and waits for it.
  ///
  /// - Parameter progress: gets the share that is done, each time more than before, and 1 at the end.
  /// - Throws: what `work` throws; `CancellationError` where the task was cancelled before the end, whatever
  ///   came of it.
  static func run<Value: Sendable>(
    telling progress: @escaping @Sendable (Double) -> Void,
    _ work: @escaping @Sendable (_ step: @escaping Step) throws -> Value
  ) async throws -> Value {
    try await run { cancellation in
      var told = -1.0
      let step: Step = { share in
        if cancellation.isCancelled { throw CancellationError() }
        let share = min(1, share)
        guard share > told else { return }
        told = share
        progress(share)
      }
      do {
        let value = try work(step)
        try step(1)
        return value
      } catch {
        // On its way here the step's own error may have become another's reason.
        if cancellation.isCancelled { throw CancellationError() }
        throw error
      }
    }
  }

  /// Runs `work`, which changes nothing and cannot be ended, and waits for it unless the task is cancelled:
  /// then the thread goes on by itself, and what it makes is dropped.
  ///
  /// - Throws: what `work` throws; `CancellationError` as soon as the task is cancelled.
  static func runUnlessCancelled<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    let outcome = FirstOutcome<Value>()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        outcome.wait(continuation)
        start { outcome.give(Result { try work() }) }
      }
    } onCancel: {
      outcome.give(.failure(CancellationError()))
    }
  }

  private static func start(_ work: @escaping @Sendable () -> Void) {
    let thread = Thread(block: work)
    // As much as the program's own threads have: documents may be deep.
    thread.stackSize = 16 << 20
    thread.name = "peruse"
    thread.start()
  }
}

/// Hands the first of several outcomes to whoever waits for it, and drops the others.
private final class FirstOutcome<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, any Error>)
    case given(Result<Value, any Error>)
    case finished
  }

  private let state = Mutex(State.open)

  func wait(_ continuation: CheckedContinuation<Value, any Error>) {
    let early: Result<Value, any Error>? = state.withLock { state in
      if case .given(let outcome) = state {
        state = .finished
        return outcome
      }
      state = .awaited(continuation)
      return nil
    }
    if let early { continuation.resume(with: early) }
  }

  func give(_ outcome: Result<Value, any Error>) {
    let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
      switch state {
      case .open: state = .given(outcome)
      case .awaited(let continuation):
        state = .finished
        return continuation
      case .given, .finished: break
      }
      return nil
    }
    waiting?.resume(with: outcome)
  }
}
