import Ingestion
import Platform

/// CommonMark: passages as lists with their citations; of an inspected document its text with headings, lists
/// and tables.
struct MarkdownForm: ResultRenderer {
  func render(_ result: TaskResult, _ options: RenderOptions) -> String {
    switch result.kind {
    case .summary, .classification: summary(result, options)
    case .answers: answers(result, options)
    case .passages: passages(result, options)
    case .questions: questions(result, options)
    case .inspection: result.parts.compactMap(\.document).map(MarkdownDocument.text).joined(separator: "\n\n")
    }
  }

  private func summary(_ result: TaskResult, _ options: RenderOptions) -> String {
    let title = result.parts.count == 1 ? result.parts[0].name : "\(result.parts.count) documents"
    var lines = ["## " + title.onOneLine.escapedForMarkdown, ""]
    lines += result.passages.map { passage in
      "- \(passage.text.onOneLine.escapedForMarkdown) \(citation(passage.place, result.parts[passage.part], options))"
    }
    if let remark = result.remark { lines += ["", "*\(remark.escapedForMarkdown)*"] }
    if !result.keywords.isEmpty {
      let phrases = result.keywords.map(\.escapedForMarkdown).joined(separator: ", ")
      lines += ["", "**Key phrases:** \(phrases)"]
    }
    return lines.joined(separator: "\n")
  }

  private func answers(_ result: TaskResult, _ options: RenderOptions) -> String {
    var lines = ["**\((result.question ?? "").onOneLine.escapedForMarkdown)**", ""]
    if result.passages.isEmpty { lines.append("*\((result.remark ?? "No answer.").escapedForMarkdown)*") }
    for passage in result.passages {
      let part = result.parts[passage.part]
      lines.append(
        "- **\(passage.text.onOneLine.escapedForMarkdown)** (\(TextForm.percent(passage.score))) \(citation(passage.place, part, options))"
      )
      if let evidence = passage.context ?? passage.evidence {
        lines += ["", "  > \(evidence.onOneLine.escapedForMarkdown)", ""]
      }
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func questions(_ result: TaskResult, _ options: RenderOptions) -> String {
    let title = result.parts.first?.name ?? ""
    var lines = ["## " + title.onOneLine.escapedForMarkdown, ""]
    if let remark = result.remark { lines += ["*\(remark.escapedForMarkdown)*", ""] }
    for (number, passage) in result.passages.enumerated() {
      let part = result.parts[passage.part]
      lines.append("\(number + 1). \((passage.question ?? "").onOneLine.escapedForMarkdown)")
      lines.append(
        "   **\(passage.text.onOneLine.escapedForMarkdown)** \(citation(passage.place, part, options))")
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func passages(_ result: TaskResult, _ options: RenderOptions) -> String {
    var lines = ["## " + (result.question ?? "").onOneLine.escapedForMarkdown, ""]
    for passage in result.passages {
      let part = result.parts[passage.part]
      let title = [part.name, passage.section].compactMap(\.self).joined(separator: " · ")
      lines += [
        "- **\(title.onOneLine.escapedForMarkdown)** \(citation(passage.place, part, options))", "",
        "  > \((passage.context ?? passage.text).onOneLine.escapedForMarkdown)", "",
      ]
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func citation(_ place: Provenance?, _ part: TaskResult.Part, _ options: RenderOptions) -> String {
    guard !options.places.isEmpty else { return "" }
    let words =
      options.places == [.bytes, .path]
      ? PlaceText.sentence(place, in: part.path)
      : PlaceText.columns(place, in: part, options.places, lines: options.lines).joined(separator: ", ")
    return "([\(words.escapedForMarkdown)](<\(part.path.asURIReference)>))"
  }
}

/// A document as Markdown, with front matter of what is known about it.
enum MarkdownDocument {
  static func text(_ document: Document) -> String {
    var lines = frontMatter(document)
    var index = document.blocks.startIndex
    let repeated = RepeatedTitle.index(in: document, isShown: false)
    while index < document.blocks.endIndex {
      let block = document.blocks[index]
      if block.role == .metadata || index == repeated {
        index += 1
        continue
      }
      if block.kind == .tableCell {
        let end = document.blocks[index...].firstIndex { $0.kind != .tableCell } ?? document.blocks.endIndex
        lines += table(document, index..<end)
        index = end
      } else {
        lines += self.lines(of: block, document)
        // Items of one list stand together.
        let isItem = block.kind == .listItem
        let next = index + 1 < document.blocks.endIndex ? document.blocks[index + 1].kind : nil
        if !(isItem && next == .listItem) { lines.append("") }
        index += 1
      }
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// YAML, each value as a JSON string, which YAML reads too.
  private static func frontMatter(_ document: Document) -> [String] {
    let facts = DocumentReport(document)
    let pairs: [(String, String?)] = [
      ("title", facts.title), ("author", facts.authors?.joined(separator: "; ")), ("date", facts.date),
      ("lang", document.language), ("source", document.source.path),
    ]
    let lines = pairs.compactMap { name, value in value.map { "\(name): \(quoted($0.onOneLine))" } }
    return ["---"] + lines + ["---", ""]
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.reduce(into: "") { result, scalar in
        if scalar == "\"" || scalar == "\\" { result += "\\" }
        if scalar.value < 0x20 { result += " " } else { result.unicodeScalars.append(scalar) }
      } + "\""
  }

  private static func lines(of block: Block, _ document: Document) -> [String] {
    let text = document.text(in: block.textRange)
    switch block.kind {
    case .title: return ["# " + text.onOneLine.escapedForMarkdown]
    case .heading:
      let level = block.section.map { min(5, document.sections[$0].level) } ?? 1
      return [String(repeating: "#", count: level + 1) + " " + text.onOneLine.escapedForMarkdown]
    case .paragraph: return [text.onOneLine.escapedForMarkdown]
    case .listItem: return ["- " + text.onOneLine.escapedForMarkdown]
    case .caption: return ["*" + text.onOneLine.escapedForMarkdown + "*"]
    case .tableCell: return [text.onOneLine.escapedForMarkdown]
    case .verse:
      return text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.onOneLine.escapedForMarkdown + "\\"
      }
    case .preformatted:
      let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      return [fence] + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + [
        fence
      ]
    }
  }

  /// Cells of one row share the path of their row: `…/tr[2]/td[1]`.
  private static func table(_ document: Document, _ range: Range<Int>) -> [String] {
    var rows: [(path: Substring, cells: [String])] = []
    for block in document.blocks[range] {
      let path = block.elementPath
      let row = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
      let cell = document.text(in: block.textRange).onOneLine.escapedForMarkdown
      if rows.last?.path == row {
        rows[rows.count - 1].cells.append(cell)
      } else {
        rows.append((row, [cell]))
      }
    }
    let width = rows.map(\.cells.count).max() ?? 0
    var lines = rows.map { row in
      "| " + (row.cells + Array(repeating: "", count: width - row.cells.count)).joined(separator: " | ")
        + " |"
    }
    lines.insert("|" + String(repeating: " --- |", count: width), at: min(1, lines.count))
    return lines + [""]
  }
}
