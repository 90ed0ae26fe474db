import Evaluation
import Ingestion
import Platform
import SpanExtraction
import Tensors
import Tokenization

/// Questions that a run keeps apart, to measure a reader on and to calibrate it with.
package struct HeldOutQuestions: Sendable {
  private let source: QuestionSet
  private let seed: UInt64
  /// Which files' questions probabilities are fitted to; all where it is empty.
  private let typical: [Glob]

  init(_ source: QuestionSet, seed: UInt64, typical: [Glob]) {
    (self.source, self.seed, self.typical) = (source, seed, typical)
  }

  /// Number of questions that were kept apart; `measure(_:isCancelled:)` may take fewer of them.
  package var count: Int { source.allHeldOut.count }

  /// A question, its text, and the gold answers' texts; none where it was made unanswerable.
  private struct Item {
    var question: String
    var document: ReadableDocument
    var answers: [String]
    var weight: Double
    /// The file's place among the files.
    var file: Int
    /// Whether a rule has made it of another question.
    var isMade = false

    var request: ReaderRequest { ReaderRequest(question: question, document: document) }
  }

  /// F1 and exact match in percent; nil where there are no questions, or it was cancelled.
  func measure(_ reader: SpanReader, isCancelled: () -> Bool) throws -> [Double]? {
    guard !source.heldOut.isEmpty else { return nil }
    var options = ReaderOptions()
    options.alwaysAnswers = true
    let scorer = SquadScorer(version: .v1)
    var predictions = SquadPredictions()
    var asked: [SquadDataset.Question] = []
    // Ids of different files may be the same: the place in the list is the name here.
    for items in batches(of: asItems(reader, source.heldOut)) {
      if isCancelled() { return nil }
      for (item, answers) in zip(items, try reader.answers(to: items.map(\.request), options: options)) {
        let id = "\(asked.count)"
        asked.append(
          SquadDataset.Question(
            id: id, question: item.question, answers: item.answers.map { SquadDataset.Answer(text: $0) }))
        predictions.answers[id] = answers.first?.text ?? ""
      }
    }
    let dataset = SquadDataset(data: [.init(paragraphs: [.init(context: "", qas: asked)])])
    let scores = scorer.score(predictions, on: dataset)
    return [scores.all.f1, scores.all.exact]
  }

  /// Scores all questions, and the same questions made unanswerable, once; a calibration is then fitted to
  /// them.
  ///
  /// - Parameters:
  ///   - withMade: whether questions are made unanswerable, too.
  ///   - withUnanswerable: whether those that people wrote without an answer are among them.
  ///   - progress: questions scored so far, and how many there are.
  package func trials(
    _ reader: SpanReader, withMade: Bool = true, withUnanswerable: Bool = false, progress: (Int, Int) -> Void
  ) throws -> [CalibrationTrial] {
    var items = asItems(reader, source.allHeldOut)
    if withMade, reader.calibration.nullBias != nil { items += unanswerable(reader) }
    if withUnanswerable { items += asItems(reader, source.heldOutUnanswerable) }
    let several = filesWithSeveralAnswers
    var trials: [CalibrationTrial] = []
    for batch in batches(of: items) {
      for (item, scored) in zip(batch, try reader.scored(batch.map(\.request))) {
        trials.append(
          CalibrationTrial(
            scored: scored, answers: item.answers, weight: item.weight,
            hasSeveralAnswers: several.contains(item.file), isTypical: isTypical(file: item.file),
            isMade: item.isMade, file: name(ofFile: item.file)))
      }
      progress(trials.count, items.count)
    }
    return trials
  }

  /// Fits a reader's calibration to all questions, and writes it beside the reader's weights.
  func calibrate(modelAt folder: String, reader: SpanReader, report: (String) -> Void) throws {
    guard count > 0 else { return report("no held-out questions: the reader is not calibrated") }
    report("calibrating on \(count) held-out questions")
    let hasNull = reader.calibration.nullBias != nil
    let fit = CalibrationFit(try trials(reader) { _, _ in }, hasNull: hasNull)
    var numbers = [ReaderCalibration.temperatureName: fit.calibration.temperature]
    var words =
      "temperature \(fit.calibration.temperature.short) fitted to \(fit.fitted) of them, calibration error \(fit.errorBefore.short) before, \(fit.errorAfter.short) after"
    if let bias = fit.calibration.nullBias {
      numbers[ReaderCalibration.nullBiasName] = bias
      words +=
        ", null bias \(bias.short): F1 \(fit.f1.short), \(fit.answerable.short) with an answer, \(fit.unanswerable.short) % of those without one recognised"
    }
    report(words)
    try ModelWriter.amend(
      folder, numbers: numbers, files: absenceFile(fit.calibration),
      about: "calibrated on \(count) held-out questions, \(words)", replacing: "calibrated on ")
  }

  /// Fits how likely none is to the questions that people asked, and writes it beside the reader's weights,
  /// which stay as they are to the bit, with temperature and null bias.
  ///
  /// - Returns: the questions as the fit saw them.
  func fitAbsence(
    modelAt folder: String, reader: SpanReader, report: (String) -> Void
  ) throws -> [AbsenceFit.Point] {
    let trials = try trials(reader, withMade: false, withUnanswerable: true) { report("\($0) of \($1)") }
    let fit = AbsenceFit(trials, reader.calibration)
    var calibration = reader.calibration
    calibration.absence = fit.absence
    try ModelWriter.amend(folder, numbers: [:], files: absenceFile(calibration), about: nil, replacing: "")
    return fit.points
  }

  private func absenceFile(_ calibration: ReaderCalibration) throws -> [(name: String, bytes: [UInt8])] {
    guard calibration.nullBias != nil else { return [] }
    let text = try JSONValue(encoding: calibration.absence).text + "\n"
    return [(AbsenceCalibration.fileName, Array(text.utf8))]
  }

  private func batches(of items: [Item]) -> [[Item]] {
    stride(from: 0, to: items.count, by: 64).map { Array(items[$0..<min($0 + 64, items.count)]) }
  }

  private func asItems(_ reader: SpanReader, _ records: [QuestionRecord]) -> [Item] {
    var last: (paragraph: Int, document: ReadableDocument)?
    return records.map { record in
      let context = source.paragraphs[record.paragraph]
      if last?.paragraph != record.paragraph { last = (record.paragraph, Self.prepare(context, reader)) }
      let bytes = Array(context.utf8)
      return Item(
        question: record.question, document: last?.document ?? Self.prepare(context, reader),
        answers: record.answers.map { String(decoding: bytes[$0], as: UTF8.self) },
        weight: weight(of: record),
        file: record.file)
    }
  }

  /// Files in which one question in five or more was answered in different words.
  private var filesWithSeveralAnswers: Set<Int> {
    var (questions, several) = ([Int: Int](), [Int: Int]())
    for record in source.allHeldOut {
      let bytes = Array(source.paragraphs[record.paragraph].utf8)
      questions[record.file, default: 0] += 1
      if Set(record.answers.map { bytes[$0] }).count > 1 { several[record.file, default: 0] += 1 }
    }
    return Set(questions.keys.filter { 5 * several[$0, default: 0] >= questions[$0, default: 0] })
  }

  private func name(ofFile file: Int) -> String {
    String(source.reports[file].file.split(separator: "/").last ?? "")
  }

  private func isTypical(file: Int) -> Bool {
    let name = name(ofFile: file)
    return typical.isEmpty || typical.contains { $0.matches(name) }
  }

  /// Files that training takes little of say little of what the reader is for.
  private func weight(of record: QuestionRecord) -> Double { min(1, source.reports[record.file].weight) }

  /// Each question once more, changed so that its text does not answer it, where that can be done. That a
  /// text is on other matters is easily told, and says little of where to draw the line.
  private func unanswerable(_ reader: SpanReader) -> [Item] {
    let others = Set(source.paragraphs.indices).subtracting(source.heldOutParagraphs)
    let maker = NegativeMaker(TrainingParagraphs(source.paragraphs, heldOut: others))
    return source.allHeldOut.enumerated().compactMap { place, record in
      guard !record.answers.isEmpty else { return nil }
      var random = CounterRandom(seed: seed, stream: 0x6361_6C00_0000_0000 ^ UInt64(place))
      return maker.changed(record, &random).map {
        Item(
          question: $0.question, document: Self.prepare($0.text, reader), answers: [],
          weight: weight(of: record),
          file: record.file, isMade: true)
      }
    }
  }

  private static func prepare(_ text: String, _ reader: SpanReader) -> ReadableDocument {
    let document = Document(text: text)
    return reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
  }
}

extension BinaryFloatingPoint {
  /// Three decimals.
  fileprivate var short: String { "\((Double(self) * 1000).rounded() / 1000)" }
}
