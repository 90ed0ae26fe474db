import Foundation
import Training

/// Extents of a model that tells whether sentences about pictures are true, and its words: the `config.json`
/// beside its weights.
public struct VisualReasoningConfiguration: Sendable, Hashable, Codable {
  /// What ``model_type`` is.
  public static let type = "peruse-nlvr"

  /// ``type``.
  public var model_type = Self.type
  /// How pieces are looked at.
  public var attention = PictureConfiguration.Mechanism.soft
  /// Width of words, pieces and boxes.
  public var hidden = 64
  /// Layers over the pieces of a box.
  public var layers = 2
  /// Heads of each.
  public var heads = 4
  /// Width of their feed-forward parts.
  public var inner = 128
  /// Words in the order of their numbers, from 1.
  public var words: [String] = []

  /// The defaults.
  public init() {}

  /// Reads a configuration.
  ///
  /// - Throws: `TrainingError`, naming the file and what is wrong with it.
  public init(readingFrom path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError(.unreadable, path, "no such file, or it may not be read")
    }
    do { self = try JSONDecoder().decode(Self.self, from: data) } catch {
      throw TrainingError(.data, path, "it is not the configuration of a model of sentences about pictures")
    }
    if let fault { throw TrainingError(.data, path, fault) }
  }

  /// Why no such model can be made; nil where one can.
  public var fault: String? {
    if model_type != Self.type { return "model_type is not \(Self.type)" }
    if !(4...4096).contains(hidden) || hidden % 2 != 0 { return "hidden \(hidden)" }
    if !(1...8192).contains(inner) { return "inner \(inner)" }
    if !(1...64).contains(layers) { return "layers \(layers)" }
    if heads < 1 || hidden % heads != 0 { return "\(heads) heads in a width of \(hidden)" }
    return nil
  }
}
