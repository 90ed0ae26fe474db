import Foundation
import Platform
import Synchronization

/// Lets a few requests compute at a time, some wait, and sends the rest away.
final class ComputeGate: Sendable {
  private struct State {
    var running = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var next = 0
  }

  private let state = Mutex(State())
  private let maximumRunning, maximumWaiting: Int
  /// Parsers below us may need more than a thread's default.
  private static let stackBytes = 16 << 20

  init(running: Int, waiting: Int) { (maximumRunning, maximumWaiting) = (running, waiting) }

  /// Runs `body` on a thread of its own as soon as there is room.
  ///
  /// - Throws: `Problem` 429 where too many wait, 503 where it takes longer than `seconds`; what `body`
  ///   throws.
  func run<Value: Sendable>(
    seconds: Double, _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let seconds = TimeLimit.clamped(seconds)
    try await enter(seconds: seconds)
    let answer = OneAnswer<Value>()
    return try await withCheckedThrowingContinuation { continuation in
      answer.set(continuation)
      let thread = Thread { [self] in
        let result = Result { try body() }
        leave()
        answer.resume(result)
      }
      thread.stackSize = Self.stackBytes
      thread.name = "peruse-request"
      thread.start()
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
        answer.resume(
          .failure(
            Problem(
              503, "took longer than \(Int(seconds)) seconds", kind: "time", headers: ["Retry-After": "10"])))
      }
    }
  }

  private func enter(seconds: Double) async throws {
    enum Entry { case now, wait(Int), never }
    let isIn = await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
      let entry: Entry = state.withLock { state in
        if state.running < maximumRunning {
          state.running += 1
          return .now
        }
        guard state.waiting.count < maximumWaiting else { return .never }
        state.next += 1
        state.waiting.append((state.next, continuation))
        return .wait(state.next)
      }
      switch entry {
      case .now: continuation.resume(returning: true)
      case .never: continuation.resume(returning: false)
      case .wait(let id):
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [self] in
          let late = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).continuation
          }
          late?.resume(returning: false)
        }
      }
    }
    guard isIn else {
      throw Problem(
        429, "the server is busy; try again in a moment", kind: "busy", headers: ["Retry-After": "1"])
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume(returning: true)
  }

  /// Whether nothing runs.
  var isIdle: Bool { state.withLock { $0.running == 0 } }
}

/// A continuation that the first of two results resumes.
private final class OneAnswer<Value: Sendable>: Sendable {
  private let continuation = Mutex<CheckedContinuation<Value, any Error>?>(nil)

  func set(_ continuation: CheckedContinuation<Value, any Error>) {
    self.continuation.withLock { $0 = continuation }
  }

  func resume(_ result: Result<Value, any Error>) {
    let waiting = continuation.withLock { $0.take() }
    waiting?.resume(with: result)
  }
}
