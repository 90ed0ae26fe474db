import ArgumentParser
import Foundation
import Peruse
import Platform

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says what was found where: models, libraries, other programs.",
    discussion: """
      Models are looked for in the folders that the environment variable PERUSE_MODELS names, beside the program \
      (models, ../share/peruse/models), and in the data folders of the system (XDG_DATA_HOME, XDG_DATA_DIRS). \
      Every file of a model is compared with its checksum. The exit status is 69 where a model is missing or damaged.

      peruse doctor
      PERUSE_MODELS=/opt/models peruse doctor --format json
      """)

  @Option(help: "Output; json is one object, jsonl the same on one line.")
  var format: FigureOptions.Format = .text

  func run() throws {
    let diagnosis = Diagnosis()
    if format == .text {
      for line in Self.lines(diagnosis) { Console.print(line) }
    } else {
      let json = try JSONEncoder.peruse(pretty: format == .json).encode(diagnosis)
      Console.print(String(decoding: json, as: UTF8.self))
    }
    if !diagnosis.isWell { Console.exit(.unavailable) }
  }

  /// One thing a line: what, name, version or state, place.
  static func lines(_ diagnosis: Diagnosis) -> [String] {
    var rows = [
      ["program", "peruse", diagnosis.version, diagnosis.program],
      ["processor", "kernels", diagnosis.kernels, "\(diagnosis.cores) cores"],
    ]
    rows += diagnosis.models.map { model in
      guard let fault = model.fault else {
        return [
          "model", model.name, model.version ?? "", "\(model.folder ?? "")  SHA-256 \(model.sha256 ?? "")",
        ]
      }
      return ["model", model.name, model.folder == nil ? "missing" : "damaged", fault]
    }
    rows += diagnosis.libraries.map { ["library", $0.name, $0.version ?? "missing", ""] }
    rows += diagnosis.tools.map { tool in
      [
        "program", tool.name, tool.path == nil ? "missing" : "found",
        tool.path ?? "optional, for \(tool.reads)",
      ]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = (0..<3).map { Text.cell(row[$0], widths[$0]) }
      let line = (cells + [row[3]]).joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
