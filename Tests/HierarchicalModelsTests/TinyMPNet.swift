import Foundation
import HierarchicalModels
import Tensors

/// A small MPNet whose weights follow from their names, the same as those of Tools/Fixtures/mpnet.py.
enum TinyMPNet {
  static let (width, inner, layers, heads, vocabulary, positions) = (24, 40, 2, 3, 40, 200)

  static let configuration = """
    {"model_type": "mpnet", "vocab_size": 40, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 3,
     "intermediate_size": 40, "max_position_embeddings": 202, "layer_norm_eps": 1e-5, "hidden_act": "gelu",
     "relative_attention_num_buckets": 32}
    """

  /// Numbers in −0.5 ..< 0.5.
  static func numbers(_ name: String, _ count: Int) -> [Double] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) - 0.5
    }
  }

  static func write(to folder: String, prefix: String = "") throws {
    var writer = SafeTensorsWriter()
    func add(_ name: String, _ shape: [Int], scale: Double = 0.8, offset: Double = 0) {
      let floats = numbers(name, shape.reduce(1, *)).map { Float(offset + scale * $0) }
      writer.add(prefix + name, Tensor(floats, shape: shape))
    }
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) {
      add("\(name).weight", [outputs, inputs])
      add("\(name).bias", [outputs])
    }
    func norm(_ name: String) {
      add("\(name).weight", [width], scale: 0.2, offset: 1)
      add("\(name).bias", [width])
    }
    add("embeddings.word_embeddings.weight", [vocabulary, width])
    add("embeddings.position_embeddings.weight", [positions + 2, width])
    norm("embeddings.LayerNorm")
    add("encoder.relative_attention_bias.weight", [32, heads], scale: 3)
    for layer in 0..<layers {
      let name = "encoder.layer.\(layer)."
      for part in ["q", "k", "v", "o"] { linear("\(name)attention.attn.\(part)", width, width) }
      norm("\(name)attention.LayerNorm")
      linear("\(name)intermediate.dense", width, inner)
      linear("\(name)output.dense", inner, width)
      norm("\(name)output.LayerNorm")
    }
    linear("pooler.dense", width, width)
    try writer.write(to: "\(folder)/model.safetensors")
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: "\(folder)/config.json"))
    try Data("<s>\n<pad>\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/vocab.txt"))
  }
}
