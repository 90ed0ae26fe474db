import Foundation
import HierarchicalModels
import Tensors

/// A small encoder with random weights, so that what must hold for every model can be tested without one.
enum TestModel {
  static let (width, inner, layers, heads, vocabulary, positions) = (48, 80, 2, 3, 60, 200)

  static let configuration = """
    {"vocab_size": 60, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 80,
     "max_position_embeddings": 200, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu"}
    """

  static func write(
    to folder: String, prefix: String = "", skipping skipped: String? = nil, type: ElementType = .float32,
    adding others: [(name: String, tensor: Tensor)] = []
  ) throws {
    var writer = SafeTensorsWriter()
    var random = CounterRandom(seed: 42)
    func add(_ name: String, _ shape: [Int], scale: Float = 0.3, offset: Float = 0) {
      let floats = (0..<shape.reduce(1, *)).map { _ in random.normal() * scale + offset }
      guard name != skipped else { return }
      guard type != .float32 else { return writer.add(prefix + name, Tensor(floats, shape: shape)) }
      var halves = [UInt16](repeating: 0, count: floats.count)
      (type == .float16 ? kernels.f32_to_f16 : kernels.f32_to_bf16)(floats, &halves, floats.count)
      writer.add(prefix + name, type, shape: shape, halves)
    }
    func addLinear(_ name: String, _ inputs: Int, _ outputs: Int) {
      add("\(name).weight", [outputs, inputs])
      add("\(name).bias", [outputs])
    }
    func addNorm(_ name: String) {
      add("\(name).weight", [width], scale: 0.1, offset: 1)
      add("\(name).bias", [width], scale: 0.1)
    }
    add("embeddings.word_embeddings.weight", [vocabulary, width])
    add("embeddings.position_embeddings.weight", [positions, width])
    add("embeddings.token_type_embeddings.weight", [2, width])
    addNorm("embeddings.LayerNorm")
    for layer in 0..<layers {
      let name = "encoder.layer.\(layer)."
      for part in ["query", "key", "value"] { addLinear("\(name)attention.self.\(part)", width, width) }
      addLinear("\(name)attention.output.dense", width, width)
      addNorm("\(name)attention.output.LayerNorm")
      addLinear("\(name)intermediate.dense", width, inner)
      addLinear("\(name)output.dense", inner, width)
      addNorm("\(name)output.LayerNorm")
    }
    addLinear("pooler.dense", width, width)
    for other in others { writer.add(other.name, other.tensor) }
    try writer.write(to: "\(folder)/model.safetensors")
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: "\(folder)/config.json"))
    try Data("[PAD]\n[UNK]\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/vocab.txt"))
  }

  /// Sequences of these lengths with random pieces and both types.
  static func inputs(_ lengths: [Int]) -> [EncoderInput] {
    lengths.enumerated().map { index, length in
      var random = CounterRandom(seed: 7, stream: UInt64(length * 1000 + index))
      return EncoderInput(
        ids: (0..<length).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) },
        types: (0..<length).map { UInt8($0 * 2 / max(length, 1)) })
    }
  }
}

/// Cosine between two lists of numbers.
func cosine(_ a: [Float], _ b: [Float]) -> Double {
  var (dot, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    dot += Double(x) * Double(y)
    aa += Double(x) * Double(x)
    bb += Double(y) * Double(y)
  }
  return dot / (aa * bb).squareRoot()
}

func largestDifference(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

/// The root of the repository, and what lies around it.
enum Place {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let shippedReader = root + "/Sources/SpanExtraction/Resources/reader"
  static let sharedReader = root + "/../shared/models/reader-pilot"
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
