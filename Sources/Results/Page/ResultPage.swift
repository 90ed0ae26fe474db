import Ingestion
import Platform
import Tokenization

/// A result as one page: what was chosen, and the documents with it marked; sentences show their salience
/// where they were scored, and chosen ones each word's share of attention.
///
/// The page is one file without scripts, fonts or links to elsewhere; its colours follow the reader's
/// preference for light or dark, and what colour says stands in words too, in tooltips and in a table.
public struct ResultPage: Sendable {
  let result: TaskResult

  /// A page about `result`.
  public init(_ result: TaskResult) { self.result = result }

  /// The page.
  public var html: String {
    let title = result.parts.count == 1 ? result.parts[0].name : "\(result.parts.count) documents"
    let texts = result.parts.indices.map { PageText(self, part: $0).html }
    let language = result.parts.first?.document?.language ?? "en"
    return """
      \(PageStyle.head(title: heading + title.onOneLine.escapedForMarkup, language: language, pictures: true))
      <body>
      <header>
      <h1>\(title.onOneLine.escapedForMarkup)</h1>
      <p class="meta">\(description)</p>
      </header>
      <main>
      \(chosenSection)
      \(Self.pictureSection(result))
      \(explanationSection)
      \(legend)
      \(texts.joined(separator: "\n"))
      </main>
      <footer><p>\(provenance)</p></footer>
      </body>
      </html>

      """
  }

  private var heading: String {
    switch result.kind {
    case .summary: "Summary of "
    case .answers: "Answers from "
    case .inspection: ""
    case .classification: "Labels of "
    case .passages: "Passages: "
    case .questions: "Questions about "
    }
  }

  private var description: String {
    let words = result.parts.reduce(0) { $0 + ($1.facts?.words ?? 0) }
    guard result.kind == .summary else {
      let paths = result.parts.map { $0.path == "-" ? "standard input" : $0.path.inOneColumn }
      return "\(paths.joined(separator: ", ").escapedForMarkup) · \(words) words"
    }
    let chosenWords = result.passages.reduce(0) { $0 + WordCount.words(in: $1.text) }
    let sentences = result.parts.reduce(0) { $0 + $1.sentences.count }
    var text = "\(result.passages.count) of \(sentences) sentences, \(chosenWords) of \(words) words"
    if let query = result.question { text += ", about “\(query.onOneLine.escapedForMarkup)”" }
    return text
  }

  private var provenance: String {
    var parts: [String] = []
    if let method = result.method { parts.append("Method \(method)") }
    if let model = result.model {
      parts.append("model \(model.name) \(model.version)")
      if let sha256 = model.sha256 { parts.append("SHA-256 \(sha256)") }
    }
    parts.append("Peruse \(peruseVersion)")
    for part in result.parts where part.facts != nil {
      parts.append("\(part.path.inOneColumn) SHA-256 \(part.facts?.sha256 ?? "")")
    }
    return parts.joined(separator: " · ").escapedForMarkup
  }

  private var chosenSection: String {
    guard result.kind != .inspection else { return "" }
    let notes = (result.warnings + [result.remark].compactMap(\.self)).map {
      "<p class=\"note\">\($0.escapedForMarkup)</p>"
    }
    let keywords =
      result.keywords.isEmpty
      ? "" : "<p class=\"note\">Key phrases: \(result.keywords.joined(separator: ", ").escapedForMarkup)</p>"
    let title =
      switch result.kind {
      case .summary: "Summary"
      case .classification: "Labels"
      case .questions: "Questions"
      default: (result.question ?? "").onOneLine
      }
    return """
      <section aria-labelledby="chosen">
      <h2 id="chosen">\(title.escapedForMarkup)</h2>
      <ol class="chosen">
      \(result.passages.enumerated().map { item($1, number: $0) }.joined(separator: "\n"))
      </ol>
      \(keywords)
      \(notes.joined(separator: "\n"))
      </section>
      """
  }

  private func item(_ passage: TaskResult.Passage, number: Int) -> String {
    let part = result.parts[passage.part]
    let source = result.parts.count > 1 ? " <cite>\(part.name.onOneLine.escapedForMarkup)</cite>" : ""
    let text = passage.text.onOneLine.escapedForMarkup
    let place = passage.place.map { " <cite>\(PlaceText.words($0).escapedForMarkup)</cite>" } ?? ""
    guard result.kind == .summary else {
      let quoted = passage.context ?? passage.evidence
      let evidence = quoted.map { "<q>\($0.onOneLine.escapedForMarkup)</q>" } ?? ""
      let asked = passage.question.map { "<strong>\($0.onOneLine.escapedForMarkup)</strong><br>" } ?? ""
      let hasProbability = result.kind == .answers || result.kind == .questions
      let probability = hasProbability ? " (\(TextForm.percent(passage.score)))" : ""
      return
        "<li>\(asked)<a href=\"#p\(number + 1)\">\(text)</a>\(probability)\(source)\(evidence)\(place)</li>"
    }
    let sentence = (passage.sentence ?? 0) + 1
    let why = passage.reasons.map {
      "<br><small>\($0.joined(separator: "; ").escapedForMarkup)</small>"
    }
    return """
      <li>\(text) <a class="n" href="#\(Self.anchor(passage.part, passage.sentence ?? 0))" \
      aria-label="to sentence \(sentence) in the text">\(sentence)</a>\(source)\(place)\(why ?? "")</li>
      """
  }

  private var explanationSection: String {
    let evidence = result.evidence.enumerated().map {
      EvidenceDrawing(report: $0.element, anchor: "evidence-\($0.offset + 1)").html
    }
    return ([result.explanation.map { ExplanationDrawing($0).html }].compactMap(\.self) + evidence)
      .joined(separator: "\n")
  }

  private var legend: String {
    guard result.kind == .summary else { return "" }
    let weighsWords = result.passages.contains { !$0.words.isEmpty }
    return """
      <p class="legend"><span><mark class="k">chosen sentence</mark></span>
      <span><span class="s s2">less</span> … <span class="s s10">more salient</span></span>
      \(weighsWords ? "<span><mark class=\"k\"><span class=\"w w10\">much attended word</span></mark></span>" : "")
      <span><span class="x">cannot be chosen</span></span></p>
      """
  }

  /// Where a sentence stands on the page.
  static func anchor(_ part: Int, _ sentence: Int) -> String { "d\(part + 1)s\(sentence + 1)" }
}

/// The page as a form.
struct PageForm: ResultRenderer {
  func render(_ result: TaskResult, _ options: RenderOptions) -> String { ResultPage(result).html }
}
