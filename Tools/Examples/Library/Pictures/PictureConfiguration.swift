import Foundation
import Platform
import Training

/// Extents of a model that answers questions about pictures, or writes their captions: the `config.json`
/// beside its weights.
public struct PictureConfiguration: Sendable, Hashable, Codable {
  /// How regions are looked at: the mean of all by their weights, or one of them.
  public enum Mechanism: String, Choice { case soft, hard }
  /// What ``model_type`` is where questions are answered.
  public static let type = "peruse-pictures"
  /// What it is where captions are written.
  public static let captions = "peruse-captions"

  /// ``type`` or ``captions``.
  public var model_type = Self.type
  /// How regions are looked at.
  public var attention = Mechanism.soft
  /// Width of regions and questions.
  public var hidden = 64
  /// Layers of self-attention over the regions; 0 for none.
  public var layers = 0
  /// Heads of each.
  public var heads = 4
  /// Width of their feed-forward parts.
  public var inner = 256

  /// The defaults.
  public init() {}

  /// Reads a configuration.
  ///
  /// - Parameter type: what it is to be of.
  /// - Throws: `TrainingError`, naming the file and what is wrong with it.
  public init(readingFrom path: String, type: String = Self.type) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError(.unreadable, path, "no such file, or it may not be read")
    }
    do { self = try JSONDecoder().decode(Self.self, from: data) } catch {
      throw TrainingError(.data, path, "it is not the configuration of a model of pictures")
    }
    guard model_type == type else { throw TrainingError(.data, path, "model_type is not \(type)") }
    if let fault { throw TrainingError(.data, path, fault) }
  }

  /// Why no such model can be made; nil where one can.
  public var fault: String? {
    if !(4...4096).contains(hidden) || hidden % 2 != 0 { return "hidden \(hidden)" }
    if !(1...8192).contains(inner) { return "inner \(inner)" }
    if !(0...64).contains(layers) { return "layers \(layers)" }
    if heads < 1 || hidden % heads != 0 { return "\(heads) heads in a width of \(hidden)" }
    return nil
  }
}
