import ArgumentParser
import Foundation
import Platform
import Training

/// Trains an example in a run folder, or goes on with what the folder holds.
struct ExampleRun: ParsableArguments {
  @Option(help: ArgumentHelp("Folder of the run; one that holds a run is gone on with.", valueName: "folder"))
  var run: String

  @Option(help: ArgumentHelp("How often the data are gone through.", valueName: "n"))
  var epochs: Double?

  @Option(
    help: ArgumentHelp(
      "Any setting of training, as with peruse train: --set learningRate=0.001.", valueName: "key=value"))
  var set: [String] = []

  func validate() throws {
    if let bad = set.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) {
      throw ValidationError("--set takes KEY=VALUE, and \"\(bad)\" has no \"=\".")
    }
  }

  /// The folder of the finished model.
  ///
  /// - Parameters:
  ///   - settings: what makes this run what it is; a run that was begun with others is not gone on with.
  ///   - defaults: what a new run has where nothing else is said.
  func train<Task: TrainingTask>(
    _ task: Task.Type, _ settings: [(String, JSONValue)], defaults: [(String, JSONValue)]
  ) throws -> String {
    var reader = ConfigurationReader(for: task)
    let record = run + "/run.json"
    if FileManager.default.fileExists(atPath: record) {
      reader.begin(with: try RunRecord(contentsOf: record))
    } else {
      for (key, value) in defaults { try reader.set(key, to: value) }
    }
    for (key, value) in settings { try reader.set(key, to: value) }
    if let epochs { try reader.set("epochs", to: .number(epochs)) }
    for entry in set {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try reader.set(String(parts[0]), to: JSONValue(parsing: String(parts[1])))
    }
    signal(SIGXFSZ, SIG_IGN)
    StopSignals.watch()
    let begun = ContinuousClock.now
    let trainer = try Trainer<Task>(reader, RunFolder(at: run), version: "examples") { event in
      switch event {
      case .note(let text), .warning(let text): Self.say(text)
      case .began(let beginning):
        Self.say("\(beginning.parameters) weights")
        if let step = beginning.resumed { Self.say("going on from step \(step)") }
      case .stepped(let at) where at.isLogged:
        Self.say(
          String(
            format: "step %d  epoch %.2f  loss %.3f  %.0f units/s  %.0f s left", at.step, at.epoch, at.loss,
            at.tokensPerSecond, at.secondsLeft))
      case .measured(let step, let measures, _):
        let values = measures.map { "\($0.name) \(String(format: "%.2f", $0.value))" }
        Self.say("step \(step): held-out \(values.joined(separator: ", "))")
      default: break
      }
    }
    switch try trainer.run(isInterrupted: { StopSignals.received != nil }) {
    case .finished(let model, let step):
      let minutes = Double((ContinuousClock.now - begun).components.seconds) / 60
      Self.say(String(format: "%d steps; %.1f minutes in this process", step, minutes))
      return model
    case .interrupted(let step):
      Self.say("stopped after step \(step), which is saved; the same command goes on")
      throw ExitCode(128 + (StopSignals.received ?? SIGINT))
    }
  }

  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Writes a file into the run's folder.
  func write(_ text: String, as name: String) throws {
    try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(run)/\(name)"), options: .atomic)
    print("\(run)/\(name)")
  }
}
