import Foundation

/// One document of a ``SummaryPage``: its blocks, and in them its sentences.
struct PageText {
  private let page: SummaryPage
  private let part: Int
  private let document: Document
  private let sentences: [Sentence]
  private let scores: [SentenceScore]
  private let chosen: [Int: SummarySentence]
  private let lowest, span: Double

  init(_ page: SummaryPage, part: Int) {
    (self.page, self.part) = (page, part)
    document = page.parts[part].document
    sentences = page.parts[part].sentences
    scores = page.parts[part].scores
    chosen = Dictionary(
      page.chosen.filter { $0.part == part }.map { ($0.sentence.index, $0.sentence) },
      uniquingKeysWith: { first, _ in first })
    let values = scores.compactMap(\.value)
    lowest = values.min() ?? 0
    span = max((values.max() ?? 0) - lowest, 1e-9)
  }

  /// The text, and a table of all scores.
  var html: String {
    let heading = page.parts.count > 1 ? page.name(of: part) : "Text"
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
    for (index, block) in document.blocks.enumerated() {
      blocks.append(element(block, spans(byBlock[index] ?? [], in: block.textRange)))
    }
    if !loose.isEmpty { blocks.append("<p>\(loose.map { span($0) }.joined(separator: " "))</p>") }
    return """
      <article aria-label="\(heading.markup)">
      <h2>\(heading.markup)</h2>
      \(blocks.joined(separator: "\n"))
      \(table)
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
  private func spans(_ indices: [Int], in range: Range<Int>) -> String {
    guard !indices.isEmpty else { return document.text(in: range).markup }
    var result = ""
    var place = range.lowerBound
    for index in indices {
      let sentence = sentences[index].range
      if sentence.lowerBound > place { result += document.text(in: place..<sentence.lowerBound).markup }
      result += span(index)
      place = max(place, sentence.upperBound)
    }
    if place < range.upperBound { result += document.text(in: place..<range.upperBound).markup }
    return result
  }

  private func span(_ index: Int) -> String {
    let text = document.text(in: sentences[index].range)
    let score = scores.indices.contains(index) ? scores[index] : SentenceScore(value: nil)
    let about = "\(index + 1): \(words(for: score))".markup
    let id = SummaryPage.anchor(part, index)
    guard let value = score.value else {
      return "<span class=\"x\" id=\"\(id)\" title=\"\(about)\">\(text.markup)</span>"
    }
    let share = "--s:" + Self.two((value - lowest) / span)
    if let sentence = chosen[index] {
      return
        "<mark class=\"k s\" id=\"\(id)\" style=\"\(share)\" title=\"\(about), chosen\">\(attended(text, sentence))</mark>"
    }
    return "<span class=\"s\" id=\"\(id)\" style=\"\(share)\" title=\"\(about)\">\(text.markup)</span>"
  }

  /// The sentence with each word's share of attention.
  private func attended(_ text: String, _ sentence: SummarySentence) -> String {
    guard let most = sentence.words.map(\.weight).max(), most > 0 else { return text.markup }
    let bytes = Array(text.utf8)
    var result = ""
    var place = 0
    for word in sentence.words where word.range.lowerBound >= place && word.range.upperBound <= bytes.count {
      result += String(decoding: bytes[place..<word.range.lowerBound], as: UTF8.self).markup
      let inside = String(decoding: bytes[word.range], as: UTF8.self).markup
      result +=
        "<span class=\"w\" style=\"--w:\(Self.two(word.weight / most))\" title=\"attention \(Self.two(100 * word.weight)) %\">\(inside)</span>"
      place = word.range.upperBound
    }
    return result + String(decoding: bytes[place...], as: UTF8.self).markup
  }

  private func words(for score: SentenceScore) -> String {
    if let exclusion = score.exclusion { return "cannot be chosen (\(exclusion.rawValue))" }
    guard let value = score.value else { return "not scored" }
    let parts = score.components.sorted { abs($0.value) > abs($1.value) }
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
        <tr\(isChosen ? " class=\"k\"" : "")><th scope="row"><a href="#\(SummaryPage.anchor(part, index))">\(index + 1)</a></th>\
        <td>\(score.value.map(Self.two) ?? (score.exclusion?.rawValue ?? "").markup)</td>\(cells)<td>\(isChosen ? "yes" : "")</td></tr>
        """
    }
    return """
      <details><summary>Scores of all \(scores.count) sentences</summary>
      <div class="scroll"><table>
      <thead><tr><th scope="col">sentence</th><th scope="col">score</th>\
      \(names.map { "<th scope=\"col\">\($0.markup)</th>" }.joined())<th scope="col">chosen</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div></details>
      """
  }

  private static func two(_ value: Double) -> String { String(format: "%.2f", value) }
}
