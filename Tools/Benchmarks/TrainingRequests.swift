import HierarchicalModels
import Tensors
import Training

/// What `Tools/benchmark training` asks for. Each request begins what it measures and keeps it, so that the
/// next one like it finds memory and threads in place; a process is asked for one thing only where its peak
/// memory counts.
@MainActor enum TrainingRequests {
  private static var trainer: EncoderTrainer?
  private static var recurrent: RecurrentTrainer?

  /// `train PRECISION DROPOUT WORKERS STEPS [FOLDER]` → milliseconds of each step.
  static func train(_ words: [Substring]) throws -> String {
    guard words.count >= 5, let dropout = Double(words[2]), let workers = Int(words[3]),
      let steps = Int(words[4]),
      ["float32", "bfloat16"].contains(words[1])
    else { return "error: train float32|bfloat16 DROPOUT WORKERS STEPS [FOLDER]" }
    let made =
      try trainer
      ?? EncoderTrainer(
        words[1] == "float32" ? .full : .bfloat16, dropout: dropout, workers: workers,
        folder: words.count > 5 ? String(words[5]) : nil)
    trainer = made
    return try (0..<steps).map { _ in "\(try milliseconds(made.step))" }.joined(separator: " ")
  }

  /// `recur WORKERS STEPS` → milliseconds of each forward and backward pass.
  static func recur(_ words: [Substring]) -> String {
    guard words.count == 3, let workers = Int(words[1]), let steps = Int(words[2]) else {
      return "error: recur WORKERS STEPS"
    }
    let made = recurrent ?? RecurrentTrainer(workers: workers)
    recurrent = made
    return (0..<steps).map { _ in "\(milliseconds(made.step))" }.joined(separator: " ")
  }

  /// `attend PRECISION LENGTH REPEATS` → milliseconds of forward and backward together, and megabytes that
  /// the tape holds beside the input, with one head of 64 components on one worker.
  static func attend(_ words: [Substring]) -> String {
    guard words.count == 4, let length = Int(words[2]), let repeats = Int(words[3]) else {
      return "error: attend float32|bfloat16 LENGTH REPEATS"
    }
    let tape = Tape<Float>(isTraining: true), values = randomValues(length * 64, stream: 5)
    let times = (0..<repeats).map { _ in
      milliseconds {
        let inputs = (0..<3).map { _ in tape.input(values, shape: [1, length, 64]) }
        let context = inputs[0].fusedAttention(
          key: inputs[1], value: inputs[2], heads: 1, precision: words[1] == "float32" ? .full : .bfloat16)
        tape.backward(from: context.sum())
      }
    }
    return (times + [Double(tape.reservedBytes) / 1_048_576]).map { "\($0)" }.joined(separator: " ")
  }

  nonisolated fileprivate static func randomValues(_ count: Int, stream: UInt64) -> [Float] {
    var random = CounterRandom(seed: 1, stream: stream)
    return (0..<count).map { _ in random.uniform() - 0.5 }
  }
}

/// Fine-tuning of the encoder on 16 sequences of 192 word pieces: forward, backward, AdamW.
private final class EncoderTrainer {
  private let configuration: EncoderConfiguration
  private let encoder: TransformerEncoder<Float>
  private let tapes: [Tape<Float>]
  private let sums: [Gradients<Float>]
  private let batches: [EncoderBatch]
  private let updater: ParameterUpdater
  private let pool: WorkerPool
  private var steps = 0

  init(_ precision: Precision, dropout: Double, workers: Int, folder: String?) throws {
    let model = try folder.map { try ModelFolder(at: $0) }
    // all-MiniLM-L6-v2's extents.
    configuration =
      try model.map { try EncoderConfiguration(readingFrom: $0.configurationPath) }
      ?? EncoderConfiguration(
        vocabularySize: 30522, width: 384, layers: 6, heads: 12, innerWidth: 1536, positions: 512)
    let parameters = ParameterSet<Float>(seed: 1)
    encoder = TransformerEncoder(
      configuration, precision: precision, dropout: dropout, attentionDropout: dropout, in: parameters)
    if let model { try encoder.load(model.weights) }
    sums = (0..<workers).map { _ in Gradients(for: parameters) }
    tapes = sums.map { Tape(gradients: $0, isTraining: true) }
    var random = CounterRandom(seed: 2)
    var batches: [EncoderBatch] = []
    for worker in 0..<workers {
      let share = 16 * worker / workers..<16 * (worker + 1) / workers
      batches.append(
        try EncoderBatch(
          share.map { _ in
            EncoderInput(ids: (0..<192).map { _ in Int32.random(in: 1000..<30000, using: &random) })
          }, for: configuration))
    }
    self.batches = batches
    pool = WorkerPool(workers: workers)
    var settings = TrainingConfiguration()
    settings.optimizer.name = .adamw
    updater = try ParameterUpdater(
      settings.optimizer.optimizer, ParameterPlan(settings, for: parameters), for: parameters)
  }

  func step() throws {
    steps += 1
    pool.run(batches.count) { worker in
      let tape = tapes[worker], batch = batches[worker]
      sums[worker].clear()
      tape.seed = UInt64(steps * batches.count + worker)
      let hidden = encoder(batch, on: tape)
      tape.backward(from: (hidden * hidden).mean(), scale: Float(batch.count) / 16)
    }
    for other in sums.dropFirst() { sums[0].add(other) }
    updater.update(sums[0], rate: 1e-5, scale: 1, step: steps, on: pool)
  }
}

/// Forward and backward of a bidirectional unit of 128 numbers a direction over 32 sequences of 150 steps of
/// 128 numbers.
private final class RecurrentTrainer {
  private let parameters = ParameterSet<Float>(seed: 1)
  private let weights: [Parameter<Float>]
  private let tapes: [Tape<Float>]
  private let values: [Float]
  private let pool: WorkerPool

  init(workers: Int) {
    var weights: [Parameter<Float>] = []
    for direction in ["forward", "backward"] {
      weights.append(parameters.add("\(direction).input", [384, 128], .fanIn))
      weights.append(parameters.add("\(direction).recurrent", [384, 128], .fanIn))
      weights.append(parameters.add("\(direction).inputBias", [384], .zeros))
      weights.append(parameters.add("\(direction).recurrentBias", [384], .zeros))
    }
    self.weights = weights
    let parameters = parameters
    tapes = (0..<workers).map { _ in Tape(gradients: Gradients(for: parameters), isTraining: true) }
    values = TrainingRequests.randomValues(32 * 150 * 128, stream: 6)
    pool = WorkerPool(workers: workers)
  }

  func step() {
    pool.run(tapes.count) { worker in
      let tape = tapes[worker], share = 32 * worker / tapes.count..<32 * (worker + 1) / tapes.count
      tape.gradients?.clear()
      let size = 150 * 128
      let x = tape.input(
        values[share.lowerBound * size..<share.upperBound * size], shape: [share.count, 150, 128])
      let w = weights.map { tape.variable($0) }
      let y = x.gatedRecurrentUnit(
        forward: GRUWeights(input: w[0], recurrent: w[1], inputBias: w[2], recurrentBias: w[3]),
        backward: GRUWeights(input: w[4], recurrent: w[5], inputBias: w[6], recurrentBias: w[7]))
      tape.backward(from: y.sum())
    }
    for other in tapes.dropFirst() { if let sums = other.gradients { tapes[0].gradients?.add(sums) } }
  }
}
