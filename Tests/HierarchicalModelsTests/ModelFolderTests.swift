import Foundation
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("Model folders")
struct ModelFolderTests {
  static let card = ModelQuantizer.Card(name: "small", version: "3", about: "random weights")

  func message(_ path: String) -> String {
    (#expect(throws: ModelError.self) { _ = try WordEncoder(modelAt: path, precision: .int8) })?.description
      ?? ""
  }

  @Test("a quantized folder gives what quantizing while loading gives, and says what it is")
  func quantizer() throws {
    let (source, target) = (try Scratch(), try Scratch())
    try TestModel.write(to: source.path, prefix: "bert.")
    let manifest = try ModelQuantizer.quantize(
      folder: source.path, to: target.path + "/int8", card: Self.card)
    let inputs = TestModel.inputs([7, 90])
    let loaded = try WordEncoder(modelAt: target.path + "/int8", precision: .int8)
    #expect(loaded.name == "small" && loaded.version == "3")
    #expect(loaded.sha256 == manifest.sha256["model.safetensors"])
    let float = try WordEncoder(modelAt: source.path, precision: .float32).encode(inputs)
    for (a, b) in zip(float, try loaded.encode(inputs)) { #expect(cosine(a.hidden, b.hidden) > 0.998) }
    #expect(loaded.folder.weights.entries["bert.pooler.dense.weight"] == nil)
    #expect(loaded.folder.weights.entries["bert.encoder.layer.0.output.dense.weight"]?.type == .int8)
    let asFloat = try WordEncoder(modelAt: target.path + "/int8", precision: .float32).encode(inputs)
    for (a, b) in zip(float, asFloat) { #expect(cosine(a.hidden, b.hidden) > 0.999) }
  }

  @Test("a file that is not the one in the manifest is refused")
  func checksums() throws {
    for name in ["model.safetensors", "config.json", "vocab.txt"] {
      let (source, target) = (try Scratch(), try Scratch())
      try TestModel.write(to: source.path)
      try ModelQuantizer.quantize(folder: source.path, to: target.path, card: Self.card)
      let url = URL(fileURLWithPath: "\(target.path)/\(name)")
      var bytes = try Data(contentsOf: url)
      bytes[bytes.count - 2] ^= 1
      try bytes.write(to: url)
      let message = message(target.path)
      #expect(
        message.hasPrefix("\(target.path)/\(name): the SHA-256 is ") && message.contains("install it again"))
    }
  }

  @Test("infinities and what is no number are refused when a model is loaded, in every type and tensor")
  func notFinite() throws {
    for type in [ElementType.float32, .float16, .bfloat16] {
      for (name, value) in [
        ("encoder.layer.1.output.dense.weight", Float.nan), ("embeddings.LayerNorm.bias", .infinity),
        ("embeddings.word_embeddings.weight", -.infinity), ("encoder.layer.0.attention.self.key.bias", .nan),
      ] {
        let folder = try Scratch()
        try TestModel.write(to: folder.path, type: type)
        let path = folder.path + "/model.safetensors"
        let entry = try SafeTensors(path: path).entry(name)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let pattern: [UInt8]
        switch type {
        case .float16: pattern = value.isNaN ? [0x01, 0x7E] : value > 0 ? [0, 0x7C] : [0, 0xFC]
        case .bfloat16: pattern = value.isNaN ? [0x81, 0x7F] : value > 0 ? [0x80, 0x7F] : [0x80, 0xFF]
        default: pattern = withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
        }
        let end = entry.bytes.upperBound
        bytes.replaceSubrange(end - pattern.count..<end, with: pattern)
        try bytes.write(to: URL(fileURLWithPath: path))
        let message = message(folder.path)
        #expect(message.contains(name) && message.contains("no numbers"), "\(type): \(message)")
      }
    }
  }

  @Test("a scale that is no number is refused")
  func notFiniteScale() throws {
    let (source, target) = (try Scratch(), try Scratch())
    try TestModel.write(to: source.path)
    try ModelQuantizer.quantize(folder: source.path, to: target.path, card: Self.card)
    try FileManager.default.removeItem(atPath: target.path + "/manifest.json")
    let path = target.path + "/model.safetensors"
    let file = try SafeTensors(path: path)
    let entry = try #require(file.entries.values.first { $0.name.hasSuffix("_scale") })
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes.replaceSubrange(entry.bytes.prefix(4), with: [0, 0, 0xC0, 0x7F])
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(message(target.path).contains("no numbers"))
  }

  @Test("a manifest cannot name files elsewhere")
  func manifestOutside() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let manifest = #"{"name": "a", "version": "1", "about": "", "sha256": {"../../etc/passwd": "00"}}"#
    try Data(manifest.utf8).write(to: URL(fileURLWithPath: folder.path + "/manifest.json"))
    #expect(message(folder.path).contains("is not the name of a file in this folder"))
  }

  @Test("missing files and tensors, and tensors of another shape, are named")
  func missing() throws {
    #expect(message("/nowhere") == "/nowhere/model.safetensors: No such file or directory")
    let folder = try Scratch()
    let name = "encoder.layer.1.output.dense.weight"
    try TestModel.write(to: folder.path, skipping: name)
    #expect(message(folder.path).contains("tensor \"\(name)\": the file has no such tensor"))
    try TestModel.write(to: folder.path)
    let other = TestModel.configuration.replacingOccurrences(
      of: "\"vocab_size\": 60", with: "\"vocab_size\": 61")
    try Data(other.utf8).write(to: URL(fileURLWithPath: folder.path + "/config.json"))
    #expect(
      message(folder.path).contains("tensor \"embeddings.word_embeddings.weight\": its shape is [60, 48]"))
  }

  @Test(
    "a configuration that cannot be used is refused with a reason",
    arguments: [
      ("\"hidden_size\": 48", "\"hidden_size\": -48", "between 1 and"),
      ("\"hidden_size\": 48", "\"hidden_size\": 9223372036854775807", "between 1 and"),
      ("\"hidden_size\": 48", "\"hidden_size\": \"wide\"", "\"hidden_size\" has another type"),
      ("\"hidden_size\": 48,", "", "\"hidden_size\" is missing"),
      ("\"num_attention_heads\": 3", "\"num_attention_heads\": 5", "5 heads do not divide 48"),
      ("\"gelu\"", "\"relu\"", "hidden_act \"relu\""),
      ("{", "", "it is not JSON"),
    ])
  func configurations(old: String, new: String, reason: String) throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let text = TestModel.configuration.replacingOccurrences(of: old, with: new)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/config.json"))
    let message = message(folder.path)
    #expect(message.hasPrefix("\(folder.path)/config.json: ") && message.contains(reason), "\(message)")
  }

  @Test("a linear map reads its weights and maps rows")
  func linear() throws {
    let map = Linear(weight: Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]), bias: Tensor([10, 20], shape: [2]))
    #expect(map.apply([1, 0, 0, 0, 1, 1], rows: 2) == [11, 24, 15, 31])
    #expect(map.apply([], rows: 0).isEmpty)
  }
}
