import ArgumentParser
import Foundation
import Peruse
import Platform
import Training

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a model of Peruse on data of your own.",
    discussion: """
      peruse train reader --start minilm --data squad.json --run runs/reader
      peruse train reader --run runs/reader --resume
      peruse answer --model runs/reader/model "When did the bridge open?" report.xml

      \(TrainHelp.text)
      """)

  @Argument(
    help: ArgumentHelp(
      "What to train: \(TrainingTasks.all.map { $0.name }.joined(separator: ", ")).", valueName: "task"))
  var task: String

  @Option(help: ArgumentHelp("A JSON object of settings.", valueName: "file.json"))
  var config: String?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Folder of the run, made where it is missing. runs/TASK by default.", valueName: "folder"))
  var folder: String?

  @Flag(
    help: "Go on with the newest whole checkpoint of the run; where there is none, from the beginning.")
  var resume = false

  @Flag(help: "Print the whole configuration as JSON, and train nothing.")
  var showConfig = false

  @OptionGroup(title: "Settings, each also a key of the file") var flags: TrainFlags

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run() throws {
    let settings = try TrainingTasks.named(task)
    try train(settings)
  }

  private func train<Task: TrainingTask>(_ task: Task.Type) throws {
    let path = folder ?? "runs/\(Task.name)"
    let record = path + "/run.json"
    let isBegun = FileManager.default.fileExists(atPath: record)
    var settings = ConfigurationReader(for: task)
    if isBegun, !showConfig {
      guard resume else {
        throw TrainingError(
          .run, path,
          "holds a run already; add --resume to go on with it, or choose another folder with --run")
      }
      settings.begin(with: try RunRecord(contentsOf: record))
    }
    if let config { try settings.read(file: config) }
    try flags.apply(to: &settings)
    if showConfig {
      Console.print(settings.value.text)
      return
    }
    // A file that may not grow is an error to report, not a reason to be ended by a signal.
    signal(SIGXFSZ, SIG_IGN)
    StopSignals.watch()
    let progress = TrainProgress(quiet: quiet)
    let trainer = try Trainer<Task>(settings, RunFolder(at: path), version: peruseVersion) {
      progress.show($0)
    }
    switch try trainer.run(isInterrupted: { StopSignals.received != nil }) {
    case .finished(let model, let step):
      progress.clear()
      if !quiet { Console.error("finished after \(step) steps") }
      Console.print(model)
    case .interrupted(let step):
      progress.clear()
      Console.error(
        step == 0
          ? "stopped before the first step"
          : "stopped after step \(step), which is saved; go on with --run \(path) --resume")
      throw ExitCode(128 + (StopSignals.received ?? SIGINT))
    }
  }
}
