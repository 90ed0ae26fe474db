import ArgumentParser
import AttentionExamples
import Foundation
import Platform
import Training

struct TranslationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translation",
    abstract: "Train a translator on Multi30k, translate its test, and draw what was attended to.",
    discussion: """
      The folder holds a file whose name begins with "train" and ends with the source language, a file that begins with
      "val", and one that begins as --test says; each has its translation beside it.
      """)

  @Option(help: ArgumentHelp("Folder with the text, a sentence a line, words apart.", valueName: "folder"))
  var data: String

  @Option(help: "en-de, en-fr or any other two ends of names.")
  var languages = "en-de"

  @Option(
    help: ArgumentHelp(TranslationConfiguration.Mechanism.words + ".", valueName: "name"))
  var attention = TranslationConfiguration.Mechanism.additive

  @OptionGroup var example: ExampleRun

  @Option(help: ArgumentHelp("More source files to train on.", valueName: "file"))
  var also: [String] = []

  @Option(help: ArgumentHelp("How the name of the test begins.", valueName: "text"))
  var test = "test_2016"

  @Option(help: "Hypotheses that the test is translated with.")
  var beam = 5

  @Option(
    help: ArgumentHelp(
      "Gold alignments NAME.gold of the sentences in NAME.src-tgt: their error rate is measured.",
      valueName: "file"))
  var gold: String?

  @Option(help: ArgumentHelp("Try this model of an earlier run, and train nothing.", valueName: "folder"))
  var model: String?

  @Option(help: ArgumentHelp("Lines of the test that are drawn, from 1.", valueName: "n"))
  var draw: [Int] = [1, 2, 3]

  func run() throws {
    guard let pair = ParallelText.Languages(languages) else {
      throw ValidationError("--languages takes a pair such as en-de, not \"\(languages)\".")
    }
    let model = try model ?? example.train(TranslationTask.self, settings(pair), defaults: defaults)
    let translator = try Translator(modelAt: model)
    let text = try ParallelText(file(test, pair), pair, isLowercased: true)
    let trial = TranslationTrial(translator, text, beam: beam)
    let made = translator.configuration
    var report = [
      "attention: \(made.attention.rawValue)", "languages: \(made.languages)",
      String(
        format: "bleu4 of %@, beam %d: %.2f", (text.sourcePath as NSString).lastPathComponent, beam,
        100 * trial.bleu),
    ]
    try example.write(
      trial.translations.map { $0.words.joined(separator: " ") + "\n" }.joined(), as: "translations.txt")
    let panels = draw.filter { trial.translations.indices.contains($0 - 1) }.map {
      AttentionPicture.Panel(
        title: "\(made.attention.rawValue), line \($0)", table: trial.translations[$0 - 1].attention)
    }
    try example.write(AttentionPicture(panels).svg, as: "attention.svg")
    if let gold {
      guard gold.hasSuffix(".gold") else { throw ValidationError("--gold takes a file NAME.gold.") }
      let rate = try TranslationTrial.alignmentErrorRate(
        translator, sentences: gold.dropLast(5) + ".src-tgt", links: gold)
      report.append(
        String(
          format: "alignment error rate %.3f, precision %.3f, recall %.3f", rate.value, rate.precision,
          rate.recall))
    }
    try example.write(report.joined(separator: "\n") + "\n", as: "report.txt")
    print(report.joined(separator: "\n"))
  }

  /// The one file of the folder whose name begins and ends so.
  private func file(_ beginning: String, _ pair: ParallelText.Languages) throws -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
    let found = names.filter { $0.hasPrefix(beginning) && $0.hasSuffix(".\(pair.source)") }.sorted()
    guard let name = found.first else {
      throw TrainingError(
        .unreadable, data, "has no file whose name begins with \"\(beginning)\" and ends in .\(pair.source)")
    }
    return "\(data)/\(name)"
  }

  private func settings(_ pair: ParallelText.Languages) throws -> [(String, JSONValue)] {
    [
      ("data", .array(try ([file("train", pair)] + also).map { .string($0) })),
      ("heldOut", .array([.string(try file("val", pair))])),
      ("translation.languages", .string(languages)), ("translation.attention", .string(attention.rawValue)),
    ]
  }

  private var defaults: [(String, JSONValue)] {
    let isTransformer = attention == .transformer
    return [
      ("epochs", .number(20)), ("batchTokens", .integer(1024)), ("passTokens", .integer(4096)),
      ("poolRecords", .integer(8192)), ("heldOutLimit", .integer(256)), ("evaluateEvery", .integer(1000)),
      ("checkpointEvery", .integer(500)), ("logEvery", .integer(50)), ("labelSmoothing", .number(0.1)),
      ("learningRate", .number(isTransformer ? 0.003 : 0.002)), ("warmUp", .number(0.08)),
      ("schedule", .string("cosine")), ("clip", .number(1)), ("average", .number(0.995)),
      ("optimizer.beta2", .number(0.98)), ("translation.merges", .integer(3000)),
      ("translation.hidden", .integer(isTransformer ? 128 : 256)), ("translation.unitWidth", .integer(128)),
      ("translation.dropout", .number(isTransformer ? 0.1 : 0.2)),
    ]
  }
}

extension TranslationConfiguration.Mechanism: ExpressibleByArgument {}
