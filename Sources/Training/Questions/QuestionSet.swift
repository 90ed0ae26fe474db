import Evaluation
import Platform
import Tensors

/// All questions of a run: those to train on, and those kept apart by paragraph. Repetitions are left out;
/// records that cannot be used are named and counted.
struct QuestionSet: Sendable {
  /// Texts that questions are asked about.
  private(set) var paragraphs: [String] = []
  /// Questions to train on, file by file.
  private(set) var records: [QuestionRecord] = []
  /// Each file's records, with its weight.
  private(set) var groups: [DataOrder.Group] = []
  /// What was found, file by file: training data first.
  private(set) var reports: [DataReport] = []
  /// Questions to measure on.
  private(set) var heldOut: [QuestionRecord] = []
  /// Questions without an answer that people wrote for paragraphs that are held out.
  private(set) var heldOutUnanswerable: [QuestionRecord] = []
  /// All questions that are kept apart, of which `heldOut` are some.
  private(set) var allHeldOut: [QuestionRecord] = []

  private var places: [String: Int] = [:]
  private var known: Set<Key> = []
  /// Paragraphs that are kept apart for measuring.
  private(set) var heldOutParagraphs: Set<Int> = []

  private struct Key: Hashable {
    var paragraph: Int
    var question: String
  }

  /// Reads all files.
  ///
  /// - Parameters:
  ///   - keepsUnanswerable: whether questions without an answer are trained on.
  ///   - refusal: why a question cannot be read, if it cannot.
  init(
    _ configuration: TrainingConfiguration, keepsUnanswerable: Bool, refusal: (String) -> String?
  ) throws(TrainingError) {
    var measured: [DataReport] = []
    for (place, entry) in configuration.heldOut.enumerated() {
      var report = try DataReport(entry)
      for record in try read(
        entry.file, place: configuration.data.count + place, keepsUnanswerable: false, refusal, &report)
      {
        heldOutParagraphs.insert(record.paragraph)
        heldOut.append(record)
        report.heldOut += 1
      }
      measured.append(report)
    }
    let share = configuration.heldOut.isEmpty ? configuration.heldOutShare : 0
    var chosen: Set<Int> = []
    for (place, entry) in configuration.data.enumerated() {
      var report = try DataReport(entry)
      let first = records.count
      let found = try read(entry.file, place: place, keepsUnanswerable: keepsUnanswerable, refusal, &report)
      for record in found {
        if configuration.heldOut.isEmpty, isHeldOut(record.paragraph, share, configuration.seed) {
          // Abstention is not measured, since the reader always answers there; it is fitted, though.
          guard !record.answers.isEmpty else {
            chosen.insert(record.paragraph)
            heldOutUnanswerable.append(record)
            continue
          }
          chosen.insert(record.paragraph)
          heldOut.append(record)
          report.heldOut += 1
        } else if heldOutParagraphs.contains(record.paragraph) {
          report.repeated += 1
        } else {
          records.append(record)
          report.used += 1
        }
      }
      groups.append(DataOrder.Group(records: first..<records.count, weight: entry.weight))
      reports.append(report)
    }
    heldOutParagraphs.formUnion(chosen)
    reports += measured
    allHeldOut = heldOut
    limit(configuration.heldOutLimit, configuration.seed)
  }

  /// Adds to the answers of files whose names fit `patterns` the occurrence that fits the question best.
  mutating func addOccurrences(patterns: [Glob]) {
    var occurrences = AnswerOccurrences()
    for (place, report) in reports.prefix(groups.count).enumerated()
    where patterns.contains(where: { $0.matches(String(report.file.split(separator: "/").last ?? "")) }) {
      for index in groups[place].records where records[index].answers.count == 1 {
        let record = records[index]
        let best = occurrences.best(
          of: record.answers[0], for: record.question, in: paragraphs[record.paragraph])
        if best != record.answers[0] { records[index].answers.append(best) }
      }
    }
  }

  private mutating func read(
    _ path: String, place: Int, keepsUnanswerable: Bool, _ refusal: (String) -> String?,
    _ report: inout DataReport
  ) throws(TrainingError) -> [QuestionRecord] {
    var found: [QuestionRecord] = []
    for item in try QuestionFile.items(at: path) {
      report.records += 1
      switch item {
      case .bad(let id, let reason): report.skipped.append(.init(id: id, reason: reason))
      case .question(let question, let context):
        var answers: [Range<Int>] = []
        var bad: [String] = []
        for answer in question.isImpossible == true ? [] : question.answers {
          switch AnswerPlace.range(of: answer, in: context) {
          case .success(let range): if !answers.contains(range) { answers.append(range) }
          case .failure(let error): bad.append(error.reason)
          }
        }
        if let reason = refusal(question.question) ?? (answers.isEmpty ? bad.first : nil) {
          report.skipped.append(.init(id: question.id, reason: reason))
          continue
        }
        for reason in bad { report.skipped.append(.init(id: question.id, reason: reason, isPart: true)) }
        guard !answers.isEmpty || keepsUnanswerable else {
          report.skipped.append(.init(id: question.id, reason: "it has no answer"))
          continue
        }
        let paragraph = paragraph(context)
        guard known.insert(Key(paragraph: paragraph, question: question.question)).inserted else {
          report.repeated += 1
          continue
        }
        found.append(
          QuestionRecord(
            file: place, id: question.id, paragraph: paragraph, question: question.question, answers: answers)
        )
      }
    }
    return found
  }

  private mutating func paragraph(_ context: String) -> Int {
    if let place = places[context] { return place }
    places[context] = paragraphs.count
    paragraphs.append(context)
    return paragraphs.count - 1
  }

  /// Decided by the paragraph's text and the seed alone, so that it does not depend on the files beside it.
  private func isHeldOut(_ paragraph: Int, _ share: Double, _ seed: Int) -> Bool {
    guard share > 0 else { return false }
    let key = paragraphs[paragraph].utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Double(CounterRandom.block(seed: UInt64(seed), stream: key, index: 0).x) < share * 0x1p32
  }

  private mutating func limit(_ count: Int, _ seed: Int) {
    guard count > 0, heldOut.count > count else { return }
    var random = CounterRandom(seed: UInt64(seed), stream: 0x6865_6C64)
    DataOrder.shuffle(&heldOut, &random)
    heldOut.removeLast(heldOut.count - count)
    // Questions on one paragraph together: it is cut into pieces once.
    heldOut.sort { ($0.paragraph, $0.id) < ($1.paragraph, $1.id) }
  }
}
