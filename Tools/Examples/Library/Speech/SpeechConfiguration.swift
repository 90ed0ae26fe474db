import Foundation
import Platform
import Training

/// Extents of a recognizer: the `config.json` beside its weights.
public struct SpeechConfiguration: Sendable, Hashable, Codable {
  /// How the decoder looks at the recording. All score additively.
  public enum Mechanism: String, Choice {
    case additive
    case localMonotonic = "local-monotonic"
    case localFollowing = "local-following"
    case localPredictive = "local-predictive"
    case hard
  }

  /// What ``model_type`` is.
  public static let type = "peruse-digits"

  /// ``type``.
  public var model_type = Self.type
  /// How the decoder looks at the recording.
  public var attention = Mechanism.additive
  /// Samples in a second of what is recognized.
  public var rate = 8000
  /// Bands of the mel scale.
  public var bands = 40
  /// Layers of the pyramid; each halves the length.
  public var layers = 3
  /// Width of the encoder's states and of the decoder.
  public var hidden = 96
  /// Width of the space in which attention scores.
  public var attention_width = 64
  /// Width of digits' vectors.
  public var word_width = 32
  /// How far local attention reaches to either side, in keys.
  public var radius = 8
  /// With monotonic windows: keys from one digit to the next.
  public var pace = 7.0
  /// Whether scores have a term with what was looked at before.
  public var coverage = false
  /// Digits of a string at most.
  public var longest = 16

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
      throw TrainingError(.data, path, "it is not the configuration of a recognizer of digits")
    }
    if let fault { throw TrainingError(.data, path, fault) }
  }

  /// Frames that become one key.
  public var framesOfKey: Int { 1 << layers }

  /// Why no such model can be made; nil where one can.
  public var fault: String? {
    if model_type != Self.type { return "model_type is not \(Self.type)" }
    for (name, value) in [
      ("hidden", hidden), ("attention_width", attention_width), ("word_width", word_width),
      ("longest", longest),
    ] where !(1...4096).contains(value) { return "\(name) \(value)" }
    if hidden % 2 != 0 { return "hidden \(hidden) is not even" }
    if !(1000...384_000).contains(rate) { return "rate \(rate)" }
    if !(1...128).contains(bands) { return "bands \(bands)" }
    if !(1...6).contains(layers) { return "layers \(layers)" }
    if !(1...1000).contains(radius) { return "radius \(radius)" }
    if !(pace > 0 && pace <= 1000) { return "pace \(pace)" }
    return nil
  }
}
