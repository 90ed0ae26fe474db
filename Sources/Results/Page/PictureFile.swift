/// A drawing of a result as a file of its own (SVG 1.1): it carries its colours, light or dark as the viewer
/// prefers, and needs nothing else.
public struct PictureFile: Sendable, Hashable {
  /// What it shows, as the last part of a file's name: `attention`, `scores`, `words`, `sentences`.
  public let kind: String
  /// The file.
  public let svg: String

  /// Makes a drawing that takes its colours from a page into one that has its own.
  ///
  /// - Parameter fragment: an `<svg>` element with its extents.
  init(kind: String, fragment: String) {
    self.kind = kind
    let head = fragment.firstIndex(of: ">").map { fragment.index(after: $0) } ?? fragment.startIndex
    svg = """
      <?xml version="1.0" encoding="UTF-8"?>
      \(fragment[..<head])
      <style>\(Self.style)</style>
      <rect class="paper" width="100%" height="100%"/>\(fragment[head...])

      """
  }

  /// The pages' colours (see `PageStyle`), written out: many viewers of SVG know no variables.
  private static let style = """
    text { fill: #1d1f21; font: 11px system-ui, "DejaVu Sans", sans-serif } .paper { fill: #fdfcf9 } \
    .bar { fill: #1f5fa6 } .bar2, .heat { fill: #b04e00 } .rest { fill: #b9c6d4 } .axis { stroke: #dcd8cf } \
    @media (prefers-color-scheme: dark) { text { fill: #e4e6e8 } .paper { fill: #14171a } .bar { fill: #70b2f6 } \
    .bar2, .heat { fill: #ffb05c } .rest { fill: #3f4a56 } .axis { stroke: #343a40 } }
    """
}

extension TaskResult {
  /// Everything that can be drawn of the result: of an explained answer where the question looks, scores
  /// along the text, and words by attention and by erasure; of a summary the salience of all sentences; of
  /// chosen sentences and labels their words.
  public var drawings: [PictureFile] {
    var files: [PictureFile] = []
    if let explanation {
      let drawing = ExplanationDrawing(explanation)
      files.append(PictureFile(kind: "attention", fragment: drawing.attention))
      files.append(PictureFile(kind: "scores", fragment: drawing.scores))
      files.append(PictureFile(kind: "words", fragment: drawing.comparison))
    }
    if kind == .summary, let drawing = SalienceDrawing(self) {
      files.append(PictureFile(kind: "sentences", fragment: drawing.svg))
    }
    for (place, report) in evidence.enumerated() where !report.words.isEmpty {
      let number = evidence.count > 1 ? "-\(place + 1)" : ""
      files.append(
        PictureFile(kind: "words\(number)", fragment: EvidenceDrawing(report: report, anchor: "").bars))
    }
    return files
  }
}
