import Tensors

/// The questions of a run as examples for a reader, those made unanswerable among them; and those to measure on.
package struct ReaderQuestions: Sendable {
  let set: QuestionSet
  private let maker: ReaderExampleMaker
  private let negatives: NegativeMaker?
  private let share: Double
  private let seed: UInt64

  /// Reads the data.
  init(
    _ configuration: TrainingConfiguration, _ settings: any ExampleSettings, _ maker: ReaderExampleMaker
  ) throws(TrainingError) {
    var set = try QuestionSet(
      configuration, keepsUnanswerable: settings.unanswerable == "classification", refusal: maker.refusal)
    set.addOccurrences(patterns: settings.firstOccurrence.map { NamePattern($0) })
    self.set = set
    self.maker = maker
    share = settings.negatives
    seed = UInt64(configuration.seed)
    negatives = share > 0 ? NegativeMaker(paragraphs: set.paragraphs, apart: set.apart) : nil
  }

  /// Questions to measure on.
  package var heldOut: HeldOutQuestions { HeldOutQuestions(set, seed: seed) }

  /// Windows of one question in which an answer stands; and, of some, of the question made unanswerable.
  func examples(of record: Int, epoch: Int) -> [ReaderExample] {
    var question = set.records[record]
    let examples = maker.examples(of: question, number: record, in: set.paragraphs[question.paragraph])
    var random = CounterRandom(
      seed: seed, stream: 0x6E65_6700_0000_0000 ^ UInt64(epoch) << 32 ^ UInt64(record))
    guard let negatives, !question.answers.isEmpty, Double(random.uniform()) < share,
      let changed = negatives.negative(of: question, &random)
    else { return examples }
    question.question = changed.question
    question.answers = []
    guard maker.refusal(changed.question) == nil else { return examples }
    return examples + maker.examples(of: question, number: record, in: changed.text)
  }

  /// `file: id` of a record.
  func name(of record: Int) -> String {
    "\(set.reports[set.records[record].file].file): \(set.records[record].id)"
  }
}
