import Foundation
import Ingestion
import Platform

/// Comma- or tab-separated values with a header. Lines end with LF; in CSV a field may hold line ends, in TSV
/// white space in a field is one space.
struct TableForm: ResultRenderer {
  var separator: Character

  func head(of kind: TaskResult.Kind, _ options: RenderOptions) -> String { row(Self.names(of: kind)) + "\n" }

  private static func names(of kind: TaskResult.Kind) -> [String] {
    let place = ["file", "record", "member", "page", "byte_start", "byte_end", "path"]
    switch kind {
    case .summary, .classification: return ["sentence", "score", "number"] + place
    case .answers:
      return ["question", "id", "answer", "probability", "no_answer_probability"] + place + ["evidence"]
    case .questions: return ["question", "answer", "probability"] + place + ["evidence"]
    case .passages: return ["passage", "score", "document", "section"] + place + ["row"]
    case .inspection: return ["text", "kind", "role", "level", "section"] + place
    }
  }

  func render(_ result: TaskResult, _ options: RenderOptions) throws -> String {
    if result.kind == .inspection { return try gathered(result, options) }
    return rows(of: result).map(row).joined(separator: "\n")
  }

  func write(_ result: TaskResult, _ options: RenderOptions, to sink: @escaping TextSink) throws {
    var pieces = TextPieces(to: sink)
    var isFirst = true
    func add(_ fields: [String]) throws {
      if !isFirst { pieces.append("\n") }
      isFirst = false
      pieces.append(row(fields))
      try pieces.pass()
    }
    if result.kind == .inspection {
      for part in result.parts {
        for block in part.document?.blocks ?? [] { try add(fields(of: block, part)) }
      }
    } else {
      for fields in rows(of: result) { try add(fields) }
    }
    try pieces.flush()
  }

  private func fields(of block: Block, _ part: TaskResult.Part) -> [String] {
    let document = part.document
    let section = block.section.flatMap { document?.sections[$0] }
    return [
      document?.text(in: block.textRange) ?? "", block.kind.rawValue, block.role.rawValue,
      "\(section?.level ?? 0)", section?.heading ?? "",
    ] + place(document?.provenance(of: block.textRange), part)
  }

  private func rows(of result: TaskResult) -> [[String]] {
    switch result.kind {
    case .summary, .classification:
      return result.passages.map { passage in
        [passage.text, number(passage.score), passage.sentence.map { "\($0 + 1)" } ?? ""]
          + place(passage.place, result.parts[passage.part])
      }
    case .answers:
      let question = [result.question ?? "", result.questionID ?? ""]
      let absent = result.noAnswerProbability.map(number) ?? ""
      // A question without an answer has its row, or nobody could tell it from one that was not asked.
      guard !result.passages.isEmpty else {
        let place = result.parts.first.map { self.place(nil, $0) } ?? Array(repeating: "", count: 7)
        return [question + ["", "", absent] + place + [""]]
      }
      return result.passages.map { passage in
        question + [passage.text, number(passage.score), absent]
          + place(passage.place, result.parts[passage.part]) + [passage.context ?? passage.evidence ?? ""]
      }
    case .questions:
      return result.passages.map { passage in
        [passage.question ?? "", passage.text, number(passage.score)]
          + place(passage.place, result.parts[passage.part]) + [passage.evidence ?? ""]
      }
    case .passages:
      return result.passages.map { passage in
        let part = result.parts[passage.part]
        return [passage.text, number(passage.score), part.name, passage.section ?? ""]
          + place(passage.place, part) + [passage.context ?? ""]
      }
    case .inspection:
      return result.parts.flatMap { part in (part.document?.blocks ?? []).map { fields(of: $0, part) } }
    }
  }

  private func place(_ place: Provenance?, _ part: TaskResult.Part) -> [String] {
    [
      part.path, part.facts?.id ?? "", place?.member ?? "", place?.page.map(String.init) ?? "",
      place?.bytes.map { "\($0.byteStart)" } ?? "", place?.bytes.map { "\($0.byteEnd)" } ?? "",
      place?.path ?? "",
    ]
  }

  private func number(_ value: Double) -> String { String(format: "%.6g", value) }

  private func row(_ fields: [String]) -> String {
    fields.map { separator == "," ? $0.escapedForCSV : $0.inOneColumnOfWords }
      .joined(separator: String(separator))
  }
}

extension String {
  /// White space of any kind made one space, other control characters shown.
  fileprivate var inOneColumnOfWords: String { onOneLine.inOneColumn }
}
