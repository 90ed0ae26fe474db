import Batch
import Foundation
import Ingestion
import Synchronization
import Testing

@Suite("The queue between finder, workers and writer")
struct WorkQueueTests {
  private typealias Queue = WorkQueue<String>

  private func item(_ ordinal: Int, bytes: Int = 1) -> BatchItem {
    let record = PendingRecord(bytes: [UInt8](repeating: 0x61, count: bytes), name: "\(ordinal).txt")
    return BatchItem(ordinal: ordinal, id: "\(ordinal)", payload: .success(record))
  }

  private func finished(_ ordinal: Int, _ text: String) -> FinishedRecord<String> {
    FinishedRecord(
      ordinal: ordinal, id: "\(ordinal)", key: RecordKey(high: 0, low: UInt64(ordinal)),
      outcome: .result(text),
      sourceBytes: 1)
  }

  /// Runs `work` on a thread of its own. A global queue has as many threads as there are cores, and tests
  /// that wait for its work hold them.
  private func start(in group: DispatchGroup, _ work: @escaping @Sendable () -> Void) {
    group.enter()
    Thread.detachNewThread {
      work()
      group.leave()
    }
  }

  /// The next result in words, without waiting for it.
  private func next(_ queue: Queue) -> String {
    switch queue.next(until: .distantPast) {
    case .record(let record):
      if case .result(let text) = record.outcome { text } else { "another outcome" }
    case .nothingYet: "nothing yet"
    case .end: "end"
    }
  }

  @Test("Results come out in the order of the items, whatever the order they were finished in")
  func order() throws {
    let queue = Queue(maximumItems: 10, maximumBytes: 100)
    for ordinal in 0..<5 { #expect(queue.put(item(ordinal))) }
    #expect(queue.take(most: 10, others: 0)?.map(\.ordinal) == [0, 1, 2, 3, 4])
    #expect(next(queue) == "nothing yet")
    for ordinal in [3, 1, 4] { queue.finish(finished(ordinal, "r\(ordinal)")) }
    #expect(next(queue) == "nothing yet")
    queue.finish(finished(0, "r0"))
    #expect([next(queue), next(queue), next(queue)] == ["r0", "r1", "nothing yet"])
    queue.finish(finished(2, "r2"))
    queue.close(total: 5)
    #expect([next(queue), next(queue), next(queue), next(queue)] == ["r2", "r3", "r4", "end"])
    #expect(queue.take(most: 10, others: 0) == nil)
  }

  @Test("Of two results of one item the first counts, before and after it was written")
  func givenUp() {
    let queue = Queue(maximumItems: 10, maximumBytes: 100)
    for ordinal in 0..<2 { #expect(queue.put(item(ordinal))) }
    queue.finish(finished(0, "too late for the limit"))
    queue.finish(finished(0, "what it brought after all"))
    #expect(next(queue) == "too late for the limit")
    queue.written(0)
    queue.finish(finished(0, "what it brought even later"))
    #expect(next(queue) == "nothing yet")
    queue.finish(finished(1, "r1"))
    #expect(next(queue) == "r1")
  }

  @Test("A worker leaves the others their share, and never takes more than it wants")
  func shares() throws {
    let queue = Queue(maximumItems: 100, maximumBytes: 1000)
    for ordinal in 0..<20 { #expect(queue.put(item(ordinal))) }
    #expect(queue.take(most: 100, others: 3)?.map(\.ordinal) == Array(0..<5))
    #expect(queue.take(most: 2, others: 0)?.map(\.ordinal) == [5, 6])
    #expect(queue.take(most: 100, others: 99)?.map(\.ordinal) == [7])
    #expect(queue.take(most: 100, others: 0)?.map(\.ordinal) == Array(8..<20))
  }

  @Test("What is larger than the limit is let in alone, and counts until it is written")
  func large() {
    let queue = Queue(maximumItems: 10, maximumBytes: 100)
    #expect(queue.put(item(0, bytes: 5000)))
    #expect(queue.take(most: 1, others: 0)?.count == 1)
    queue.finish(finished(0, "r0"))
    #expect(next(queue) == "r0")
    queue.written(0)
    #expect(queue.put(item(1, bytes: 60)) && queue.put(item(2, bytes: 40)))
  }

  @Test(
    "No more items, and no more bytes, are inside at a time than may be",
    arguments: [(items: 4, bytes: 1_000_000, most: 4), (items: 1000, bytes: 70, most: 7)])
  func limits(items: Int, bytes: Int, most: Int) {
    let queue = Queue(maximumItems: items, maximumBytes: bytes)
    let count = 2000
    // Counted as written before the queue hears of it, an item can only seem to have left too early.
    let entered = Atomic(0)
    let written = Atomic(0)
    let peak = Atomic(0)
    let finder = DispatchGroup()
    start(in: finder) {
      for ordinal in 0..<count {
        guard queue.put(item(ordinal, bytes: 10)) else { break }
        let (_, number) = entered.add(1, ordering: .sequentiallyConsistent)
        let inside = number - written.load(ordering: .sequentiallyConsistent)
        peak.max(inside, ordering: .sequentiallyConsistent)
      }
      queue.close(total: count)
    }
    // The first are taken only when no more would be let in.
    while entered.load(ordering: .sequentiallyConsistent) < most { sched_yield() }
    var order: [Int] = []
    while let taken = queue.take(most: 3, others: 0) {
      for item in taken.reversed() { queue.finish(finished(item.ordinal, "r\(item.ordinal)")) }
      for _ in taken {
        guard case .record(let record) = queue.next(until: .distantFuture) else { break }
        order.append(record.ordinal)
        written.add(1, ordering: .sequentiallyConsistent)
        queue.written(record.ordinal)
        sched_yield()
      }
    }
    finder.wait()
    #expect(order == Array(0..<count))
    #expect(peak.load(ordering: .sequentiallyConsistent) <= most)
    #expect(next(queue) == "end")
  }

  @Test("After a stop nothing more is let in or begun, and what was begun is still finished")
  func stop() throws {
    let queue = Queue(maximumItems: 4, maximumBytes: 1000)
    for ordinal in 0..<4 { #expect(queue.put(item(ordinal))) }
    #expect(queue.take(most: 2, others: 0)?.count == 2)
    // A finder that waits for room, or comes when it is too late, hears the same.
    let refused = Mutex(false)
    let finder = DispatchGroup()
    start(in: finder) {
      let isIn = queue.put(item(4))
      refused.withLock { $0 = !isIn }
    }
    queue.stop()
    finder.wait()
    #expect(refused.withLock { $0 })
    #expect(!queue.put(item(5)))
    #expect(queue.take(most: 10, others: 0) == nil)
    #expect(next(queue) == "nothing yet")
    for ordinal in 0..<2 {
      queue.finish(finished(ordinal, "r\(ordinal)"))
      #expect(next(queue) == "r\(ordinal)")
      queue.written(ordinal)
    }
    #expect(next(queue) == "end")
  }

  @Test("Workers that wait when the queue is stopped or closed are let go")
  func released() {
    for ends in [{ (queue: Queue) in queue.stop() }, { (queue: Queue) in queue.close(total: 0) }] {
      let queue = Queue(maximumItems: 4, maximumBytes: 1000)
      let workers = DispatchGroup()
      for _ in 0..<3 {
        start(in: workers) { while queue.take(most: 1, others: 2) != nil {} }
      }
      ends(queue)
      workers.wait()
      #expect(next(queue) == "end")
    }
  }
}
