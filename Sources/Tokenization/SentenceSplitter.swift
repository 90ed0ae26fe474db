import Ingestion

/// Splits text into sentences: ICU's sentence rules (Unicode Standard Annex 29), corrected where they cannot
/// know better, see `Sources/Tokenization/README.md`.
///
/// A sentence reaches over the quotation marks and brackets that close after its full stop, and over
/// citations such as `[12]` that stand there. The same text always gives the same sentences, in linear time.
public struct SentenceSplitter: Sendable {
  /// Abbreviations that don't end a sentence by their full stop alone.
  public var abbreviations: AbbreviationList
  /// What a line break means.
  public var newlines: NewlinePolicy
  /// Each line that is not blank is one sentence, and nothing else is looked at.
  public var presegmented: Bool

  /// The language of all texts as a BCP 47 tag; `nil` where each text tells its own, by declaration or by its
  /// words.
  public var language: String?

  /// Creates a splitter.
  public init(
    abbreviations: AbbreviationList = .english, newlines: NewlinePolicy = .auto, presegmented: Bool = false,
    language: String? = nil
  ) {
    self.language = language
    self.abbreviations = abbreviations
    self.newlines = newlines
    self.presegmented = presegmented
  }

  /// The sentences of `text` in order; white space between them belongs to none.
  public func sentences(in text: String) -> [Sentence] {
    var text = text
    return text.withUTF8 { bytes in
      let text = ByteText(bytes)
      let layout = LineLayout(text)
      let language = rules(for: language ?? LanguageDetector.detect(bytes, isForRules: true))
      return ranges(in: text, range: 0..<text.count, newlines: newlines, layout: layout, language: language)
        .map { Sentence(range: $0) }
    }
  }

  /// The sentences of `document` in order. No sentence crosses the edge of a block, and each names its block.
  ///
  /// - Returns: Ranges of UTF-8 offsets in ``Document/text``.
  public func sentences(in document: Document) -> [Sentence] {
    var whole = document.text
    return whole.withUTF8 { bytes in
      let text = ByteText(bytes)
      let layout = LineLayout(text)
      let language = rules(
        for: language ?? document.language ?? LanguageDetector.detect(bytes, isForRules: true))
      var sentences: [Sentence] = []
      for (index, block) in document.blocks.enumerated() {
        // A line of verse seldom ends a sentence.
        let policy = block.kind == .verse && newlines == .auto ? NewlinePolicy.paragraph : newlines
        for range in ranges(
          in: text, range: block.textRange, newlines: policy, layout: layout, language: language)
        {
          sentences.append(Sentence(range: range, block: index))
        }
      }
      return sentences
    }
  }

  /// The rules of a language, with the abbreviations that the caller has added; `nil` where English's are
  /// used.
  private func rules(for tag: String?) -> SentenceLanguage? {
    guard var language = SentenceLanguage.of(tag) else { return nil }
    language.abbreviations = language.abbreviations.adding(abbreviations, without: .english)
    return language
  }

  /// The sentences inside `range`.
  private func ranges(
    in text: ByteText, range: Range<Int>, newlines: NewlinePolicy, layout: LineLayout,
    language: SentenceLanguage?
  ) -> [Range<Int>] {
    if presegmented { return LongSentences.cut(lines(in: text, range: range), in: text) }
    var sentences: [Range<Int>] = []
    let slice = UnsafeBufferPointer(rebasing: text.bytes[range])
    layout.withBreaks(
      of: ByteText(slice), policy: newlines, abbreviations: language?.abbreviations ?? abbreviations
    ) { marked in
      BreakIterator.borrow(.sentence) { iterator in
        for window in TextWindows(marked) {
          let part = ByteText(UnsafeBufferPointer(rebasing: marked[window]))
          var scanner = SentenceScanner(
            text: part, abbreviations: abbreviations, isUncased: layout.isUncased, language: language)
          scanner.scan(with: iterator)
          let base = range.lowerBound + window.lowerBound
          for sentence in scanner.sentences {
            sentences.append(base + sentence.lowerBound..<base + sentence.upperBound)
          }
        }
      }
    }
    return LongSentences.cut(sentences, in: text)
  }

  private func lines(in text: ByteText, range: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where text[index] == UInt8(ascii: "\n") || text[index] == UInt8(ascii: "\r") {
      let line = text.trimmed(start..<index)
      if !line.isEmpty { lines.append(line) }
      start = index + 1
    }
    let line = text.trimmed(start..<range.upperBound)
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
