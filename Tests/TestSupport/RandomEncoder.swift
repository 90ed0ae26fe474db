import Foundation
import Tensors

/// An encoder of random weights in the layout of any BERT encoder, so that what must hold for every model can
/// be tested without one.
package struct RandomEncoder: Sendable {
  package let width, inner, layers, heads, vocabulary, positions: Int
  /// Standard deviation of the weights.
  package let scale: Float

  package init(
    width: Int, inner: Int, layers: Int, heads: Int, vocabulary: Int, positions: Int, scale: Float
  ) {
    (self.width, self.inner, self.layers, self.heads) = (width, inner, layers, heads)
    (self.vocabulary, self.positions, self.scale) = (vocabulary, positions, scale)
  }

  /// A tensor of normally distributed numbers.
  package struct Part {
    package let name: String
    package var shape: [Int]
    let scale: Float
    var mean: Float = 0

    /// As many numbers as its shape has room for.
    package func numbers(from random: inout CounterRandom) -> [Float] {
      (0..<shape.reduce(1, *)).map { _ in random.normal() * scale + mean }
    }
  }

  /// What `config.json` says of it.
  package var configuration: String {
    """
    {"vocab_size": \(vocabulary), "hidden_size": \(width), "num_hidden_layers": \(layers),
     "num_attention_heads": \(heads), "intermediate_size": \(inner), "max_position_embeddings": \(positions),
     "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu"}
    """
  }

  /// A tensor that the layout does not have.
  package func part(_ name: String, _ shape: [Int]) -> Part { Part(name: name, shape: shape, scale: scale) }

  /// Its tensors, in the order in which their numbers are drawn.
  package var parts: [Part] {
    var parts = [
      part("embeddings.word_embeddings.weight", [vocabulary, width]),
      part("embeddings.position_embeddings.weight", [positions, width]),
      part("embeddings.token_type_embeddings.weight", [2, width]),
    ]
    parts += norm("embeddings.LayerNorm")
    for layer in 0..<layers {
      let name = "encoder.layer.\(layer)."
      for part in ["query", "key", "value"] { parts += linear("\(name)attention.self.\(part)", width, width) }
      parts += linear("\(name)attention.output.dense", width, width)
      parts += norm("\(name)attention.output.LayerNorm")
      parts += linear("\(name)intermediate.dense", width, inner)
      parts += linear("\(name)output.dense", inner, width)
      parts += norm("\(name)output.LayerNorm")
    }
    return parts + linear("pooler.dense", width, width)
  }

  private func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> [Part] {
    [part("\(name).weight", [outputs, inputs]), part("\(name).bias", [outputs])]
  }

  private func norm(_ name: String) -> [Part] {
    [
      Part(name: "\(name).weight", shape: [width], scale: 0.1, mean: 1),
      Part(name: "\(name).bias", shape: [width], scale: 0.1),
    ]
  }

  /// Writes the model folder's files into `folder`, which is there.
  package func write(_ tensors: SafeTensorsWriter, words: [String], to folder: String) throws {
    try tensors.write(to: "\(folder)/model.safetensors")
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: "\(folder)/config.json"))
    try Data((words.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: "\(folder)/vocab.txt"))
  }
}
