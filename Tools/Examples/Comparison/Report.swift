import Foundation

/// One line of the comparison.
struct Row {
  var name: String
  var gradientError: Double
  var parityError: Double?
  var results: [TrialResult]
}

func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
private func error(_ value: Double?) -> String { value.map { String(format: "%.0e", $0) } ?? "–" }
private func time(_ results: [TrialResult]) -> String {
  String(format: "%.1f", results.map(\.millisecondsPerStep).reduce(0, +) / Double(results.count))
}

/// The table of mechanisms on planted tasks, and that of pooling, as Markdown.
func markdown(_ rows: [Row], _ pooling: [Row], steps: Int) -> String {
  var lines = [
    "After \(steps) steps of Adam on batches of 32 sequences of \(PlantedTask.length) different symbols out of"
      + " \(PlantedTask.symbols), one seed; tried on 200 unseen sequences. Accuracy / alignment in %: outputs that are right,"
      + " and outputs whose heaviest key is the planted one. Gradient: largest relative error against central differences in"
      + " double precision, over all of the mechanism's cases. PyTorch: largest relative difference of outputs and gradients in"
      + " f32. Time: forward, backward and update of one batch, in ms of processor time, on one thread.", "",
    "| mechanism | gradient | PyTorch | copy | reversal | sorting | time |", "|---|---|---|---|---|---|---|",
  ]
  func cell(_ r: TrialResult) -> String { "\(percent(r.accuracy)) / \(percent(r.alignment))" }
  for row in rows {
    lines.append(
      "| \(row.name) | \(error(row.gradientError)) | \(error(row.parityError)) | "
        + row.results.map(cell).joined(separator: " | ") + " | \(time(row.results)) |")
  }
  lines += [
    "",
    "Pooling has one output for a whole sequence. Its planted task is to find the one marked word among"
      + " \(MarkedBatch.sentences) sentences of \(MarkedBatch.words) words, and to say which of \(MarkedBatch.marks) marks it bears.",
    "", "| mechanism | gradient | PyTorch | find | time |", "|---|---|---|---|---|",
  ]
  for row in pooling {
    lines.append(
      "| \(row.name) | \(error(row.gradientError)) | \(error(row.parityError)) | "
        + row.results.map(cell).joined(separator: " | ") + " | \(time(row.results)) |")
  }
  return lines.joined(separator: "\n")
}

/// Weights of one unseen sequence for every mechanism and task, with accuracy and alignment beside them.
func svg(_ rows: [Row]) -> String {
  let cell = 7, n = PlantedTask.length, side = cell * n, left = 190, column = 200, line = side + 18, top = 34
  let width = left + column * PlantedTask.allCases.count, height = top + rows.count * line
  var out = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
    font-family="system-ui, sans-serif" font-size="12">
    <title>Attention weights on planted alignments</title>
    <style>text{fill:#1f2328}.f{fill:none;stroke:#8c959f}.w{fill:#0b57d0}@media(prefers-color-scheme:dark){text{fill:#e6edf3}\
    .w{fill:#8ab4f8}}</style>

    """
  for (i, task) in PlantedTask.allCases.enumerated() {
    out += "<text x=\"\(left + i * column)\" y=\"20\" font-weight=\"600\">\(task.rawValue)</text>\n"
  }
  for (place, row) in rows.enumerated() {
    let y = top + place * line
    out += "<text x=\"8\" y=\"\(y + side / 2 + 4)\">\(row.name)</text>\n"
    for (i, result) in row.results.enumerated() {
      let x = left + i * column
      out += "<rect class=\"f\" x=\"\(x)\" y=\"\(y)\" width=\"\(side)\" height=\"\(side)\"/>\n<g class=\"w\">"
      for (k, weight) in result.example.enumerated() where weight > 0.04 {
        out +=
          "<rect x=\"\(x + k % n * cell)\" y=\"\(y + k / n * cell)\" width=\"\(cell)\" height=\"\(cell)\" "
          + "opacity=\"\(String(format: "%.2g", min(1, weight)))\"/>"
      }
      out +=
        "</g>\n<text x=\"\(x + side + 8)\" y=\"\(y + side / 2 - 4)\">\(percent(result.accuracy)) % right</text>\n"
      out +=
        "<text x=\"\(x + side + 8)\" y=\"\(y + side / 2 + 12)\">\(percent(result.alignment)) % aligned</text>\n"
    }
  }
  return out + "</svg>\n"
}

/// Puts text between the two marks of a file.
func replace(in url: URL, with text: String) throws {
  let begin = "<!-- comparison -->", end = "<!-- end of comparison -->"
  let content = try String(contentsOf: url, encoding: .utf8)
  guard let first = content.range(of: begin), let last = content.range(of: end),
    first.upperBound <= last.lowerBound
  else {
    throw ReportError.marksMissing(url.path, begin, end)
  }
  let whole = content[..<first.upperBound] + "\n\n" + text + "\n\n" + content[last.lowerBound...]
  try whole.write(to: url, atomically: true, encoding: .utf8)
}

enum ReportError: Error, CustomStringConvertible {
  case marksMissing(String, String, String)
  var description: String {
    switch self {
    case .marksMissing(let path, let begin, let end):
      "\(path) has no \(begin) followed by \(end); put them where the table goes"
    }
  }
}
