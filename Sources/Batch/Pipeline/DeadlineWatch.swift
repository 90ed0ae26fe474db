import Foundation
import Platform

/// Looks out for records that take too long.
///
/// A thread can't be stopped in the middle of its work, so one that is late is given up: its record is
/// reported as failed, another thread takes its place, and what it still brings is dropped.
final class DeadlineWatch: @unchecked Sendable {
  private struct Deadline {
    var item: BatchItem
    var key: RecordKey
    var end: ContinuousClock.Instant
  }

  private let lock = NSLock()
  private let limit: Duration
  private var deadlines: [Int: Deadline] = [:]
  private var dismissed: Set<Int> = []

  init(seconds: Double) {
    limit = .milliseconds(max(1, Int64(TimeLimit.clamped(seconds) * 1000)))
  }

  /// Worker `worker` begins.
  func begin(_ worker: Int, _ item: BatchItem, key: RecordKey) {
    lock.withLock { deadlines[worker] = Deadline(item: item, key: key, end: .now + limit) }
  }

  /// Worker `worker` has ended; `false` where it was given up meanwhile.
  func end(_ worker: Int) -> Bool {
    lock.withLock {
      deadlines[worker] = nil
      return dismissed.remove(worker) == nil
    }
  }

  /// Gives up the workers that are late, and returns what they were at.
  func late() -> [(item: BatchItem, key: RecordKey)] {
    let now = ContinuousClock.now
    return lock.withLock {
      let late = deadlines.filter { now > $0.value.end }
      for worker in late.keys {
        deadlines[worker] = nil
        dismissed.insert(worker)
      }
      return late.values.map { ($0.item, $0.key) }
    }
  }
}
