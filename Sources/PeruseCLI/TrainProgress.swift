import Foundation
import Platform
import Training

/// How far training is, on standard error: one line that changes on a terminal, a line now and then in a log.
final class TrainProgress {
  private let quiet: Bool
  private var live: ProgressLine

  init(quiet: Bool) {
    self.quiet = quiet
    live = ProgressLine(quiet: quiet)
  }

  func show(_ event: TrainingEvent) {
    switch event {
    case .note(let text): line(text)
    case .warning(let text): line("warning: \(text)", always: true)
    case .began(let beginning): begin(beginning)
    case .stepped(let progress): step(progress)
    case .measuring(let step):
      if ProgressLine.isLive { live.show("step \(step): measuring on held-out data …") }
    case .measured(let step, let measures, let isBest):
      let values = measures.map { "\($0.name) \(String(format: "%.2f", $0.value))" }.joined(separator: ", ")
      line("step \(step): held-out \(values)\(isBest ? ", the best so far" : "")")
    case .saved(let step, let path): line("step \(step): saved \(path)")
    }
  }

  private func begin(_ beginning: TrainingEvent.Beginning) {
    for file in beginning.data {
      var facts = ["\(file.used) to train on", "\(file.heldOut) held out"]
      if file.repeated > 0 { facts.append("\(file.repeated) repeated") }
      if file.skippedCount > 0 { facts.append("\(file.skippedCount) skipped") }
      line("\(file.file): \(facts.joined(separator: ", "))")
      // The rest stands in skipped.tsv.
      for record in file.skipped.prefix(5) {
        line(
          "\(file.file): \(record.id): \(record.isPart ? "an answer left out" : "skipped"): \(record.reason)")
      }
      if file.skipped.count > 5 { line("\(file.file): \(file.skipped.count - 5) more in skipped.tsv") }
    }
    let share = beginning.trainable == beginning.parameters ? "" : ", \(beginning.trainable) of them trained"
    line("\(beginning.parameters) weights\(share)")
    if let step = beginning.resumed { line("going on from step \(step)") }
  }

  private func step(_ progress: TrainingEvent.Progress) {
    // In a log the task says which steps are worth a line.
    guard ProgressLine.isLive ? live.isDue() : progress.isLogged else { return }
    let facts =
      "step \(progress.step)  \(String(format: "%.1f %%", 100 * progress.share))  "
      + String(
        format: "epoch %.2f  loss %.4f  rate %.2e  %.0f tokens/s  ", progress.epoch, progress.loss,
        progress.rate,
        progress.tokensPerSecond) + "\(ProgressLine.clock(progress.secondsLeft)) left"
    guard ProgressLine.isLive else { return line(facts) }
    live.show(facts, share: progress.share)
  }

  private func line(_ text: String, always: Bool = false) {
    guard !quiet || always else { return }
    clear()
    Console.error(text)
  }

  /// Takes the line that changes away.
  func clear() { live.clear() }
}
