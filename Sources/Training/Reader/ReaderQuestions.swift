import Platform
import Tensors

/// The questions of a run as examples for a reader, those made unanswerable among them; and those to measure
/// on.
package struct ReaderQuestions: Sendable {
  let set: QuestionSet
  private let maker: ReaderExampleMaker
  private let negatives: NegativeMaker?
  private let distractors: DistractorMaker?
  private let settings: any ExampleSettings
  private let seed: UInt64

  /// Reads the data.
  init(
    _ configuration: TrainingConfiguration, _ settings: any ExampleSettings, of task: String,
    _ maker: ReaderExampleMaker
  ) throws(TrainingError) {
    let files = (configuration.data + configuration.heldOut).map(\.file)
    try settings.checkPatterns(task, files: files)
    var set = try QuestionSet(
      configuration, keepsUnanswerable: settings.unanswerable == .classification, refusal: maker.refusal)
    set.addOccurrences(patterns: settings.firstOccurrence.map { Glob(names: $0) })
    self.set = set
    self.maker = maker
    self.settings = settings
    seed = UInt64(configuration.seed)
    let paragraphs =
      settings.negatives > 0 || settings.distractors > 0
      ? TrainingParagraphs(set.paragraphs, heldOut: set.heldOutParagraphs) : nil
    negatives = settings.negatives > 0 ? paragraphs.map(NegativeMaker.init) : nil
    distractors =
      settings.distractors > 0 ? paragraphs.map { DistractorMaker($0, records: set.records) } : nil
  }

  /// Questions to measure on.
  package var heldOut: HeldOutQuestions {
    HeldOutQuestions(set, seed: seed, typical: settings.calibration.map { Glob(names: $0) })
  }

  /// Windows of one question in which an answer stands, some of them of the text with a distracting sentence,
  /// or of the question in other words; and, of some, of the question made unanswerable.
  func examples(of record: Int, epoch: Int) -> [ReaderExample] {
    var question = set.records[record]
    let examples = answerable(question, record, epoch)
    var random = random(record, epoch, stream: 0x6E65_6700_0000_0000)
    guard let negatives, !question.answers.isEmpty, Double(random.uniform()) < settings.negatives,
      let changed = negatives.negative(of: question, &random)
    else { return examples }
    question.question = reworded(changed.question, record, epoch, stream: 0x7265_6E00_0000_0000)
    question.answers = []
    guard maker.refusal(changed.question) == nil else { return examples }
    return examples + maker.examples(of: question, number: record, in: changed.text)
  }

  /// Some questions in other words, with an answer or without.
  private func reworded(_ question: String, _ record: Int, _ epoch: Int, stream: UInt64) -> String {
    guard settings.rewordings > 0 else { return question }
    var random = random(record, epoch, stream: stream)
    guard Double(random.uniform()) < settings.rewordings,
      let other = QuestionRewording.reworded(question, &random), maker.refusal(other) == nil
    else { return question }
    return other
  }

  private func answerable(_ question: QuestionRecord, _ record: Int, _ epoch: Int) -> [ReaderExample] {
    var question = question
    question.question = reworded(question.question, record, epoch, stream: 0x7265_7000_0000_0000)
    var random = random(record, epoch, stream: 0x6469_7300_0000_0000)
    guard let distractors, !question.answers.isEmpty, Double(random.uniform()) < settings.distractors,
      let changed = distractors.distracted(question, &random)
    else { return maker.examples(of: question, number: record, in: set.paragraphs[question.paragraph]) }
    question.answers = changed.answers
    return maker.examples(of: question, number: record, in: changed.text)
  }

  private func random(_ record: Int, _ epoch: Int, stream: UInt64) -> CounterRandom {
    CounterRandom(seed: seed, stream: stream ^ UInt64(epoch) << 32 ^ UInt64(record))
  }

  /// `file: id` of a record.
  func name(of record: Int) -> String {
    "\(set.reports[set.records[record].file].file): \(set.records[record].id)"
  }
}
