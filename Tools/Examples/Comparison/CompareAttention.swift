import Foundation
import GradientChecks
import Tensors

/// Compares all mechanisms: gradient check, parity with PyTorch, and planted alignments.
///
///     swift run -c release CompareAttention [--steps 800] [--write]
///
/// Prints the table; with `--write` puts it into AttentionCore's README and its documentation, with the
/// drawing.
@main
enum CompareAttention {
  static func main() throws {
    let arguments = CommandLine.arguments
    var steps = 800
    if let at = arguments.firstIndex(of: "--steps"), at + 1 < arguments.count,
      let value = Int(arguments[at + 1]), value > 0
    {
      steps = value
    }
    let fixture = try ParityFixture()
    let plain = mechanismCases(Double.self), fast = mechanismCases(Float.self)
    func row(_ name: String, _ cases: [String], _ results: [TrialResult]) throws -> Row {
      let gradient = plain.filter { cases.contains($0.name) }.map { gradientError($0) }.max() ?? .nan
      let parity = try fast.filter { cases.contains($0.name) }.compactMap { try fixture.error($0) }.max()
      return Row(name: name, gradientError: gradient, parityError: parity, results: results)
    }
    var rows: [Row] = []
    for contender in Contender.all {
      let results = PlantedTask.allCases.map { trial(contender, $0, steps: steps) }
      rows.append(try row(contender.name, contender.cases, results))
      FileHandle.standardError.write(Data("\(contender.name)\n".utf8))
    }
    let pooling = [
      try row("attention pooling", ["pooling"], [markedTrial(isHierarchical: false, steps: steps)]),
      try row("hierarchical", ["hierarchical"], [markedTrial(isHierarchical: true, steps: steps)]),
    ]
    let table = markdown(rows, pooling, steps: steps)
    print(table)
    guard arguments.contains("--write") else { return }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let room = root.appendingPathComponent("Sources/AttentionCore")
    let resources = room.appendingPathComponent("AttentionCore.docc/Resources")
    try FileManager.default.createDirectory(at: resources, withIntermediateDirectories: true)
    try svg(rows).write(
      to: resources.appendingPathComponent("comparison.svg"), atomically: true, encoding: .utf8)
    try replace(in: room.appendingPathComponent("README.md"), with: table)
    try replace(in: room.appendingPathComponent("AttentionCore.docc/Comparison.md"), with: table)
  }
}
