import FoundationEssentials

/// Predictions in the official form: one JSON object from question id to answer text, `""` for no answer.
public struct SquadPredictions: Sendable, Hashable {
  /// Answer text by question id.
  public var answers: [String: String]

  /// Creates predictions.
  public init(answers: [String: String] = [:]) {
    self.answers = answers
  }

  /// Reads a predictions file.
  ///
  /// - Throws: `EvaluationError` naming the file and the id whose value is no string.
  public init(contentsOf path: String) throws(EvaluationError) {
    answers = try JSONFile.decode([String: String].self, from: JSONFile.bytes(at: path), file: path)
  }

  /// Writes the predictions, sorted by id.
  ///
  /// - Throws: `EvaluationError` where the file cannot be written.
  public func write(to path: String) throws(EvaluationError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      try encoder.encode(answers).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw EvaluationError(kind: .unreadable, file: path, reason: "cannot be written: \(error)")
    }
  }

  /// Reads no-answer probabilities, an object from question id to number, as the v2.0 script takes them.
  ///
  /// - Throws: `EvaluationError` naming the file and the id whose value is no number.
  public static func noAnswerProbabilities(
    contentsOf path: String
  ) throws(EvaluationError) -> [String: Double] {
    try JSONFile.decode([String: Double].self, from: JSONFile.bytes(at: path), file: path)
  }
}
