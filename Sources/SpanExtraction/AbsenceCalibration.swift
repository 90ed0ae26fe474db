import Foundation
import HierarchicalModels

/// How likely it is that a text holds no answer, by what the reader's scores say: a logistic function (Platt
/// 1999) of how far all spans together lie above the null answer.
///
/// The softmax over spans and the null answer is such a function, of slope 1. Fitted to questions that people
/// asked it is flatter: the null answer is too sure of itself, above all where a question uses other words
/// than the text.
public struct AbsenceCalibration: Sendable, Hashable, Codable {
  /// Log odds of none, where the rest is 0 and as many questions have an answer as have none.
  public var intercept: Double
  /// What a unit of the margin takes from them: log Σ exp(score) over spans, each from its window's own null
  /// answer.
  public var margin: Double

  /// A function with these weights.
  public init(intercept: Double, margin: Double) {
    (self.intercept, self.margin) = (intercept, margin)
  }

  /// What the softmax over spans and the null answer says, where nothing was fitted.
  public static let softmax = AbsenceCalibration(intercept: 0, margin: 1)

  /// Log odds that there is no answer, where as many questions have one as have none.
  package func logOdds(margin: Double) -> Double { intercept - self.margin * margin }

  /// Probability that there is no answer, where this share of the questions has one (Saerens et al. 2002).
  package static func probability(logOdds: Double, answerableShare: Double) -> Double {
    if answerableShare >= 1 { return 0 }
    let odds = logOdds + log((1 - answerableShare) / max(answerableShare, 1e-9))
    return 1 / (1 + exp(-odds))
  }

  /// The file beside a reader's weights that holds the numbers.
  package static let fileName = "absence.json"

  /// Reads what the model's folder has; nil where it has no such file.
  ///
  /// - Throws: ``ReaderError/notAReader(folder:reason:)`` where the file is not what it should be.
  init?(_ folder: ModelFolder) throws(ReaderError) {
    let path = "\(folder.path)/\(Self.fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path),
      let numbers = try? JSONDecoder().decode(Self.self, from: data),
      numbers.intercept.isFinite, numbers.margin.isFinite
    else { throw .notAReader(folder: folder.path, reason: "\(Self.fileName) does not hold two numbers") }
    self = numbers
  }
}
