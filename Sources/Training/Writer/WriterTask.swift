import Evaluation
import Foundation
import Generation
import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

/// Trains a writer: questions of reading data turned round, so that a sentence and an answer in it give the
/// question. Starts from a folder with word vectors, or from such a writer.
public final class WriterTask: TrainingTask, @unchecked Sendable {
  /// A sentence with its answer, and the question.
  public struct Example: Sendable {
    var record: Int
    var source: [WriterBatch.Word]
    /// Places in the vocabulary.
    var target: [Int]
  }

  /// `writer`.
  public static let name = "writer"
  /// What is trained.
  public static let about =
    "a writer: questions about a sentence and an answer in it, from SQuAD JSON or JSON lines turned round"
  /// What each setting means.
  public static let help = WriterSettings.help
  /// The default settings.
  public static let defaults = WriterSettings()
  /// Corpus BLEU-4 of held-out questions, one reference, in small letters, in percent.
  public static let measures = ["bleu4"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// The weights that training starts from.
  public let start: FileRecord?
  /// What was found in the files.
  public var data: [DataReport] { questions.reports }
  /// Questions to train on, file by file.
  public var groups: [DataOrder.Group] { questions.groups }

  private let configuration: TrainingConfiguration
  private let settings: WriterSettings
  private let vectors: StartVectors
  private let model: WriterModel<Float>
  private let vocabulary: WordVocabulary
  private let questions: QuestionSet
  private let splitter = SentenceSplitter()

  /// Reads the vectors to start from, and the questions.
  ///
  /// - Throws: ``TrainingError``, `ModelError` or `TokenizationError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: WriterSettings) throws {
    try settings.check()
    self.configuration = configuration
    self.settings = settings
    vectors = try StartVectors(configuration, tensor: WriterModel<Float>.wordsName)
    vocabulary = vectors.vocabulary
    let extents =
      vectors.isModel
      ? try WriterConfiguration(readingFrom: vectors.folder.configurationPath)
      : settings.extents(vocabulary: vocabulary.count, width: vectors.width)
    if let fault = extents.fault { throw TrainingError(.setting, Self.name, fault) }
    guard settings.sampling == 0 || extents.decoder == .recurrent else {
      throw TrainingError(
        .setting, "\(Self.name).sampling", "the model that training starts from reads all words at once")
    }
    questions = try QuestionSet(configuration, keepsUnanswerable: false) { _ in nil }
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = WriterModel(extents, dropout: settings.dropout, in: parameters)
    let words = model.words
    words.isFrozen = settings.keepsVectors
    start = try vectors.load(parameters, words: words)
    if !vectors.isModel { model.shareVectors() }
  }

  /// The sentences that the first answer stands in.
  private func stretch(_ record: QuestionRecord) -> (text: String, range: Range<Int>, answer: Range<Int>)? {
    guard let answer = record.answers.first else { return nil }
    let text = questions.paragraphs[record.paragraph]
    let around = splitter.sentences(in: text).map(\.range).filter { $0.overlaps(answer) }
    guard let first = around.first, let last = around.last else { return nil }
    return (text, first.lowerBound..<last.upperBound, answer)
  }

  /// The question with its sentence; nothing where the question is longer than what is written.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    let record = (place: record, questions.records[record])
    guard let found = stretch(record.1) else { return [] }
    let source = Array(found.text.utf8).withUnsafeBufferPointer {
      WriterText(
        utf8: $0, range: found.range, answer: found.answer, vocabulary: vocabulary,
        limit: model.configuration.source_words)
    }
    let target = Array(record.1.question.utf8).withUnsafeBufferPointer {
      vocabulary.words(utf8: $0, base: 0).ids.map(WordVocabulary.index)
    }
    guard source.words.contains(where: { $0.tag > 0 }), !target.isEmpty,
      target.count <= model.configuration.target_words
    else { return [] }
    return [Example(record: record.place, source: source.words, target: target)]
  }

  /// Words of the sentence and of the question.
  public func length(of example: Example) -> Int { example.source.count + example.target.count }

  /// `file: id`.
  public func name(of example: Example) -> String {
    let record = questions.records[example.record]
    return "\(questions.reports[record.file].file): \(record.id)"
  }

  /// The mean over the words of the questions.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    model.loss(
      WriterBatch(
        examples.map(\.source), targets: examples.map(\.target), configuration: model.configuration),
      on: tape, sampling: settings.sampling, labelSmoothing: Float(configuration.labelSmoothing),
      coverageWeight: Float(settings.coverageWeight))
  }

  /// Writes the held-out questions as users will have them written.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !questions.heldOut.isEmpty else { return nil }
    let writer = try SequenceWriter(modelAt: folder, workers: configuration.workers)
    var search = writer.search
    search.beam = settings.beam
    var bleu = CorpusBleu()
    // Paragraph by paragraph: requests share their text.
    var rest = questions.heldOut[...]
    while let first = rest.first {
      if isCancelled() { return nil }
      let part = rest.prefix { $0.paragraph == first.paragraph }
      rest = rest.dropFirst(part.count)
      let found = part.compactMap { record in stretch(record).map { (record, $0) } }
      let requests = found.map { SequenceWriter.Request(range: $0.1.range, answer: $0.1.answer) }
      let written = writer.write(
        about: requests, in: questions.paragraphs[first.paragraph], search: search)
      for ((record, _), sequences) in zip(found, written) {
        bleu.add(sequences.first?.words.map(\.lowered) ?? [], reference: writer.lowered(record.question))
      }
    }
    return [100 * bleu.value]
  }

  /// Writes a folder that `SequenceWriter` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try vectors.write(
      weights, to: target, model.configuration, name: settings.model, kind: "Writer of questions",
      about: origin)
  }
}
