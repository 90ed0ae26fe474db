import Platform

/// Labels as text: laid out on a terminal, one tab-separated line a label in a pipe.
struct ClassificationText {
  private let options: RenderOptions

  init(_ options: RenderOptions) { self.options = options }

  func render(_ result: TaskResult) -> String {
    guard let report = result.report as? ClassificationReport else {
      return result.passages.map(\.text.onOneLine).joined(separator: "\n")
    }
    guard let terminal = options.terminal else { return columns(report, result) }
    return layOut(report, result, terminal)
  }

  /// label ⇥ probability ⇥ file; then, where the weights were asked for, sentence ⇥ weight ⇥ places
  private func columns(_ report: ClassificationReport, _ result: TaskResult) -> String {
    let labels = report.labels.filter(\.isChosen).map {
      [$0.name.onOneLine, TextForm.probability($0.probability), report.document.path.inOneColumn]
    }
    let sentences = result.passages.map { passage in
      [passage.text.onOneLine, TextForm.probability(passage.score)]
        + PlaceText.columns(
          passage.place, in: result.parts[passage.part], options.places, lines: options.lines)
    }
    return (labels + sentences).map { $0.joined(separator: "\t") }.joined(separator: "\n")
  }

  private func layOut(
    _ report: ClassificationReport, _ result: TaskResult, _ terminal: TerminalLayout
  ) -> String {
    let style = TextStyle(enabled: terminal.hasColours)
    var lines = [style.dim(report.document.name.onOneLine)]
    let chosen = report.labels.filter(\.isChosen)
    if chosen.isEmpty { lines.append("No label is likely enough.") }
    for label in chosen {
      lines.append(
        style.accent(label.name.onOneLine) + "  " + style.dim(TextForm.percent(label.probability)))
    }
    for passage in result.passages {
      lines.append(TextStyle.wrapped(passage.text.onOneLine, indent: "  ", width: terminal.proseWidth))
      lines.append(
        style.dim(
          "  \(TextForm.percent(passage.score)) of the attention, "
            + PlaceText.sentence(passage.place, in: result.parts[passage.part].path)))
    }
    if !result.passages.isEmpty, !report.words.isEmpty {
      let words = report.words.map { "\($0.text.onOneLine) \(TextForm.percent($0.weight))" }
      lines.append(style.dim("  words: ") + words.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }
}
