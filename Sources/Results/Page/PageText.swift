import Foundation
import Ingestion
import Summarization
import Tokenization

/// One document of a ``ResultPage``: its blocks, and in them its sentences and what was chosen.
struct PageText {
  private let result: TaskResult
  private let part: Int
  private let document: Document?
  private let sentences: [Sentence]
  private let scores: [SentenceScore]
  /// Chosen sentences by index, where whole sentences were chosen.
  private let chosen: [Int: TaskResult.Passage]
  /// Other passages, which may lie anywhere.
  private let marks: PassageMarks
  private let lowest, span: Double

  init(_ page: ResultPage, part: Int) {
    result = page.result
    self.part = part
    let own = page.result.parts[part]
    (document, scores) = (own.document, own.scores)
    sentences = own.sentences
    let passages = page.result.passages.enumerated().filter { $0.element.part == part }
    let isSummary = page.result.kind == .summary
    chosen =
      isSummary
      ? Dictionary(
        passages.compactMap { item in item.element.sentence.map { ($0, item.element) } },
        uniquingKeysWith: { first, _ in first }) : [:]
    marks = PassageMarks(
      isSummary ? [] : passages.compactMap { item in item.element.range.map { ($0, item.offset) } })
    let values = scores.compactMap(\.value)
    lowest = values.min() ?? 0
    span = max((values.max() ?? 0) - lowest, 1e-9)
  }

  /// The text, behind it what only describes the document, and a table of all scores.
  var html: String {
    guard let document else { return "" }
    let heading = result.parts.count > 1 ? result.parts[part].name.onOneLine : "Text"
    var byBlock: [Int: [Int]] = [:]
    var loose: [Int] = []
    for (index, sentence) in sentences.enumerated() {
      if let block = sentence.block, document.blocks.indices.contains(block) {
        byBlock[block, default: []].append(index)
      } else {
        loose.append(index)
      }
    }
    var blocks: [String] = []
    var about: [String] = []
    for (index, block) in document.blocks.enumerated() {
      let text = element(block, spans(byBlock[index] ?? [], in: block.textRange, document))
      if block.role == .metadata { about.append(text) } else { blocks.append(text) }
    }
    if !loose.isEmpty {
      blocks.append("<p>\(loose.map { sentence($0, document) }.joined(separator: " "))</p>")
    }
    let description =
      about.isEmpty
      ? ""
      : "<details><summary>About this document</summary>\n\(about.joined(separator: "\n"))\n</details>"
    return """
      <article aria-label="\(heading.escapedForMarkup)">
      <h2>\(heading.escapedForMarkup)</h2>
      \(blocks.joined(separator: "\n"))
      \(description)
      \(scores.isEmpty ? "" : table)
      </article>
      """
  }

  private func element(_ block: Block, _ content: String) -> String {
    switch block.kind {
    case .title, .heading: return "<h3>\(content)</h3>"
    case .paragraph: return block.role == .metadata ? "<p class=\"cell\">\(content)</p>" : "<p>\(content)</p>"
    case .listItem: return "<p class=\"item\">\(content)</p>"
    case .tableCell: return "<p class=\"cell\">\(content)</p>"
    case .caption: return "<p class=\"caption\">\(content)</p>"
    case .verse: return "<p class=\"verse\">\(content)</p>"
    case .preformatted: return "<pre>\(content)</pre>"
    }
  }

  /// A block's sentences, with what stands between them.
  private func spans(_ indices: [Int], in range: Range<Int>, _ document: Document) -> String {
    guard !indices.isEmpty else { return marked(range, document) }
    var html = ""
    var place = range.lowerBound
    for index in indices {
      let own = sentences[index].range
      if own.lowerBound > place { html += marked(place..<own.lowerBound, document) }
      html += sentence(index, document)
      place = max(place, own.upperBound)
    }
    if place < range.upperBound { html += marked(place..<range.upperBound, document) }
    return html
  }

  /// Text with the passages that lie in it.
  private func marked(_ range: Range<Int>, _ document: Document) -> String {
    marks.runs(in: range).map { run in
      let text = document.text(in: run.range).escapedForMarkup
      guard let passage = run.passage else { return text }
      return "<mark class=\"k\"\(run.isFirst ? " id=\"p\(passage + 1)\"" : "")>\(text)</mark>"
    }.joined()
  }

  private func sentence(_ index: Int, _ document: Document) -> String {
    let range = sentences[index].range
    let id = ResultPage.anchor(part, index)
    guard !scores.isEmpty else { return "<span id=\"\(id)\">\(marked(range, document))</span>" }
    let text = document.text(in: range)
    let score = scores.indices.contains(index) ? scores[index] : SentenceScore(value: nil)
    let about = "\(index + 1): \(words(for: score))".escapedForMarkup
    guard let value = score.value else {
      return "<span class=\"x\" id=\"\(id)\" title=\"\(about)\">\(text.escapedForMarkup)</span>"
    }
    let step = PageStyle.step("s", (value - lowest) / span)
    if let passage = chosen[index] {
      return
        "<mark class=\"k s \(step)\" id=\"\(id)\" title=\"\(about), chosen\">\(attended(text, passage))</mark>"
    }
    return "<span class=\"s \(step)\" id=\"\(id)\" title=\"\(about)\">\(text.escapedForMarkup)</span>"
  }

  /// The sentence with each word's share of attention.
  private func attended(_ text: String, _ passage: TaskResult.Passage) -> String {
    guard let most = passage.words.map(\.weight).max(), most > 0 else { return text.escapedForMarkup }
    let bytes = Array(text.utf8)
    var html = ""
    var place = 0
    for word in passage.words where word.range.lowerBound >= place && word.range.upperBound <= bytes.count {
      html += String(decoding: bytes[place..<word.range.lowerBound], as: UTF8.self).escapedForMarkup
      let inside = String(decoding: bytes[word.range], as: UTF8.self).escapedForMarkup
      let step = PageStyle.step("w", word.weight / most)
      html +=
        "<span class=\"w \(step)\" title=\"attention \(Self.two(100 * word.weight)) %\">\(inside)</span>"
      place = word.range.upperBound
    }
    return html + String(decoding: bytes[place...], as: UTF8.self).escapedForMarkup
  }

  private func words(for score: SentenceScore) -> String {
    if let exclusion = score.exclusion { return "cannot be chosen (\(exclusion.rawValue))" }
    guard let value = score.value else { return "not scored" }
    let parts = score.components.sorted { (abs($1.value), $0.key) < (abs($0.value), $1.key) }
      .map { "\($0.key) \(Self.two($0.value))" }
    return "score \(Self.two(value))" + (parts.isEmpty ? "" : " = " + parts.joined(separator: ", "))
  }

  private var table: String {
    let names = Set(scores.flatMap(\.components.keys)).sorted()
    let rows = scores.enumerated().map { index, score in
      let cells = names.map { name in
        "<td>\(score.components[name].map(Self.two) ?? "")</td>"
      }.joined()
      let isChosen = chosen[index] != nil
      return """
        <tr\(isChosen ? " class=\"k\"" : "")><th scope="row"><a href="#\(ResultPage.anchor(part, index))">\(index + 1)</a></th>\
        <td>\(score.value.map(Self.two) ?? (score.exclusion?.rawValue ?? "").escapedForMarkup)</td>\(cells)<td>\(isChosen ? "yes" : "")</td></tr>
        """
    }
    return """
      <details><summary>Scores of all \(scores.count) sentences</summary>
      <div class="scroll"><table>
      <thead><tr><th scope="col">sentence</th><th scope="col">score</th>\
      \(names.map { "<th scope=\"col\">\($0.escapedForMarkup)</th>" }.joined())<th scope="col">chosen</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div></details>
      """
  }

  static func two(_ value: Double) -> String { String(format: "%.2f", value) }
}

/// Where chosen passages lie in a text.
struct PassageMarks {
  /// A stretch that belongs to one passage or to none.
  struct Run {
    var range: Range<Int>
    var passage: Int?
    /// Whether the passage begins here.
    var isFirst: Bool
  }

  /// Without overlaps, in text order.
  private let marks: [(range: Range<Int>, passage: Int)]

  init(_ passages: [(range: Range<Int>, passage: Int)]) {
    var end = 0
    var marks: [(Range<Int>, Int)] = []
    for (range, passage) in passages.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where range.lowerBound >= end && !range.isEmpty {
      marks.append((range, passage))
      end = range.upperBound
    }
    self.marks = marks
  }

  /// The runs that make up `range`.
  func runs(in range: Range<Int>) -> [Run] {
    var runs: [Run] = []
    var position = range.lowerBound
    for mark in marks where mark.range.overlaps(range) {
      let part = mark.range.clamped(to: range)
      if part.lowerBound > position { runs.append(Run(range: position..<part.lowerBound, isFirst: false)) }
      runs.append(
        Run(range: part, passage: mark.passage, isFirst: part.lowerBound == mark.range.lowerBound))
      position = part.upperBound
    }
    if position < range.upperBound { runs.append(Run(range: position..<range.upperBound, isFirst: false)) }
    return runs
  }
}
