import Foundation
import Peruse

/// What was found in a corpus, as text: laid out on a terminal, one tab-separated line a result in a pipe.
struct CorpusText {
  /// passage ⇥ score ⇥ file:start-end ⇥ element path ⇥ document
  func render(_ report: SearchReport) -> String {
    guard Console.outputIsTerminal else {
      return report.passages.map { passage in
        [
          Text.line(passage.sentence ?? passage.text), Text.probability(passage.score),
          place(passage.sentenceSource ?? passage.source, in: passage.document),
          (passage.sentenceSource ?? passage.source)?.path ?? "", passage.document.name,
        ].joined(separator: "\t")
      }.joined(separator: "\n")
    }
    let style = Style(enabled: Console.colours)
    return report.passages.map { passage in
      let title = [passage.document.title, passage.section].compactMap(\.self).joined(separator: " · ")
      let sentence = passage.sentence ?? passage.text
      return [
        style.bold(title.isEmpty ? passage.document.name : Text.line(title)),
        Style.wrapped(Text.line(sentence), indent: "  ", width: min(Console.width, 100)),
        style.dim("  " + citation(passage.sentenceSource ?? passage.source, in: passage.document)),
      ].joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// answer ⇥ probability ⇥ file:start-end ⇥ element path ⇥ evidence ⇥ document ⇥ mark
  func render(_ report: CorpusAnswersReport) -> String {
    guard Console.outputIsTerminal else {
      return report.answers.map { answer in
        [
          Text.line(answer.text), Text.probability(answer.probability),
          place(answer.source, in: answer.document), answer.source?.path ?? "", Text.line(answer.evidence),
          answer.document.name,
        ].appending(report.verdict?.mark(answer.kind)).joined(separator: "\t")
      }.joined(separator: "\n")
    }
    let style = Style(enabled: Console.colours)
    return report.answers.map { answer in
      [
        style.accent(Text.line(answer.text)) + "  " + style.dim(Text.percent(answer.probability))
          + mark(report.verdict?.mark(answer.kind) ?? "", style),
        Style.wrapped(Text.line(answer.evidence), indent: "  ", width: min(Console.width, 100)),
        style.dim(
          "  " + (answer.document.title.map { Text.line($0) + " · " } ?? "")
            + citation(answer.source, in: answer.document)),
      ].joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private func mark(_ text: String, _ style: Style) -> String {
    text.isEmpty ? "" : "  " + style.bold(text)
  }

  private func place(_ source: SourceReport?, in document: CorpusDocumentReport) -> String {
    source?.place.citation(in: document.path) ?? document.path
  }

  private func citation(_ source: SourceReport?, in document: CorpusDocumentReport) -> String {
    source.map { "\(document.name), \($0.place.words), \($0.path)" } ?? document.name
  }
}

extension [String] {
  /// With one more column, where there is one.
  fileprivate func appending(_ column: String?) -> [String] { self + (column.map { [$0] } ?? []) }
}
