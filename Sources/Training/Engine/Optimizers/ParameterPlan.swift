import Platform
import Tensors

/// What is done to each parameter: how far it moves, whether it decays, whether it moves at all.
public struct ParameterPlan: Sendable, Hashable {
  /// Factor on the learning rate, by the parameter's place in its set; 0 where it is frozen.
  public var rates: [Float]
  /// Weight decay, by place.
  public var decays: [Float]

  /// Applies the settings to the parameters' names, and freezes what they freeze.
  ///
  /// Each pattern of `rates` and `freeze` must fit some name, so that a slip of the pen is not taken for a
  /// choice.
  public init(
    _ configuration: TrainingConfiguration, for parameters: ParameterSet<Float>
  ) throws(TrainingError) {
    let names = parameters.parameters.map(\.name)
    func check(_ pattern: String, _ setting: String) throws(TrainingError) {
      guard !names.contains(where: { Glob(names: pattern).matches($0) }) else { return }
      let near = Nearest.word(to: pattern, among: names).map { "; the nearest is \"\($0)\"" } ?? ""
      throw TrainingError(
        .setting, setting, "no parameter's name fits \"\(pattern)\"\(near). Patterns may use * and ?")
    }
    for pattern in configuration.freeze { try check(pattern, "freeze") }
    for pattern in configuration.rates.keys.sorted() { try check(pattern, "rates") }
    let highest = names.compactMap { Self.layer(of: $0) }.max() ?? -1
    rates = []
    decays = []
    for parameter in parameters.parameters {
      let name = parameter.name
      func fits(_ patterns: some Sequence<String>) -> Bool {
        patterns.contains { Glob(names: $0).matches(name) }
      }
      if fits(configuration.freeze) { parameter.isFrozen = true }
      var rate = Self.share(of: name, highest: highest, decay: configuration.layerDecay)
      for (pattern, factor) in configuration.rates.sorted(by: { $0.key < $1.key })
      where Glob(names: pattern).matches(name) {
        rate *= factor
      }
      rates.append(parameter.isFrozen ? 0 : Float(rate))
      decays.append(fits(configuration.noDecay) ? 0 : Float(configuration.weightDecay))
    }
    guard rates.contains(where: { $0 > 0 }) else {
      throw TrainingError(.setting, "freeze", "every parameter is frozen; leave something to train")
    }
  }

  /// Number of weights that move.
  public func trainable(_ parameters: ParameterSet<Float>) -> Int {
    zip(parameters.parameters, rates).reduce(0) { $0 + ($1.1 > 0 ? $1.0.count : 0) }
  }

  /// The layer that the name says: −1 for embeddings, nil for what stands above all layers.
  static func layer(of name: String) -> Int? {
    let parts = name.split(separator: ".")
    if let place = parts.firstIndex(of: "layer"), place + 1 < parts.count { return Int(parts[place + 1]) }
    return parts.contains("embeddings") ? -1 : nil
  }

  /// Layer-wise learning rates: each layer `decay` times the one above it, a head the whole (Howard and Ruder
  /// 2018).
  static func share(of name: String, highest: Int, decay: Double) -> Double {
    guard let layer = layer(of: name) else { return 1 }
    return (0..<highest - layer + 1).reduce(1) { result, _ in result * decay }
  }
}
