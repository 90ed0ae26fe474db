import HierarchicalModels
import Ingestion
import SpanExtraction
import Tokenization

/// A question with one window of its text, and where answers stand in it.
public struct ReaderExample: Sendable {
  /// `[CLS] question [SEP] window [SEP]`, with the model's own special pieces.
  package var input: EncoderInput
  /// Places of the window's pieces in the input.
  package var text: Range<Int>
  /// Places of the question's pieces.
  package var question: Range<Int>
  /// Places of each sentence's pieces, as far as they stand in the window.
  package var sentences: [Range<Int>]
  /// First and last place of each gold answer; the first place twice where there is none.
  package var spans: [ClosedRange<Int>]
  /// The record that it comes from.
  package var record: Int

  package init(
    input: EncoderInput, text: Range<Int>, question: Range<Int> = 1..<1,
    sentences: [Range<Int>] = [], spans: [ClosedRange<Int>], record: Int
  ) {
    (self.input, self.text, self.question) = (input, text, question)
    (self.sentences, self.spans, self.record) = (sentences, spans, record)
  }
}

/// Cuts questions and texts as the reader cuts them when it answers.
struct ReaderExampleMaker: Sendable {
  private let tokenizer: any ReadingTokenizer
  private let settings: any ExampleSettings
  private let splitter = SentenceSplitter()
  /// What stands before the question, between question and text, and after the text.
  private let opening, between, closing: [Int32]

  /// For a transformer: `[CLS] question [SEP] window [SEP]`, or `<s> question </s></s> window </s>`.
  init(_ tokenizer: WordPieceTokenizer, _ settings: any ExampleSettings) {
    (self.tokenizer, self.settings) = (tokenizer, settings)
    (opening, between) = ([tokenizer.classificationID], tokenizer.betweenIDs)
    closing = [tokenizer.separatorID]
  }

  /// For a recurrent reader: question, window.
  init(words: WordVocabulary, _ settings: any ExampleSettings) {
    (tokenizer, self.settings) = (words, settings)
    (opening, between, closing) = ([], [], [])
  }

  private var trainsNull: Bool { settings.unanswerable == .classification }
  private var specialTokens: Int { opening.count + between.count + closing.count }

  private func units(of question: String) -> [Int32] {
    var text = question
    return text.withUTF8 { tokenizer.units(utf8: $0, base: 0).ids }
  }

  /// Why the reader could not read the question; nil where it can.
  func refusal(_ question: String) -> String? {
    let count = units(of: question).count
    if count == 0 { return "the question has no words" }
    // As when answering: a quarter of the window stays for the text.
    let limit = settings.window - settings.window / 4 - specialTokens
    return count > limit ? "the question has \(count) word pieces, and the window has room for \(limit)" : nil
  }

  /// One example for each window in which an answer stands whole; for all windows where a null answer is
  /// trained.
  func examples(of record: QuestionRecord, number: Int, in context: String) -> [ReaderExample] {
    let document = Document(text: context)
    let readable = ReadableDocument(
      document, sentences: splitter.sentences(in: document), tokenizer: tokenizer)
    let prefix = opening + units(of: record.question) + between
    let capacity = settings.window - prefix.count - closing.count
    let wanted = settings.answers == .first ? Array(record.answers.prefix(1)) : record.answers
    let answers = wanted.compactMap { pieces(of: $0, in: readable) }
    let plan = WindowPlan(capacity: capacity, overlap: min(settings.overlap, capacity / 2))
    return plan.windows(over: readable.ids.count, boundaries: readable.boundaries).compactMap { window in
      let shift = prefix.count - window.pieces.lowerBound
      var spans: [ClosedRange<Int>] = []
      for answer in answers
      where window.pieces.contains(answer.lowerBound) && window.pieces.contains(answer.upperBound) {
        let span = answer.lowerBound + shift...answer.upperBound + shift
        if !spans.contains(span) { spans.append(span) }
      }
      if spans.isEmpty, trainsNull { spans = [0...0] }
      guard !spans.isEmpty else { return nil }
      let ids = prefix + readable.ids[window.pieces] + closing
      var types = [UInt8](repeating: 1, count: ids.count)
      for index in prefix.indices { types[index] = 0 }
      return ReaderExample(
        input: EncoderInput(ids: ids, types: types), text: prefix.count..<prefix.count + window.pieces.count,
        question: opening.count..<prefix.count - between.count,
        sentences: readable.sentencePlaces(in: window.pieces, shift: shift),
        spans: spans, record: number)
    }
  }

  /// Pieces that an answer's bytes touch.
  private func pieces(of range: Range<Int>, in document: ReadableDocument) -> ClosedRange<Int>? {
    guard let first = document.offsets.firstIndex(where: { $0.upperBound > range.lowerBound }),
      let last = document.offsets.lastIndex(where: { $0.lowerBound < range.upperBound }), first <= last
    else { return nil }
    return first...last
  }
}
