import Foundation
import Training

/// How far training is, on standard error: one line that changes on a terminal, a line now and then in a log.
final class TrainProgress {
  private let quiet: Bool
  private var lastShown: ContinuousClock.Instant?
  private var isOpen = false

  init(quiet: Bool) { self.quiet = quiet }

  func show(_ event: TrainingEvent) {
    switch event {
    case .note(let text): line(text)
    case .warning(let text): line("warning: \(text)", always: true)
    case .began(let beginning): begin(beginning)
    case .stepped(let progress): step(progress)
    case .measuring(let step):
      if Console.errorIsTerminal { live("step \(step): measuring on held-out data …") }
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
    let isTerminal = Console.errorIsTerminal
    let now = ContinuousClock.now
    if isTerminal, let lastShown, now - lastShown < .milliseconds(200) { return }
    guard isTerminal || progress.isLogged else { return }
    lastShown = now
    let left = Int(progress.secondsLeft)
    let clock = String(format: "%d:%02d:%02d", left / 3600, left / 60 % 60, left % 60)
    let facts =
      "step \(progress.step)  \(String(format: "%.1f %%", 100 * progress.share))  "
      + String(
        format: "epoch %.2f  loss %.4f  rate %.2e  %.0f tokens/s  ", progress.epoch, progress.loss,
        progress.rate,
        progress.tokensPerSecond) + "\(clock) left"
    guard isTerminal else { return line(facts) }
    let filled = Int(20 * progress.share)
    live(String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled) + " \(facts)")
  }

  private func live(_ text: String) {
    guard !quiet else { return }
    Console.status(over: String(text.prefix(max(20, Console.width - 1))))
    isOpen = true
  }

  private func line(_ text: String, always: Bool = false) {
    guard !quiet || always else { return }
    clear()
    Console.error(text)
  }

  /// Takes the line that changes away.
  func clear() {
    if isOpen { Console.status(over: "") }
    isOpen = false
  }
}
