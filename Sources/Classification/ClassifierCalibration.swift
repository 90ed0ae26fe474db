import Foundation
import HierarchicalModels
import Tensors

/// What a classifier's scores are turned into probabilities with: `calibration.temperature`, by which scores
/// are divided (Guo et al. 2017), and, where a document may have several labels, `calibration.threshold`, the
/// probability from which a label is given.
public struct ClassifierCalibration: Sendable, Hashable {
  /// Scores are divided by it; above 0.
  public var temperature: Float = 1
  /// The least probability of a label that is given, where a document may have several.
  public var threshold: Float = 0.5

  /// Scores as they are.
  public init() {}

  /// Names of the tensors.
  public static let temperatureName = "calibration.temperature"
  /// Names of the tensors.
  public static let thresholdName = "calibration.threshold"

  /// Reads what the model has.
  init(_ folder: ModelFolder) throws(ClassificationError) {
    func number(_ name: String, _ range: ClosedRange<Float>) throws(ClassificationError) -> Float? {
      let number: Float?
      do throws(SafeTensorsError) { number = try folder.number(name) } catch {
        throw .notAClassifier(folder: folder.path, reason: error.description)
      }
      guard let value = number else { return nil }
      guard range.contains(value) else {
        throw .notAClassifier(folder: folder.path, reason: "\(name) is \(value)")
      }
      return value
    }
    temperature = try number(Self.temperatureName, 1e-3...1e3) ?? temperature
    threshold = try number(Self.thresholdName, 0...1) ?? threshold
  }

  /// Probabilities of labels from their scores.
  public func probabilities(of scores: [Float], takesSeveral: Bool) -> [Double] {
    let scaled = scores.map { Double($0 / temperature) }
    if takesSeveral { return scaled.map { 1 / (1 + exp(-$0)) } }
    let highest = scaled.max() ?? 0
    let powers = scaled.map { exp($0 - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// Places of the labels that are given, of all labels' probabilities.
  public func chosen(_ probabilities: [Double], takesSeveral: Bool) -> [Int] {
    if takesSeveral { return probabilities.indices.filter { probabilities[$0] >= Double(threshold) } }
    return probabilities.indices.max { probabilities[$0] < probabilities[$1] }.map { [$0] } ?? []
  }
}
