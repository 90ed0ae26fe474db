import Foundation

/// What is known after a step, over the steps since the row before.
public struct MetricsRow: Sendable, Hashable, Codable {
  /// Updates done.
  public var step: Int
  /// Epochs done, with a fraction.
  public var epoch: Double
  /// Examples and word pieces (with padding) gone through since the run began.
  public var examples: Int
  /// Word pieces gone through since the run began, padding included.
  public var tokens: Int
  /// Mean loss of the examples.
  public var loss: Double
  /// Learning rate of the last step.
  public var rate: Double
  /// Norm of the last step's gradient, before clipping.
  public var gradientNorm: Double
  /// Held-out measures, if they were taken after this step.
  public var measures: [Double]?
}

/// `metrics.csv`: one row after the other, each written as a whole.
struct MetricsFile {
  let path: String
  let measures: [String]

  private func line(_ row: MetricsRow) -> String {
    var fields = ["\(row.step)", String(format: "%.4f", row.epoch), "\(row.examples)", "\(row.tokens)"]
    fields += [row.loss, row.rate, row.gradientNorm].map { String(format: "%.6g", $0) }
    fields += measures.indices.map { place in row.measures.map { String(format: "%.4f", $0[place]) } ?? "" }
    return fields.joined(separator: ",") + "\n"
  }

  private var header: String {
    (["step", "epoch", "examples", "tokens", "loss", "learning_rate", "gradient_norm"] + measures)
      .joined(separator: ",") + "\n"
  }

  /// Replaces the file.
  func write(_ rows: [MetricsRow]) throws(TrainingError) {
    try Disk.write(Array((header + rows.map(line).joined()).utf8), to: path)
  }

  /// Adds one row.
  func append(_ row: MetricsRow) throws(TrainingError) { try Disk.append(Array(line(row).utf8), to: path) }
}
