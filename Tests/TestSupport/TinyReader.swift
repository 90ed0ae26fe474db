import Foundation
import Tensors

/// An encoder of a few thousand random weights, in the layout of any BERT encoder, and questions for it.
package enum TinyReader {
  package static let (width, inner, layers, heads, positions) = (32, 48, 2, 2, 96)
  package static let names = ["anna", "bob", "carla", "dan", "emma", "finn", "gina", "hugo"]
  package static let things = ["key", "ball", "lamp", "book", "rope", "coin", "drum", "flag"]
  package static let words =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "who", "has", "the", ".", "?", "a"] + names + things

  /// Writes the model folder.
  ///
  /// - Parameters:
  ///   - change: what is done to the tensors before they are written, by name: nil takes one away.
  package static func write(
    to folder: String, extra: [String: [Int]] = [:],
    change: (String, [Int]) -> [Int]? = { $1 }
  ) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var writer = SafeTensorsWriter()
    var random = CounterRandom(seed: 42)
    func add(_ name: String, _ shape: [Int], scale: Float = 0.2, offset: Float = 0) {
      guard let shape = change(name, shape) else { return }
      let floats = (0..<shape.reduce(1, *)).map { _ in random.normal() * scale + offset }
      writer.add(name, Tensor(floats, shape: shape))
    }
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) {
      add("\(name).weight", [outputs, inputs])
      add("\(name).bias", [outputs])
    }
    func norm(_ name: String) {
      add("\(name).weight", [width], scale: 0.1, offset: 1)
      add("\(name).bias", [width], scale: 0.1)
    }
    add("embeddings.word_embeddings.weight", [words.count, width])
    add("embeddings.position_embeddings.weight", [positions, width])
    add("embeddings.token_type_embeddings.weight", [2, width])
    norm("embeddings.LayerNorm")
    for layer in 0..<layers {
      let name = "encoder.layer.\(layer)."
      for part in ["query", "key", "value"] { linear("\(name)attention.self.\(part)", width, width) }
      linear("\(name)attention.output.dense", width, width)
      norm("\(name)attention.output.LayerNorm")
      linear("\(name)intermediate.dense", width, inner)
      linear("\(name)output.dense", inner, width)
      norm("\(name)output.LayerNorm")
    }
    linear("pooler.dense", width, width)
    for (name, shape) in extra.sorted(by: { $0.key < $1.key }) { add(name, shape) }
    try writer.write(to: "\(folder)/model.safetensors")
    let configuration = """
      {"vocab_size": \(words.count), "hidden_size": \(width), "num_hidden_layers": \(layers),
       "num_attention_heads": \(heads), "intermediate_size": \(inner), "max_position_embeddings": \(positions),
       "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu"}
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: "\(folder)/config.json"))
    try Data((words.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: "\(folder)/vocab.txt"))
  }

  /// Paragraphs of a few words with one name among them, one question on each, in SQuAD's form: a reader that
  /// has learnt anything answers with the name.
  package static func squad(_ count: Int, seed: UInt64 = 1) -> String {
    var random = CounterRandom(seed: seed, stream: 77)
    func pick(_ list: [String]) -> String { list[Int(random.next() % UInt64(list.count))] }
    let paragraphs = (0..<count).map { index in
      var words = (0..<4 + Int(random.next() % 12)).map { _ in pick(things) }
      let (name, place) = (pick(names), Int(random.next() % UInt64(words.count)))
      words.insert(name, at: place)
      let start = words[..<place].reduce(0) { $0 + $1.count + 1 }
      return """
        {"context": "\(words.joined(separator: " "))", "qas": [{"id": "q\(index)", "question": "who has the \(pick(things)) ?",
         "answers": [{"text": "\(name)", "answer_start": \(start)}]}]}
        """
    }
    let list = paragraphs.joined(separator: ",\n")
    return "{\"version\": \"1.1\", \"data\": [{\"title\": \"t\", \"paragraphs\": [\(list)]}]}"
  }
}
