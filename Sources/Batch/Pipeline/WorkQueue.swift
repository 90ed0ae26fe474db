import Foundation

/// Items between the thread that finds them, the workers, and the writer, bounded by number and by bytes.
///
/// An item counts from when it is put in until its result is written, so that a slow writer holds up the
/// finder and memory stays flat. Items are admitted in order and results are taken in order, so the one that
/// the writer waits for is always among those inside: nothing can lock up.
package final class WorkQueue<Product: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let maximumItems: Int
  private let maximumBytes: Int
  private var waiting: [BatchItem] = []
  private var taken = 0
  private var finished: [Int: FinishedRecord<Product>] = [:]
  private var sizes: [Int: Int] = [:]
  private var itemsInside = 0
  private var bytesInside = 0
  private var total: Int?
  private var isStopped = false
  private var nextOrdinal = 0

  package init(maximumItems: Int, maximumBytes: Int) {
    self.maximumItems = maximumItems
    self.maximumBytes = maximumBytes
  }

  // MARK: Finder

  /// Puts an item in, when there is room; `false` where the run has stopped.
  package func put(_ item: BatchItem) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    let bytes = item.byteCount
    while !isStopped, itemsInside > 0,
      itemsInside >= maximumItems || bytesInside + bytes > maximumBytes
    {
      condition.wait()
    }
    guard !isStopped else { return false }
    itemsInside += 1
    bytesInside += bytes
    sizes[item.ordinal] = bytes
    waiting.append(item)
    condition.broadcast()
    return true
  }

  /// Says that there are `total` items in all.
  package func close(total: Int) {
    condition.lock()
    self.total = total
    condition.broadcast()
    condition.unlock()
  }

  // MARK: Workers

  /// Takes up to `most` items, and leaves some for `others`; `nil` when there will be none.
  package func take(most: Int, others: Int) -> [BatchItem]? {
    condition.lock()
    defer { condition.unlock() }
    while taken == waiting.count {
      if total != nil || isStopped { return nil }
      condition.wait()
    }
    let ready = waiting.count - taken
    let count = max(1, min(most, (ready + others) / (others + 1)))
    let items = Array(waiting[taken..<min(waiting.count, taken + count)])
    taken += items.count
    if taken > 1024 || taken == waiting.count {
      waiting.removeSubrange(..<taken)
      taken = 0
    }
    return items
  }

  /// Hands a result over; one that has been given up already is dropped.
  package func finish(_ record: FinishedRecord<Product>) {
    condition.lock()
    if record.ordinal >= nextOrdinal, finished[record.ordinal] == nil {
      finished[record.ordinal] = record
      condition.broadcast()
    }
    condition.unlock()
  }

  // MARK: Writer

  package enum Next {
    case record(FinishedRecord<Product>)
    case nothingYet
    case end
  }

  /// The next result in order, waiting for it until `deadline`.
  package func next(until deadline: Date) -> Next {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let record = finished.removeValue(forKey: nextOrdinal) {
        nextOrdinal += 1
        return .record(record)
      }
      if isStopped {
        if itemsInside == 0 { return .end }
      } else if let total, nextOrdinal >= total {
        return .end
      }
      if !condition.wait(until: deadline) { return .nothingYet }
    }
  }

  /// Makes room after a result has been written.
  package func written(_ ordinal: Int) {
    condition.lock()
    itemsInside -= 1
    bytesInside -= sizes.removeValue(forKey: ordinal) ?? 0
    condition.broadcast()
    condition.unlock()
  }

  /// Admits nothing more and forgets what no worker has begun; what one has begun is still finished.
  package func stop() {
    condition.lock()
    isStopped = true
    for item in waiting[taken...] {
      itemsInside -= 1
      bytesInside -= sizes.removeValue(forKey: item.ordinal) ?? 0
    }
    waiting = []
    taken = 0
    condition.broadcast()
    condition.unlock()
  }
}
