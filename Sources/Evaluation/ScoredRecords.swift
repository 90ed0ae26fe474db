import Dispatch
import Synchronization

/// Records that are scored by several threads; each takes the next record when it is done with one.
struct ScoredRecords<Score: Sendable>: Sendable {
  private var scores: [Score?]
  private var next = 0
  private var done = 0

  private init(count: Int) { scores = Array(repeating: nil, count: count) }

  /// The scores of the records `0..<count`, in their order, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - progress: Called with the number of records done and of all, one call at a time.
  ///   - scorer: Makes what scores a record, once a thread: it may keep memory from record to record.
  static func scores(
    _ count: Int, workers: Int, progress: @Sendable (Int, Int) -> Void, scorer: @Sendable () -> (Int) -> Score
  ) -> [Score] {
    let records = Mutex(ScoredRecords(count: count))
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count))) { _ in
      let score = scorer()
      while let index = records.withLock({ $0.take() }) {
        let result = score(index)
        records.withLock { records in
          records.scores[index] = result
          records.done += 1
          progress(records.done, count)
        }
      }
    }
    return records.withLock { $0.scores.compactMap(\.self) }
  }

  private mutating func take() -> Int? {
    guard next < scores.count else { return nil }
    next += 1
    return next - 1
  }
}
