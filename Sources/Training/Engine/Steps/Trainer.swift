import Foundation
import Tensors

/// Trains a task from a configuration in a run folder, and goes on where an earlier process stopped.
///
///     let folder = try RunFolder(at: "runs/reader")
///     let trainer = try Trainer<ReaderTask>(settings, folder, version: "1.0") { print($0) }
///     let outcome = try trainer.run { false }
public final class Trainer<Task: TrainingTask> {
  /// The task, with its parameters.
  public let task: Task
  /// The run's configuration.
  public let configuration: TrainingConfiguration
  let folder: RunFolder
  let record: RunRecord
  let report: (TrainingEvent) -> Void
  let metrics: MetricsFile
  let updater: ParameterUpdater
  let average: WeightAverage?
  let pool: WorkerPool
  private let gradients: GradientStep<Task>
  var state: TrainingState
  /// Steps of checkpoints on disk that this process wrote or read, and the best measurement that each knows.
  var kept: [Int: Int?] = [:]
  var pace = Pace()
  private var secondsBefore = 0.0

  /// Reads the data and start weights, and the newest whole checkpoint where the folder has any.
  ///
  /// - Parameter version: of the program, for the record.
  /// - Throws: ``TrainingError``, or the error of what reads a model.
  public init(
    _ settings: ConfigurationReader, _ folder: RunFolder, version: String,
    report: @escaping (TrainingEvent) -> Void
  ) throws {
    let configuration = try settings.configuration()
    try configuration.check()
    let optimizer = configuration.optimizer.optimizer
    let task = try Task(configuration, settings.settings(of: Task.self))
    guard task.groups.contains(where: { !$0.records.isEmpty }) else {
      throw TrainingError(
        .empty, configuration.data.map(\.file).joined(separator: ", "),
        "no example to train on is left\(Self.reasons(task.data))")
    }
    let plan = try ParameterPlan(configuration, for: task.parameters)
    record = RunRecord(
      task: Task.name, configuration: settings.value, seed: configuration.seed, data: task.data,
      start: task.start, parameters: task.parameters.count, trainable: plan.trainable(task.parameters),
      version: version)
    (self.task, self.configuration, self.folder, self.report) = (task, configuration, folder, report)
    pool = WorkerPool(workers: configuration.workers)
    gradients = GradientStep(task, configuration, on: pool)
    updater = ParameterUpdater(optimizer, plan, for: task.parameters)
    average =
      configuration.average > 0 ? WeightAverage(decay: configuration.average, of: task.parameters) : nil
    metrics = MetricsFile(
      path: folder.metrics, measures: task.data.contains { $0.heldOut > 0 } ? Task.measures : [])
    state = TrainingState(configuration: try record.fingerprint(), patience: configuration.patience)
    try prepareFolder()
    secondsBefore = state.seconds
  }

  private static func reasons(_ data: [DataReport]) -> String {
    let skipped = data.flatMap(\.skipped)
    guard let first = skipped.first else { return "; give files with questions and answers" }
    return "; \(skipped.count) were skipped, the first, \(first.id), because \(first.reason)"
  }

  /// Trains until the end, or until `isInterrupted`.
  ///
  /// - Throws: ``TrainingError``. The last checkpoint is whole whatever happens.
  public func run(isInterrupted: @escaping () -> Bool) throws -> TrainingOutcome {
    if !state.isFinished, let outcome = try train(isInterrupted) { return outcome }
    return .finished(model: try finish(), step: state.step)
  }

  /// Takes steps until there are no more; an outcome where it was interrupted.
  private func train(_ isInterrupted: @escaping () -> Bool) throws -> TrainingOutcome? {
    let feed = BatchFeed(
      task, DataOrder(task.groups, seed: UInt64(configuration.seed)), configuration, from: state.position,
      epochs: configuration.steps > 0 ? nil : configuration.epochs)
    pace = Pace()
    func interrupted() throws -> TrainingOutcome {
      try save()
      return .interrupted(step: state.step)
    }
    while true {
      let isDue = configuration.evaluateEvery > 0 && state.step % configuration.evaluateEvery == 0
      guard try closeStep(isDue, isInterrupted) else { return try interrupted() }
      if state.stopping.isOver { break }
      if configuration.steps > 0, state.step >= configuration.steps { break }
      if isInterrupted() { return try interrupted() }
      if state.step % configuration.checkpointEvery == 0, kept[state.step] == nil { try save() }
      guard let batch = try feed.next() else { break }
      try take(batch)
    }
    guard state.step > 0 else {
      throw TrainingError(.empty, "data", "the data gave no batch; look at what was skipped")
    }
    guard try closeStep(true, isInterrupted) else { return try interrupted() }
    state.isFinished = true
    try save()
    return nil
  }

  /// One update.
  private func take(_ batch: TrainingBatch<Task.Example>) throws {
    let done = configuration.steps > 0 ? Double(state.step) / Double(configuration.steps) : nil
    let middle = (batch.epochs.lowerBound + batch.epochs.upperBound) / 2 / max(configuration.epochs, 1e-9)
    let progress = done.map { $0 + 0.5 / Double(configuration.steps) } ?? middle
    let result = try gradients.run(batch, at: TrainingMoment(step: state.step, progress: progress))
    guard result.loss.isFinite, result.norm.isFinite else { throw try notFinite(batch, result) }
    let rate = configuration.learningRate * configuration.learningRateSchedule.factor(at: progress)
    let clip = Float(configuration.clip)
    updater.update(
      gradients.gradients, rate: Float(rate), scale: clip > 0 && result.norm > clip ? clip / result.norm : 1,
      step: state.step + 1, on: pool)
    average?.update(step: state.step + 1, on: pool)

    state.step += 1
    state.position = batch.next
    state.epoch = batch.epochs.upperBound
    state.examples += batch.examples.count
    state.tokens += batch.lengths.count * (batch.lengths.map { Batching(tokens: 1).padded($0) }.max() ?? 0)
    state.lossSum += result.loss
    state.lossCount += 1
    (state.gradientNorm, state.rate) = (Double(result.norm), rate)
    state.seconds = secondsBefore + pace.seconds
    let share =
      configuration.steps > 0
      ? Double(state.step) / Double(configuration.steps) : state.epoch / configuration.epochs
    pace.mark(tokens: state.tokens, share: share, loss: result.loss)
    report(
      .stepped(
        .init(
          step: state.step, share: min(1, share), epoch: state.epoch, loss: pace.smoothedLoss, rate: rate,
          tokensPerSecond: pace.tokensPerSecond, secondsLeft: pace.secondsLeft,
          isLogged: state.step % configuration.logEvery == 0)))
  }

  /// Measures where that is due, and writes the row of metrics; `false` where it was interrupted. What was
  /// done for this step already is not done again.
  private func closeStep(_ measures: Bool, _ isInterrupted: () -> Bool) throws -> Bool {
    guard state.step > 0 else { return true }
    var values: [Double]?
    if measures, state.measured != state.step, !metrics.measures.isEmpty {
      report(.measuring(step: state.step))
      values = try measure(isInterrupted)
      if values == nil { return false }
      pace.pause()
    }
    if let last = state.metrics.indices.last, state.metrics[last].step == state.step {
      if values == nil { return true }
      state.metrics[last].measures = values
      try metrics.write(state.metrics)
    } else {
      guard measures || state.step % configuration.logEvery == 0 else { return true }
      let row = MetricsRow(
        step: state.step, epoch: state.epoch, examples: state.examples, tokens: state.tokens,
        loss: state.lossSum / Double(max(1, state.lossCount)), rate: state.rate,
        gradientNorm: state.gradientNorm, measures: values)
      (state.lossSum, state.lossCount) = (0, 0)
      state.metrics.append(row)
      try metrics.append(row)
    }
    if values != nil { try LossCurve(state.metrics, measures: metrics.measures).write(to: folder.curve) }
    return true
  }

  /// Keeps the weights as they were, and says which examples gave no number.
  private func notFinite(
    _ batch: TrainingBatch<Task.Example>, _ result: GradientStep<Task>.Result
  ) throws -> TrainingError {
    try save()
    let names = batch.examples.map { task.name(of: $0) }
    let what = result.loss.isFinite ? "the gradient" : "the loss"
    let kept =
      state.step == 0
      ? "No weight was changed yet"
      : "The weights of step \(state.step) are kept in \(folder.checkpoint(state.step).path)"
    return TrainingError(
      .notFinite, "step \(state.step + 1)",
      """
      \(what) is not a finite number. The batch: \(names.joined(separator: ", ")). \(kept). Begin a new run with a \
      smaller learningRate, with clip, or without these examples
      """)
  }
}
