import Synchronization
import Tensors
import Testing

@Suite("Workers")
struct WorkerPoolTests {
  struct Failure: Error, Equatable {
    var piece: Int
  }

  @Test(
    "every piece runs once, whatever the number of workers", arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1000])
  func everyPieceOnce(workers: Int, count: Int) {
    let pool = WorkerPool(workers: workers)
    let runs = AlignedBuffer<Int>(repeating: 0, count: count)
    for _ in 0..<50 { pool.run(count) { runs.base[$0] += 1 } }
    #expect(runs.elements.allSatisfy { $0 == 50 })
  }

  @Test("the error of the first failing piece is thrown, and the others still run")
  func errors() {
    let pool = WorkerPool(workers: 3)
    let ran = Atomic<Int>(0)
    #expect(throws: Failure(piece: 3)) {
      try pool.run(10) { piece throws(Failure) in
        ran.add(1, ordering: .relaxed)
        if piece >= 3 { throw Failure(piece: piece) }
      }
    }
    #expect(ran.load(ordering: .relaxed) == 10)
  }

  @Test("a piece may use the pool itself")
  func nested() {
    let pool = WorkerPool(workers: 2)
    let ran = Atomic<Int>(0)
    pool.run(4) { _ in pool.run(5) { _ in ran.add(1, ordering: .relaxed) } }
    #expect(ran.load(ordering: .relaxed) == 20)
  }

  @Test("several tasks may share a pool")
  func shared() async {
    let total = Atomic<Int>(0)
    let pool = WorkerPool(workers: 2)
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let own = Mutex(0)
          for _ in 0..<200 { pool.run(3) { _ in own.withLock { $0 += 1 } } }
          return own.withLock { $0 }
        }
      }
      for await count in group { total.add(count, ordering: .relaxed) }
    }
    #expect(total.load(ordering: .relaxed) == 8 * 600)
  }
}
