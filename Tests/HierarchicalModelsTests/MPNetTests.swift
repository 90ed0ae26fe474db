import Foundation
import GradientChecks
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("MPNet")
struct MPNetTests {
  struct Fixture: Decodable {
    struct Sequence: Decodable {
      struct Attention: Decodable {
        var layer: Int
        var head: Int
        var lastRow: [Float]
      }
      var ids: [Int32]
      var first: [[Float]]
      var last: [[Float]]
      var attention: Attention
    }
    var sequences: [Sequence]
    var buckets: [Int]
  }

  static func fixture(
    _ path: String = Place.root + "/Tests/HierarchicalModelsTests/Fixtures/mpnet.json"
  ) throws -> Fixture {
    try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private static func check(_ encoder: WordEncoder, _ fixture: Fixture, within tolerance: Float) throws {
    let outputs = try encoder.encode(fixture.sequences.map { EncoderInput(ids: $0.ids) })
    for (sequence, output) in zip(fixture.sequences, outputs) {
      #expect(output.length == sequence.first.count)
      for position in 0..<output.length {
        #expect(largestDifference(output[position].prefix(4), sequence.first[position]) < tolerance)
        #expect(largestDifference(output[position].suffix(4), sequence.last[position]) < tolerance)
      }
      let weights = try encoder.attentionWeights(
        of: EncoderInput(ids: sequence.ids), layer: sequence.attention.layer, head: sequence.attention.head)
      #expect(
        largestDifference(weights.elements.suffix(output.length), sequence.attention.lastRow) < tolerance)
    }
  }

  @Test("distances fall into PyTorch's buckets")
  func buckets() throws {
    let relative = RelativePositions(buckets: 32)
    #expect(try Self.fixture().buckets == (-300...300).map(relative.bucket))
    #expect(relative.all(length: 1) == [0])
  }

  @Test("f32 hidden states and attention weights are PyTorch's within 1e-4")
  func reference() throws {
    let folder = try Scratch()
    try TinyMPNet.write(to: folder.path)
    let encoder = try WordEncoder(modelAt: folder.path, precision: .float32)
    #expect(encoder.configuration.positions == 200)
    try Self.check(encoder, Self.fixture(), within: 1e-4)
  }

  @Test("int8 and bf16 stay close to f32", arguments: [WordEncoder.Precision.int8, .bfloat16])
  func lowPrecision(precision: WordEncoder.Precision) throws {
    let folder = try Scratch()
    try TinyMPNet.write(to: folder.path, prefix: "mpnet.")
    let inputs = try Self.fixture().sequences.map { EncoderInput(ids: $0.ids) }
    let exact = try WordEncoder(modelAt: folder.path, precision: .float32).encode(inputs)
    let other = try WordEncoder(modelAt: folder.path, precision: precision).encode(inputs)
    #expect(cosine(exact.flatMap(\.hidden), other.flatMap(\.hidden)) > 0.999)
    try ModelQuantizer.quantize(
      folder: folder.path, to: folder.path + "/int8", card: .init(name: "tiny", version: "1", about: ""))
    let small = try WordEncoder(modelAt: folder.path + "/int8", precision: precision).encode(inputs)
    #expect(cosine(exact.flatMap(\.hidden), small.flatMap(\.hidden)) > 0.999)
  }

  @Test("the trainable encoder gives what the inference path gives, whatever padding a sequence has")
  func oneDefinition() throws {
    let folder = try Scratch()
    try TinyMPNet.write(to: folder.path)
    let configuration = EncoderConfiguration(
      vocabularySize: TinyMPNet.vocabulary, width: TinyMPNet.width, layers: TinyMPNet.layers,
      heads: TinyMPNet.heads, innerWidth: TinyMPNet.inner, positions: TinyMPNet.positions,
      layerNormEpsilon: 1e-5, family: .mpnet)
    #expect(try EncoderConfiguration(readingFrom: folder.path + "/config.json") == configuration)
    let inputs = [3, 70, 200].map { length in
      EncoderInput(ids: (0..<length).map { Int32(($0 * 11 + length) % TinyMPNet.vocabulary) })
    }
    let fast = try WordEncoder(modelAt: folder.path, precision: .float32).encode(inputs).map(\.hidden)
    let encoder = TransformerEncoder(configuration, prefix: "mpnet.", in: ParameterSet<Float>(seed: 1))
    #expect(
      try encoder.load(ModelFolder(at: folder.path).weights) == ["pooler.dense.bias", "pooler.dense.weight"])
    let batch = try EncoderBatch(inputs, for: configuration)
    let values = encoder(batch, on: Tape(isTraining: false)).values
    for (index, length) in batch.lengths.enumerated() {
      let first = index * batch.length * configuration.width
      #expect(
        largestDifference(fast[index], values[first..<first + length * configuration.width]) < 1e-4)
    }
  }

  @Test("weights that an explanation may change are those of the fused path where it changes none")
  func explained() throws {
    let folder = try Scratch()
    try TinyMPNet.write(to: folder.path)
    let configuration = try EncoderConfiguration(readingFrom: folder.path + "/config.json")
    let encoder = TransformerEncoder(configuration, prefix: "mpnet.", in: ParameterSet<Float>(seed: 1))
    _ = try encoder.load(ModelFolder(at: folder.path).weights)
    let inputs = [40, 5].map { length in
      EncoderInput(ids: (0..<length).map { Int32(($0 * 7 + length) % TinyMPNet.vocabulary) })
    }
    let batch = try EncoderBatch(inputs, for: configuration)
    let tape = Tape<Float>(isTraining: false)
    let plain = encoder(batch, on: tape).values
    let fused = encoder(batch, on: tape, words: { $0 }).values
    var layers = 0
    let explicit = encoder(batch, on: tape, words: { $0 }) { _, weights in
      layers += 1
      return weights
    }
    #expect(layers == TinyMPNet.layers)
    for (index, length) in batch.lengths.enumerated() {
      let first = index * batch.length * configuration.width
      let rows = first..<first + length * configuration.width
      #expect(largestDifference(fused[rows], plain[rows]) == 0)
      #expect(largestDifference(explicit.values[rows], plain[rows]) < 1e-4)
    }
    // Without the bias by distance they would be others.
    let even = encoder(batch, on: tape, words: { $0 }) { _, weights in weights * 0.5 }.values
    #expect(largestDifference(even[...], plain[...]) > 1e-3)
  }

  @Test("has the gradient that central differences find, of distances too, with adapters and without")
  func gradient() throws {
    let tiny = EncoderConfiguration(
      vocabularySize: 5, width: 4, layers: 2, heads: 2, innerWidth: 5, positions: 4, layerNormEpsilon: 1e-5,
      family: .mpnet)
    let batch = try EncoderBatch(
      [EncoderInput(ids: [1, 4, 1, 2]), EncoderInput(ids: [3, 0])], for: tiny, multiple: 1)
    for rank in [0, 2] {
      let checkCase = CheckCase<Double>("mpnet \(rank)", []) { parameters in
        var encoder = TransformerEncoder(tiny, dropout: 0.2, attentionDropout: 0.1, in: parameters)
        if rank > 0 { encoder.adapt(rank: rank, scale: 1.5, in: parameters) }
        for parameter in parameters.parameters { parameter.isFrozen = false }
        return { tape, _ in
          let hidden = encoder(batch, on: tape)
          return [hidden.slice(0..<1), hidden.slice(1..<2).slice(0..<2, axis: 1)]
        }
      }
      #expect(gradientError(checkCase) < 1e-6)
    }
  }

  @Test("a sequence longer than the positions, and a configuration with odd buckets, are refused")
  func refusals() throws {
    let folder = try Scratch()
    try TinyMPNet.write(to: folder.path)
    let encoder = try WordEncoder(modelAt: folder.path, precision: .float32)
    let error = #expect(throws: ModelError.self) {
      try encoder.encode([EncoderInput(ids: [Int32](repeating: 4, count: 201))])
    }
    #expect(error?.reason == .sequenceTooLong(length: 201, limit: 200))
    let odd = TinyMPNet.configuration.replacingOccurrences(of: "buckets\": 32", with: "buckets\": 7")
    try Data(odd.utf8).write(to: URL(fileURLWithPath: folder.path + "/config.json"))
    #expect(throws: ModelError.self) { try EncoderConfiguration(readingFrom: folder.path + "/config.json") }
  }

  private static let environment = ProcessInfo.processInfo.environment

  @Test(
    "the published weights give PyTorch's values within 1e-3 in f32, and int8 has a cosine of at least 0.999 to it",
    .enabled(
      if: environment["PERUSE_MPNET"] != nil && environment["PERUSE_MPNET_VALUES"] != nil,
      "PERUSE_MPNET does not name the published model's folder"))
  func published() throws {
    let path = try #require(Self.environment["PERUSE_MPNET"])
    let values = try Self.fixture(#require(Self.environment["PERUSE_MPNET_VALUES"]))
    let exact = try WordEncoder(modelAt: path, precision: .float32)
    try Self.check(exact, values, within: 1e-3)
    let inputs = values.sequences.map { EncoderInput(ids: $0.ids) }
    let states = try exact.encode(inputs)
    for precision in [WordEncoder.Precision.int8, .bfloat16] {
      let other = try WordEncoder(modelAt: path, precision: precision).encode(inputs)
      let found = zip(states, other).map { cosine($0.hidden, $1.hidden) }
      print("\(precision): cosine to f32 \(found)")
      #expect(cosine(states.flatMap(\.hidden), other.flatMap(\.hidden)) >= 0.999)
    }
  }
}
