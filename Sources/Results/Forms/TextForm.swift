import Foundation
import Ingestion
import Platform

/// Results as text: laid out on a terminal, one tab-separated line a passage in a pipe.
struct TextForm: ResultRenderer {
  func write(_ result: TaskResult, _ options: RenderOptions, to sink: @escaping TextSink) throws {
    if result.kind == .inspection { return try InspectionText(options).write(result, to: sink) }
    let text = try render(result, options)
    if !text.isEmpty { try sink(text) }
  }

  func render(_ result: TaskResult, _ options: RenderOptions) throws -> String {
    if result.kind == .inspection { return try gathered(result, options) }
    if result.kind == .classification { return ClassificationText(options).render(result) }
    if let terminal = options.terminal { return layOut(result, options, terminal) }
    return result.passages.map { columns($0, of: result, options).joined(separator: "\t") }
      .joined(separator: "\n")
  }

  // MARK: Pipes

  /// What the columns of a pipe are, is part of what users build on; new ones only come last.
  private func columns(
    _ passage: TaskResult.Passage, of result: TaskResult, _ options: RenderOptions
  ) -> [String] {
    let part = result.parts[passage.part]
    let places = PlaceText.columns(passage.place, in: part, options.places, lines: options.lines)
    let text = passage.text.onOneLine
    switch result.kind {
    case .summary, .inspection, .classification:
      let reasons = passage.reasons.map { [$0.joined(separator: "; ")] } ?? []
      return (options.showsTitle ? [part.name.onOneLine] : []) + [text] + places + reasons
    case .answers:
      let question = options.showsQuestion ? [(result.question ?? "").onOneLine] : []
      let evidence = (passage.context ?? passage.evidence ?? "").onOneLine
      let own = part.document == nil && part.facts == nil ? [part.name.inOneColumn] : []
      let mark = result.mark(of: passage).map { [$0] } ?? []
      return question + [text, Self.probability(passage.score)] + places + [evidence] + own + mark
    case .questions:
      let evidence = (passage.evidence ?? "").onOneLine
      return [(passage.question ?? "").onOneLine, text, Self.probability(passage.score)] + places + [evidence]
    case .passages:
      return [text, Self.probability(passage.score)] + places + [part.name.inOneColumn]
        + (passage.context.map { [$0.onOneLine] } ?? [])
    }
  }

  static func probability(_ value: Double) -> String { String(format: "%.4f", value) }
  static func percent(_ value: Double) -> String { String(format: "%.0f %%", value * 100) }

  // MARK: Terminals

  private func layOut(_ result: TaskResult, _ options: RenderOptions, _ terminal: TerminalLayout) -> String {
    let style = TextStyle(enabled: terminal.hasColours)
    switch result.kind {
    case .answers: return answers(result, options, terminal, style)
    case .questions: return questions(result, options, terminal, style)
    case .passages: return passages(result, options, terminal, style)
    case .summary, .inspection, .classification: return summary(result, options, terminal, style)
    }
  }

  private func summary(
    _ result: TaskResult, _ options: RenderOptions, _ terminal: TerminalLayout, _ style: TextStyle
  ) -> String {
    var lines: [String] = []
    if result.parts.count == 1, let facts = result.parts[0].facts {
      lines.append(style.bold(facts.name.onOneLine))
      let file = options.showsFile ? facts.path.inOneColumn + " · " : ""
      lines.append(style.dim("\(file)\(facts.format.rawValue) · \(facts.words) words"))
    }
    for passage in result.passages {
      if !lines.isEmpty { lines.append("") }
      lines.append(TextStyle.wrapped(passage.text, indent: "", width: terminal.proseWidth))
      lines += citation(passage.place, in: result.parts[passage.part], options, style)
      if let reasons = passage.reasons {
        lines.append(
          style.dim(
            TextStyle.wrapped(reasons.joined(separator: "; "), indent: "  ", width: terminal.proseWidth)))
      }
    }
    if let remark = result.remark { lines += ["", style.dim(remark)] }
    if !result.keywords.isEmpty {
      lines += [
        "",
        TextStyle.wrapped(
          "Key phrases: " + result.keywords.joined(separator: ", "), indent: "", width: terminal.proseWidth),
      ]
    }
    return lines.joined(separator: "\n")
  }

  private func questions(
    _ result: TaskResult, _ options: RenderOptions, _ terminal: TerminalLayout, _ style: TextStyle
  ) -> String {
    var lines: [String] = []
    if let facts = result.parts.first?.facts { lines.append(style.dim(facts.name.onOneLine)) }
    if let remark = result.remark { lines.append(remark) }
    for (number, passage) in result.passages.enumerated() {
      let question = "\(number + 1). " + (passage.question ?? "").onOneLine
      lines += [
        "", style.bold(question),
        "   " + style.accent(passage.text.onOneLine) + "  " + style.dim(Self.percent(passage.score)),
      ]
      lines += citation(passage.place, in: result.parts[passage.part], options, style)
    }
    return lines.joined(separator: "\n")
  }

  private func answers(
    _ result: TaskResult, _ options: RenderOptions, _ terminal: TerminalLayout, _ style: TextStyle
  ) -> String {
    var lines: [String] = []
    if let part = result.parts.first, part.facts != nil, options.showsFile || part.facts?.record != nil {
      lines.append(style.dim(part.name.onOneLine))
    }
    if options.showsQuestion { lines.append(style.bold((result.question ?? "").onOneLine)) }
    if result.passages.isEmpty, let remark = result.remark { lines.append(remark) }
    for passage in result.passages {
      let part = result.parts[passage.part]
      lines.append(
        style.accent(passage.text.onOneLine) + "  " + style.dim(Self.percent(passage.score))
          + (result.mark(of: passage).flatMap { $0.isEmpty ? nil : "  " + style.bold($0) } ?? ""))
      if let evidence = passage.context ?? passage.evidence {
        lines.append(TextStyle.wrapped(evidence, indent: "  ", width: terminal.width))
      }
      lines += citation(passage.place, in: part, options, style)
    }
    if !result.passages.isEmpty, let remark = result.remark { lines.append(style.dim(remark)) }
    return lines.joined(separator: "\n")
  }

  private func passages(
    _ result: TaskResult, _ options: RenderOptions, _ terminal: TerminalLayout, _ style: TextStyle
  ) -> String {
    result.passages.map { passage in
      let part = result.parts[passage.part]
      let title = [part.name.onOneLine, passage.section].compactMap(\.self).joined(separator: " · ")
      return
        ([
          style.bold(title),
          TextStyle.wrapped(
            (passage.context ?? passage.text).onOneLine, indent: "  ", width: terminal.proseWidth),
        ] + citation(passage.place, in: part, options, style)).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// A line of its own, which is never broken: a path stays whole, so that it can be picked up.
  private func citation(
    _ place: Provenance?, in part: TaskResult.Part, _ options: RenderOptions, _ style: TextStyle
  ) -> [String] {
    guard !options.places.isEmpty else { return [] }
    if options.places == [.bytes, .path] {
      return [style.dim("  " + PlaceText.sentence(place, in: part.path))]
    }
    return [
      style.dim(
        "  "
          + PlaceText.columns(place, in: part, options.places, lines: options.lines).joined(separator: "  "))
    ]
  }
}
