import ArgumentParser
import Classification
import Foundation
import Peruse

struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Says which labels documents have, and which sentences and words said so.",
    discussion: """
      peruse classify --model runs/classifier/model review.txt
      peruse classify --model runs/topics/model --format json news/*.xml
      peruse classify --model runs/classifier/model --explain --format html review.txt > why.html

      In a pipe a line a label that is given: label, probability, file. No classifier comes with Peruse, since the data \
      that the field measures with may not be passed on in weights; train one on labels of your own:

      peruse train classifier --set classifier.words=encoder --data labelled.jsonl --run runs/classifier

      or, smaller and quicker to use, on word vectors instead of the reader's word encoder:

      Tools/Models/word-vectors.py glove.6B.50d.txt vectors
      peruse train classifier --start vectors --data labelled.jsonl --run runs/classifier

      Data: JSON lines with "text" and "label" or "labels"; folder/LABEL/file in any format; or XML with \
      --set classifier.labelPath=XPATH.
      """)

  @Argument(help: "Files; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @OptionGroup(title: "Classifier") var model: ClassifierOptions
  @Option(help: ArgumentHelp("Labels that JSON shows besides those that are given.", valueName: "n"))
  var top = 5
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Output") var output: OutputOptions<ClassificationOutput>
  @OptionGroup(title: "Output") var drawings: PictureOptions

  func validate() throws {
    if top < 1 { throw ValidationError("--top must be at least 1.") }
    if output.format.holdsOneDocument, files.count > 1 {
      throw ValidationError("--format \(output.format.rawValue) makes a file of one document")
    }
  }

  func run() throws {
    let classifier = try model.classifier()
    let splitter = try input.splitter()
    let description = ModelReport(classifier)
    var printer = ResultPrinter(
      output.format, of: .classification, options: output.rendering(showsFile: files.count > 1),
      alwaysArray: files.count > 1)
    var folder = PictureFolder(drawings)
    let explains = model.explain || folder != nil
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    try run.forEach(files) { document in
      let sentences = splitter.sentences(in: document)
      let prepared = classifier.prepare(document, sentences: sentences)
      guard !prepared.pieces.isEmpty, let found = try classifier.classify([prepared]).first else {
        throw Failure(.data, "\(document.source.path): it has no words to classify by")
      }
      var report = ClassificationReport(
        document, found, model: description, top: top, attended: model.attended)
      if explains { report.evidence = try classifier.evidence(on: document, sentences: sentences) }
      let result = TaskResult(report, found, of: document, sentences: sentences, explains: explains)
      try folder?.write(result)
      try printer.print(result)
    }
    try printer.finish()
    folder?.finish(quiet: output.quiet)
    run.finish()
  }
}

/// Which classifier, and how much of its attention is shown.
struct ClassifierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of a classifier that 'peruse train classifier' has made.", valueName: "folder"),
    completion: .directory)
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Folder of the word encoder that the classifier was trained on, where it was trained on one; the default reader's if left out.",
      valueName: "folder"),
    completion: .directory)
  var encoder: String?

  @Option(help: ArgumentHelp("Threads. The number of cores by default.", valueName: "n"))
  var workers: Int = WorkerPool.activeCores

  @Flag(
    help: """
      Show which sentences and words the label rests on, by attention; in json, jsonl and html also by erasure: how far its probability \
      falls without each.
      """)
  var explain = false

  @Option(
    help: ArgumentHelp("Sentences and words that results show with their attention.", valueName: "n"))
  var attended = 5

  func validate() throws {
    try ThreadCount.check(workers, "--workers")
    guard attended >= 0 else { throw ValidationError("--attended must not be negative.") }
  }

  /// Loads the classifier.
  ///
  /// - Throws: a failure that says how to make one, where none was named.
  func classifier() throws -> DocumentClassifier {
    guard let model else {
      throw Failure(
        .usage,
        """
        no classifier was named, and none comes with Peruse; train one: peruse train classifier --set classifier.words=encoder \
        --data labelled.jsonl --run runs/classifier, then --model runs/classifier/model (peruse help classify says more)
        """)
    }
    return try DocumentClassifier(modelAt: model, workers: workers) {
      try encoder ?? BundledReader.folder()
    }
  }
}
