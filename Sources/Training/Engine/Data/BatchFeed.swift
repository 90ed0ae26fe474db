import Foundation
import Tensors

/// Examples of one step, and where the data stand when they are done.
struct TrainingBatch<Example: Sendable>: Sendable {
  var examples: [Example]
  /// Lengths of the examples, in the order of `examples`.
  var lengths: [Int]
  /// Where the next batch begins.
  var next: DataPosition
  /// Epochs gone through before and after this batch, with fractions.
  var epochs: ClosedRange<Double>
}

/// Makes batches on a thread of its own, a few ahead of training.
final class BatchFeed<Task: TrainingTask>: Sendable {
  private let queue: BoundedQueue<TrainingBatch<Task.Example>>

  /// Starts at `position`.
  ///
  /// - Parameter epochs: after how many epochs the data end; nil for never.
  init(
    _ task: Task, _ order: DataOrder, _ configuration: TrainingConfiguration, from position: DataPosition,
    epochs: Double?
  ) {
    let queue = BoundedQueue<TrainingBatch<Task.Example>>(capacity: 8)
    self.queue = queue
    let maker = BatchMaker(
      task: task, order: order, batching: Batching(tokens: configuration.batchTokens),
      pool: configuration.poolRecords, seed: UInt64(configuration.seed), epochs: epochs)
    let thread = Thread { queue.end(Result { try maker.run(from: position) { queue.push($0) } }) }
    thread.name = "batches"
    thread.start()
  }

  deinit { queue.cancel() }

  /// The next batch; nil where the data end.
  func next() throws -> TrainingBatch<Task.Example>? { try queue.pop() }
}

/// Goes through the data pool by pool.
struct BatchMaker<Task: TrainingTask>: Sendable {
  let task: Task
  let order: DataOrder
  let batching: Batching
  let pool: Int
  let seed: UInt64
  let epochs: Double?

  /// Hands out batches from `position` on, until there are no more or nobody wants one.
  func run(from position: DataPosition, _ push: (TrainingBatch<Task.Example>) -> Bool) throws {
    var position = position
    while true {
      let records = order.epoch(position.epoch)
      let end = epochs.map {
        min(records.count, Int((($0 - Double(position.epoch)) * Double(records.count)).rounded()))
      }
      let last = end ?? records.count
      guard last > 0 else { return }
      var found = position.batch > 0 || position.record > 0
      while position.record < last {
        let slice = position.record..<min(position.record + pool, last)
        let batches = try batches(of: records[slice], position)
        found = found || !batches.isEmpty
        for index in batches.indices.dropFirst(position.batch) where !push(batches[index]) { return }
        position.record = slice.upperBound
        position.batch = 0
      }
      guard found else {
        throw TrainingError(
          .empty, "data", "not one of \(last) records gives an example; look at what was skipped")
      }
      position.epoch += 1
      position.record = 0
    }
  }

  private func batches(
    of records: ArraySlice<Int>, _ position: DataPosition
  ) throws -> [TrainingBatch<Task.Example>] {
    let examples = try records.flatMap { try task.examples(of: $0, epoch: position.epoch) }
    let lengths = examples.map { task.length(of: $0) }
    var random = CounterRandom(
      seed: seed, stream: 0x6261_7463_0000_0000 ^ UInt64(position.epoch) << 32 ^ UInt64(position.record))
    let groups = batching.batches(lengths, &random)
    return groups.enumerated().map { index, group in
      var next = position
      next.batch = index + 1
      if next.batch == groups.count {
        next.record = records.endIndex
        next.batch = 0
      }
      func epochs(_ share: Int) -> Double {
        let done = Double(records.startIndex) + Double(records.count) * Double(share) / Double(groups.count)
        return Double(position.epoch) + done / Double(max(1, order.count))
      }
      return TrainingBatch(
        examples: group.map { examples[$0] }, lengths: group.map { lengths[$0] }, next: next,
        epochs: epochs(index)...epochs(index + 1))
    }
  }
}
