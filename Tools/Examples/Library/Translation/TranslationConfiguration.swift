import Foundation
import Platform
import Training

/// Extents of a translator: the `config.json` beside its weights.
public struct TranslationConfiguration: Sendable, Hashable, Codable {
  /// How the decoder looks at the source. With all but the last the encoder and the decoder are recurrent.
  public enum Mechanism: String, Choice { case additive, dot, general, concat, local, hard, transformer }

  /// What ``model_type`` is.
  public static let type = "peruse-translator"

  /// ``type``.
  public var model_type = Self.type
  /// How the decoder looks at the source.
  public var attention = Mechanism.additive
  /// The languages, as ends of files' names: `en-de`.
  public var languages = "en-de"
  /// Subword units of both languages together.
  public var units = 0
  /// Width of units' vectors, which both sides share.
  public var unit_width = 192
  /// Width of the decoder; each direction of a recurrent encoder has half of it.
  public var hidden = 256
  /// Width of the space in which additive, concat and local attention score.
  public var attention_width = 128
  /// How far local attention reaches to either side of the place that it has predicted.
  public var radius = 4
  /// Layers of the Transformer's encoder and of its decoder.
  public var layers = 3
  /// Heads of its attentions.
  public var heads = 4
  /// Width of its feed-forward parts.
  public var inner = 512
  /// Units of a sentence that are read, or written, at most.
  public var longest = 100

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
      throw TrainingError(.data, path, "it is not the configuration of a translator")
    }
    if let fault { throw TrainingError(.data, path, fault) }
  }

  /// Why no such model can be made; nil where one can.
  public var fault: String? {
    if model_type != Self.type { return "model_type is not \(Self.type)" }
    if ParallelText.Languages(languages) == nil {
      return "languages \"\(languages)\" are no pair such as en-de"
    }
    if !(1...1_000_000).contains(units) { return "units \(units)" }
    for (name, value) in [
      ("unit_width", unit_width), ("hidden", hidden), ("attention_width", attention_width), ("inner", inner),
      ("longest", longest),
    ] where !(1...8192).contains(value) { return "\(name) \(value)" }
    if hidden % 2 != 0 { return "hidden \(hidden) is not even" }
    if !(1...64).contains(layers) { return "layers \(layers)" }
    if !(1...256).contains(radius) { return "radius \(radius)" }
    if heads < 1 || hidden % heads != 0 { return "\(heads) heads in a width of \(hidden)" }
    return nil
  }
}
