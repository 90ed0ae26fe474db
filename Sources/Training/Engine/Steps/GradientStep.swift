import Tensors

/// Computes the gradient of one batch by several workers, each with its own tape. Their sums are added in the
/// order of the workers, so that the result does not depend on who is first.
final class GradientStep<Task: TrainingTask> {
  /// What a batch gave.
  struct Result {
    /// Mean loss of the examples.
    var loss: Double
    /// Euclidean norm of the gradient.
    var norm: Float
  }

  private let task: Task
  private let parts: Batching
  private let seed: UInt64
  private let workers: Int
  private let tapes: [Tape<Float>]
  private let sums: [Gradients<Float>]
  private let pool: WorkerPool

  init(_ task: Task, _ configuration: TrainingConfiguration, on pool: WorkerPool) {
    self.task = task
    self.pool = pool
    parts = Batching(tokens: configuration.passTokens)
    seed = UInt64(configuration.seed)
    workers = configuration.workers
    sums = (0..<workers).map { _ in Gradients(for: task.parameters) }
    tapes = sums.map { Tape(gradients: $0, isTraining: true) }
  }

  /// The sum of all workers' gradients, after `run(_:at:)`.
  var gradients: Gradients<Float> { sums[0] }
  /// Bytes that tapes hold.
  var reservedBytes: Int { tapes.reduce(0) { $0 + $1.reservedBytes } }

  func run(_ batch: TrainingBatch<Task.Example>, at moment: TrainingMoment) throws -> Result {
    let shares = Batching.shares(batch.examples.count, workers: workers)
    var losses = [Double](repeating: 0, count: workers)
    try losses.withUnsafeMutableBufferPointer { losses in
      let slots = Slots(base: losses.baseAddress)
      try pool.run(workers) { worker in
        sums[worker].clear()
        slots.base?[worker] = try self.loss(of: shares[worker], in: batch, worker, at: moment)
      }
    }
    for other in sums.dropFirst() { gradients.add(other) }
    return Result(
      loss: losses.reduce(0, +) / Double(max(1, batch.examples.count)), norm: gradients.norm)
  }

  /// Each worker writes its own place.
  private struct Slots: @unchecked Sendable { let base: UnsafeMutablePointer<Double>? }

  /// The summed loss of a worker's share, whose gradient goes to the worker's sums.
  private func loss(
    of share: [Int], in batch: TrainingBatch<Task.Example>, _ worker: Int, at moment: TrainingMoment
  ) throws -> Double {
    let tape = tapes[worker]
    var sum = 0.0
    for (index, part) in parts.parts(share, lengths: batch.lengths).enumerated() {
      let words = CounterRandom.block(
        seed: seed, stream: 0x7374_6570 << 32 | UInt64(worker) << 16 | UInt64(index),
        index: UInt64(moment.step))
      tape.seed = UInt64(words.x) << 32 | UInt64(words.y)
      let loss = try task.loss(of: part.map { batch.examples[$0] }, on: tape, at: moment)
      let value = loss.scalar
      sum += Double(value) * Double(part.count)
      guard value.isFinite else {
        tape.reset()
        return sum
      }
      tape.backward(from: loss, scale: Float(part.count) / Float(batch.examples.count))
    }
    return sum
  }
}
