import CICU
import Synchronization

/// An open ICU break iterator. Opening one costs microseconds, so they are kept: see `borrow(_:_:)`.
final class BreakIterator: @unchecked Sendable {
  /// What the iterator looks for.
  enum Kind: Int, CaseIterable, Sendable {
    case word, sentence

    /// ICU's number for it.
    var code: Int32 {
      switch self {
      case .word: Int32(CICU_BREAK_WORD)
      case .sentence: Int32(CICU_BREAK_SENTENCE)
      }
    }
  }

  private let breaker: OpaquePointer

  private init(_ kind: Kind) {
    guard let breaker = cicu_breaker_open(kind.code) else {
      preconditionFailure("ICU was installed without its break rules")
    }
    self.breaker = breaker
  }

  deinit { cicu_breaker_close(breaker) }

  /// Iterators at rest, one list a kind; never more than have been in use at once.
  private static let resting = Mutex<[[BreakIterator]]>(Kind.allCases.map { _ in [] })

  /// Runs `body` with an iterator that no other thread uses meanwhile.
  static func borrow<Result>(_ kind: Kind, _ body: (BreakIterator) -> Result) -> Result {
    let iterator = resting.withLock { $0[kind.rawValue].popLast() } ?? BreakIterator(kind)
    defer { resting.withLock { $0[kind.rawValue].append(iterator) } }
    return body(iterator)
  }

  /// Calls `body` with each boundary's UTF-8 offset after 0, the end included, and ICU's rule status of the
  /// text before it, until `body` returns `false`.
  ///
  /// - Parameter text: At most `Int32.max` bytes of UTF-8.
  func forEachBoundary(in text: UnsafeBufferPointer<UInt8>, _ body: (Int, Int32) -> Bool) {
    guard let base = text.baseAddress, !text.isEmpty,
      cicu_breaker_set_text(breaker, base, Int32(text.count)) == 0
    else { return }
    defer { cicu_breaker_clear_text(breaker) }
    let capacity: Int32 = 128
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * Int(capacity)) { room in
      let boundaries = room.baseAddress!  // safe: the room has elements
      let statuses = boundaries + Int(capacity)
      while true {
        let count = Int(cicu_breaker_next(breaker, boundaries, statuses, capacity))
        if count == 0 { return }
        for index in 0..<count where !body(Int(boundaries[index]), statuses[index]) { return }
      }
    }
  }
}
