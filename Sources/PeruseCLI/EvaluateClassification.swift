import ArgumentParser
import Classification
import Foundation
import Peruse

struct EvaluateClassification: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classification",
    abstract: "Accuracy, F1, confusion and calibration of a classifier on labelled documents.",
    discussion: """
      peruse evaluate classification --model runs/classifier/model test.jsonl
      peruse evaluate classification --model runs/topics/model --label-path /article/topic articles/
      """)

  @Argument(help: "Labelled documents: JSON lines, a folder of folders, or XML with --label-path.")
  var data: String

  @Option(help: ArgumentHelp("XPath of the elements whose text is a label, for XML.", valueName: "xpath"))
  var labelPath: String?

  @Option(help: ArgumentHelp("Only the first documents.", valueName: "n"))
  var limit: Int?

  @OptionGroup(title: "Classifier") var model: ClassifierOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  func run() throws {
    let classifier = try model.classifier()
    let dataset = try LabelledDataset(
      contentsOf: data,
      reading: LabelledDataset.Reading(options: input.documentReader.options, labelPath: labelPath))
    let splitter = try input.splitter()
    let total = min(limit ?? dataset.count, dataset.count)
    var progress = Progress("documents", total: total, quiet: output.quiet)
    let known = Set(classifier.configuration.labels)
    var decisions: [ClassificationScores.Decision] = []
    for first in stride(from: 0, to: total, by: 128) {
      let part = first..<min(total, first + 128)
      let texts = try part.map { index in
        let document = try dataset.document(index)
        return classifier.prepare(document, sentences: splitter.sentences(in: document))
      }
      for (index, found) in zip(part, try classifier.classify(texts)) {
        guard let best = found.labels.first else { continue }
        decisions.append(
          ClassificationScores.Decision(
            gold: Set(dataset.items[index].labels.filter(known.contains)),
            given: Set(found.labels.filter(\.isChosen).map(\.name)), best: best.name,
            probability: best.probability))
      }
      progress.show(part.upperBound)
    }
    progress.finish()
    let scores = ClassificationScores(decisions)
    guard output.format == .text else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(scores)
      return Console.print(String(decoding: json, as: UTF8.self))
    }
    func row(_ name: String, _ value: String) {
      Console.print(Text.cell(name, 18) + value)
    }
    row("documents", "\(scores.total)")
    row("accuracy", String(format: "%.2f", 100 * scores.accuracy))
    row("micro F1", String(format: "%.2f", 100 * scores.microF1))
    row("macro F1", String(format: "%.2f", 100 * scores.macroF1))
    row("calibration error", String(format: "%.4f", scores.calibrationError))
    for label in scores.labels.prefix(20) {
      row(
        Text.line(label.label),
        String(
          format: "precision %.2f, recall %.2f, F1 %.2f, of %d", 100 * label.precision, 100 * label.recall,
          100 * label.f1, label.support))
    }
    for (gold, given) in (scores.confusion ?? [:]).sorted(by: { $0.key < $1.key }) where labelsFit(scores) {
      row(
        gold,
        "taken for "
          + given.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
          .joined(separator: ", "))
    }
    let faults = dataset.faults
    if !faults.isEmpty, !output.quiet {
      Console.error(
        "\(faults.count) records could not be used, the first: \(faults[0].id): \(faults[0].reason)")
    }
  }

  /// A confusion matrix of more labels is for JSON.
  private func labelsFit(_ scores: ClassificationScores) -> Bool { scores.labels.count <= 20 }
}
