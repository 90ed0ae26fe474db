import ArgumentParser
import AttentionExamples
import Foundation
import Platform
import Training

struct SpeechCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speech",
    abstract: "Train a recognizer of spoken digits, try it on strings of them, and draw where it listened.",
    discussion: """
      The folder, or recordings in it, holds files DIGIT_SPEAKER_NUMBER.wav: 16-bit PCM of one channel, all of the same \
      rate. Numbers 0 to 4 are the test, 5 to 7 are measured on while training, and the others are trained on.
      """)

  @Option(help: ArgumentHelp("Folder of the recordings.", valueName: "folder"))
  var data: String

  @Option(help: ArgumentHelp(SpeechConfiguration.Mechanism.words + ".", valueName: "name"))
  var attention = SpeechConfiguration.Mechanism.additive

  @OptionGroup var example: ExampleRun

  @Option(
    help: ArgumentHelp(
      "A speaker that is not trained on; all recordings of theirs are a test.", valueName: "name"))
  var heldOutSpeaker: String?

  @Option(help: "Hypotheses that the test is recognized with.")
  var beam = 4

  @Option(help: ArgumentHelp("Strings that the test is made of.", valueName: "n"))
  var strings = 200

  @Option(help: ArgumentHelp("Try this model of an earlier run, and train nothing.", valueName: "folder"))
  var model: String?

  @Option(help: ArgumentHelp("Strings of the test that are drawn, from 1.", valueName: "n"))
  var draw: [Int] = [1, 2, 3]

  func validate() throws {
    guard (1...64).contains(beam) else { throw ValidationError("--beam takes a number from 1 to 64.") }
    guard (1...1_000_000).contains(strings) else {
      throw ValidationError("--strings takes a number from 1 to 1000000.")
    }
  }

  func run() throws {
    let digits = try SpokenDigits(folder: data)
    if let heldOutSpeaker, !digits.speakers.contains(heldOutSpeaker) {
      throw ValidationError(
        "--held-out-speaker takes one of \(digits.speakers.joined(separator: ", ")).")
    }
    let model = try model ?? example.train(SpeechTask.self, settings, defaults: defaults)
    let recognizer = try SpeechRecognizer(modelAt: model)
    guard recognizer.configuration.rate == digits.rate else {
      throw TrainingError(
        .data, data, "has \(digits.rate) samples in a second, and the model \(recognizer.configuration.rate)")
    }
    var report = ["attention: \(recognizer.configuration.attention.rawValue)"]
    var drawn: (strings: [SpokenString], trial: SpeechTrial)?
    func test(_ recordings: [SpokenDigits.Recording], _ whose: String) {
      guard !recordings.isEmpty else { return }
      let singles = SpeechTrial(recognizer, recordings.map { SpokenString($0) }, beam: beam)
      report.append("\(whose), single digits: \(Self.words(singles.errors))")
      let made = SpokenStrings(recordings, rate: digits.rate, seed: Self.testSeed)
      let all = (0..<strings).map { made($0) }
      for speed in [1, 0.8, 0.9, 1.1, 1.25] {
        let trial = SpeechTrial(recognizer, all.map { $0.at(speed: speed) }, beam: beam)
        let name = speed == 1 ? "\(whose), strings of 3 to 7" : "\(whose), strings at speed \(speed)"
        report.append("\(name): \(Self.words(trial.errors))")
        guard speed == 1 else { continue }
        report.append(
          "\(whose), alignment of strings: back in \(trial.back) of \(trial.steps) steps; heaviest key in its "
            + "own recording for \(trial.rightlyPlaced) of \(trial.placed) digits of strings without an error"
        )
        if drawn == nil { drawn = (all, trial) }
      }
    }
    if let heldOutSpeaker {
      test(
        digits.recordings.filter { $0.speaker == heldOutSpeaker }, "speaker \(heldOutSpeaker), not trained on"
      )
    }
    test(digits.part(.test, without: heldOutSpeaker), "test")
    if let (strings, trial) = drawn {
      let panels = draw.filter { strings.indices.contains($0 - 1) }.map { number in
        SpeechPicture.Panel(
          title: "\(recognizer.configuration.attention.rawValue), string \(number), "
            + strings[number - 1].speaker,
          string: strings[number - 1], heard: trial.heard[number - 1])
      }
      try example.write(SpeechPicture(panels, recognizer.configuration).svg, as: "attention.svg")
    }
    try example.write(report.joined(separator: "\n") + "\n", as: "report.txt")
    print(report.joined(separator: "\n"))
  }

  private static let testSeed: UInt64 = 0x7465_7374

  private static func words(_ errors: WordErrors) -> String {
    String(
      format:
        "word error %.2f %% (%d of %d digits: %d replaced, %d left out, %d put in), %d of %d without one",
      100 * errors.rate, errors.count, errors.words, errors.replaced, errors.missing, errors.added,
      errors.right, errors.sequences)
  }

  private var settings: [(String, JSONValue)] {
    [
      ("data", .array([.string(data)])), ("speech.attention", .string(attention.rawValue)),
      ("speech.heldOutSpeaker", .string(heldOutSpeaker ?? "")),
    ]
  }

  private var defaults: [(String, JSONValue)] {
    [
      ("epochs", .number(24)), ("batchTokens", .integer(1024)), ("learningRate", .number(0.003)),
      ("warmUp", .number(0.05)), ("schedule", .string("cosine")), ("evaluateEvery", .integer(500)),
      ("checkpointEvery", .integer(500)), ("logEvery", .integer(50)), ("precision", .string("float32")),
      ("labelSmoothing", .number(0.1)), ("clip", .number(1)), ("average", .number(0.995)),
      ("optimizer.beta2", .number(0.98)),
    ]
  }
}

extension SpeechConfiguration.Mechanism: ExpressibleByArgument {}
