/// Documents with their summary as one page: the chosen sentences stand out in their text, every sentence shows its
/// salience, and inside chosen ones every word its share of attention.
///
/// The page is one file without scripts, fonts or links to elsewhere; its colours follow the reader's preference for light
/// or dark, and what colour says stands in words too, in tooltips and in a table.
public struct SummaryPage: Sendable {
  /// A document of the page.
  public struct Part: Sendable {
    /// The document.
    public var document: Document
    /// Its sentences, in order.
    public var sentences: [Sentence]
    /// Scores of all of them.
    public var scores: [SentenceScore]

    /// Creates a part; `scores` are those of `sentences`.
    public init(document: Document, sentences: [Sentence], scores: [SentenceScore]) {
      (self.document, self.sentences, self.scores) = (document, sentences, scores)
    }
  }

  /// A chosen sentence, and the part that it stands in.
  struct Chosen: Sendable {
    var part: Int
    var sentence: SummarySentence
  }

  let parts: [Part]
  /// In the order of the summary.
  let chosen: [Chosen]
  let warnings: [String]
  /// Pages of a PDF as pictures, to mark the chosen sentences on; see ``pagesWithSentences``.
  public var pictures: [PagePicture] = []
  private let model: ModelReport
  private let settings: SummarySettings

  /// A page about one document and its summary.
  public init(
    _ document: Document, sentences: [Sentence], summary: Summary, model: ModelReport,
    settings: SummarySettings
  ) {
    parts = [Part(document: document, sentences: sentences, scores: summary.scores)]
    chosen = summary.sentences.map { Chosen(part: 0, sentence: $0) }
    warnings = summary.warnings
    (self.model, self.settings) = (model, settings)
  }

  /// A page about many documents and the one summary of them.
  public init(
    _ documents: [(document: Document, sentences: [Sentence])], summary: MergedSummary, model: ModelReport,
    settings: SummarySettings
  ) {
    parts = zip(documents, summary.scores).map {
      Part(document: $0.document, sentences: $0.sentences, scores: $1)
    }
    chosen = summary.sentences.map { Chosen(part: $0.document, sentence: $0.sentence) }
    warnings = summary.warnings
    (self.model, self.settings) = (model, settings)
  }

  /// The page.
  public var html: String {
    let title = parts.count == 1 ? name(of: 0) : "\(parts.count) documents"
    let texts = parts.indices.map { PageText(self, part: $0).html }
    return """
      <!doctype html>
      <html lang="\((parts.first?.document.language ?? "en").markup)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="Peruse \(peruseVersion)">
      <title>Summary of \(title.markup)</title>
      <style>
      \(SummaryPageStyle.css)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title.markup)</h1>
      <p class="meta">\(description)</p>
      </header>
      <main>
      \(summarySection)
      \(pictureSection)
      \(legend)
      \(texts.joined(separator: "\n"))
      </main>
      <footer><p>\(provenance)</p></footer>
      </body>
      </html>

      """
  }

  /// Title of a document, or its path.
  func name(of part: Int) -> String {
    let document = parts[part].document
    return document.title ?? (document.source.path == "-" ? "standard input" : document.source.path)
  }

  private var description: String {
    let words = parts.reduce(0) { $0 + WordCount.words(in: $1.document.text) }
    let chosenWords = chosen.reduce(0) { $0 + WordCount.words(in: $1.sentence.text) }
    let sentences = parts.reduce(0) { $0 + $1.sentences.count }
    var text = "\(chosen.count) of \(sentences) sentences, \(chosenWords) of \(words) words"
    if let query = settings.query { text += ", about “\(query.markup)”" }
    return text
  }

  private var provenance: String {
    var parts = ["Method \(settings.method.rawValue)", "model \(model.name) \(model.version)"]
    if let sha256 = model.sha256 { parts.append("SHA-256 \(sha256)") }
    parts.append("Peruse \(settings.peruse)")
    return parts.joined(separator: " · ").markup
  }

  private var summarySection: String {
    let items = chosen.map { choice in
      let source = parts.count > 1 ? " <cite>\(name(of: choice.part).markup)</cite>" : ""
      let number = choice.sentence.index + 1
      return """
        <li>\(choice.sentence.text.oneLine.markup) <a href="#\(Self.anchor(choice.part, choice.sentence.index))" \
        aria-label="to sentence \(number) in the text">\(number)</a>\(source)</li>
        """
    }
    let notes = warnings.map { "<p class=\"note\">\($0.markup)</p>" }
    return """
      <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <ol class="summary">
      \(items.joined(separator: "\n"))
      </ol>
      \(notes.joined(separator: "\n"))
      </section>
      """
  }

  private var legend: String {
    let weighsWords = chosen.contains { !$0.sentence.words.isEmpty }
    return """
      <p class="legend"><span><mark class="k">chosen sentence</mark></span>
      <span><span class="s" style="--s:.15">less</span> … <span class="s" style="--s:1">more salient</span></span>
      \(weighsWords ? "<span><mark class=\"k\"><span class=\"w\" style=\"--w:1\">much attended word</span></mark></span>" : "")
      <span><span class="x">cannot be chosen</span></span></p>
      """
  }

  /// Where a sentence stands on the page.
  static func anchor(_ part: Int, _ sentence: Int) -> String { "d\(part + 1)s\(sentence + 1)" }
}

extension StringProtocol {
  /// With the characters that HTML gives a meaning to written as references.
  var markup: String {
    var result = ""
    for character in unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Control characters are not allowed in HTML.
      case "\0"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// White space as single spaces.
  var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
