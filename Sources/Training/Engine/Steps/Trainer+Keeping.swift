import Foundation
import Platform
import Tensors

/// What a trainer writes down: checkpoints, measured models, the finished one.
extension Trainer {
  private var tensors: Checkpoint.Tensors {
    Checkpoint.Tensors(
      parameters: task.parameters, memories: updater.memories + (average.map { [$0.memory] } ?? []))
  }

  /// The weights that are measured and kept: the average, where there is one.
  private var weights: NamedWeights {
    average.map { NamedWeights($0.memory) } ?? NamedWeights(task.parameters)
  }

  /// Begins the folder, or reads what it holds.
  func prepareFolder() throws {
    folder.sweep()
    let checkpoints = folder.checkpoints()
    if folder.isUsed { try record.mustContinue(RunRecord(contentsOf: folder.record), at: folder.record) }
    var refusals: [TrainingError] = []
    var resumed: Int?
    for (step, checkpoint) in checkpoints {
      do throws(TrainingError) {
        let found = try checkpoint.readState()
        guard found.configuration == state.configuration, found.step == step else {
          throw TrainingError(.checkpoint, checkpoint.path, "belongs to another run")
        }
        try checkpoint.readTensors(tensors)
        state = found
        resumed = step
      } catch {
        refusals.append(error)
        continue
      }
      break
    }
    guard resumed != nil || checkpoints.isEmpty else {
      throw TrainingError(
        .checkpoint, folder.path,
        "none of its checkpoints can be used. "
          + refusals.map(\.description).joined(separator: ". ") + ". Begin a new run in another folder")
    }
    for refusal in refusals {
      report(.warning("\(refusal.description); the checkpoint of step \(resumed ?? 0) is used instead"))
    }
    // Later checkpoints are removed: training resumes here and writes those steps again.
    for (step, checkpoint) in checkpoints where step > resumed ?? 0 { Disk.remove(checkpoint.path) }
    if let resumed { kept[resumed] = state.stopping.bestStep }
    try record.write(to: folder.record)
    try writeSkipped()
    try metrics.write(state.metrics)
    report(
      .began(
        .init(parameters: record.parameters, trainable: record.trainable, data: record.data, resumed: resumed)
      ))
  }

  private func writeSkipped() throws {
    var lines = "file\tid\treason\n"
    for file in task.data {
      for record in file.skipped { lines += "\(file.file)\t\(record.id)\t\(record.reason)\n" }
    }
    try Disk.write(Array(lines.utf8), to: folder.skipped)
  }

  /// Writes a checkpoint, and takes away all but the last two.
  func save() throws {
    guard state.step > 0 else { return }
    let target = folder.checkpoint(state.step)
    try Disk.makeFolder(folder.path + "/checkpoints")
    _ = try Checkpoint.write(tensors, state, to: target.path)
    kept[state.step] = state.stopping.bestStep
    let last = Set(kept.keys.sorted().suffix(2))
    kept = kept.filter { last.contains($0.key) }
    folder.keep(checkpoints: last, measured: Set(kept.values.compactMap(\.self)))
    try LossCurve(state.metrics, measures: metrics.measures).write(to: folder.curve)
    pace.pause()
    report(.saved(step: state.step, path: target.path))
  }

  /// Measures the weights as they are; nil where it was interrupted.
  func measure(_ isInterrupted: () -> Bool) throws -> [Double]? {
    let place = folder.measured(state.step)
    try write(weights, to: place)
    guard let values = try task.evaluate(modelAt: place, isCancelled: isInterrupted), !isInterrupted() else {
      Disk.remove(place)
      return nil
    }
    precondition(values.count == Task.measures.count, "\(Task.name) returns \(values.count) measures")
    let isBest = state.stopping.observe(values[0], step: state.step)
    state.measured = state.step
    if !isBest { Disk.remove(place) }
    report(
      .measured(
        step: state.step, zip(Task.measures, values).map { (name: $0, value: $1) }, isBest: isBest))
    return values
  }

  private func write(_ weights: NamedWeights, to place: String, isLast: Bool = false) throws {
    let partial = place + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    try Disk.makeFolder(partial)
    do {
      let origin = ModelOrigin(step: state.step, seed: configuration.seed, version: record.version)
      try task.write(weights, to: partial, about: origin)
      if isLast { try complete(partial) }
      try Disk.publish(partial, as: place)
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw error
    }
  }

  /// Puts the best measured model, or the last weights where nothing was measured, in its place.
  func finish() throws -> String {
    try LossCurve(state.metrics, measures: metrics.measures).write(to: folder.curve)
    guard let best = state.stopping.bestStep else {
      try write(weights, to: folder.model, isLast: true)
      return folder.model
    }
    let partial = folder.model + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    do { try FileManager.default.copyItem(atPath: folder.measured(best), toPath: partial) } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw TrainingError(
        .disk, folder.model, "cannot be copied from \(folder.measured(best)); make room, then resume")
    }
    try complete(partial)
    try Disk.publish(partial, as: folder.model)
    return folder.model
  }

  private func complete(_ partial: String) throws {
    try task.complete(modelAt: partial) { report(.note($0)) }
  }
}

extension RunRecord {
  /// Refuses to go on with another configuration, other data or other start weights than a run began with.
  func mustContinue(_ begun: RunRecord, at path: String) throws(TrainingError) {
    func refuse(_ what: String, _ before: String, _ now: String) -> TrainingError {
      TrainingError(
        .run, path, place: what,
        "was \(before) when the run began and is \(now) now; go on with what it began with, or begin a new run"
      )
    }
    guard task == begun.task else { throw refuse("task", begun.task, task) }
    if let (name, before, now) = begun.configuration.firstDifference(from: configuration) {
      throw refuse(name, before, now)
    }
    for (now, before) in zip(data, begun.data) where now.sha256 != before.sha256 {
      throw refuse("SHA-256 of \(now.file)", before.sha256, now.sha256)
    }
    if let start, let before = begun.start, start.sha256 != before.sha256 {
      throw refuse("SHA-256 of \(start.path)", before.sha256, start.sha256)
    }
  }
}

extension JSONValue {
  /// The first setting, in the order of names, whose values differ: its path, this value, the other.
  func firstDifference(from other: JSONValue) -> (name: String, here: String, there: String)? {
    guard let mine = members, let theirs = other.members else {
      func text(_ value: JSONValue) -> String { value.text.onOneLine }
      return text(self) == text(other) ? nil : ("", text(self), text(other))
    }
    for name in Set(mine.keys).union(theirs.keys).sorted() {
      guard let found = (mine[name] ?? .null).firstDifference(from: theirs[name] ?? .null) else { continue }
      return (found.name.isEmpty ? name : "\(name).\(found.name)", found.here, found.there)
    }
    return nil
  }
}
