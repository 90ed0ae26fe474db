import Foundation
import HierarchicalModels
import Tensors
import Testing

@Suite("Word encoder against PyTorch")
struct ReferenceTests {
  struct Fixture: Decodable {
    struct Sequence: Decodable {
      struct Attention: Decodable {
        var layer: Int
        var head: Int
        var firstRow: [Float]
      }
      var ids: [Int32]
      var types: [UInt8]
      var first: [[Float]]
      var last: [[Float]]
      var rowSums: [Float]
      var attention: Attention
    }
    var sequences: [Sequence]
  }

  static func fixture() throws -> [Fixture.Sequence] {
    let path = Place.root + "/Tests/HierarchicalModelsTests/Fixtures/encoder.json"
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
      .sequences
  }

  @Test(
    "f32 hidden states and attention weights of the shipped reader agree within 1e-4",
    .enabled(if: Place.exists(Place.shippedReader), "the reader's weights are not in the checkout"))
  func float32() throws {
    let encoder = try WordEncoder(modelAt: Place.shippedReader, precision: .float32)
    let sequences = try Self.fixture()
    let outputs = try encoder.encode(sequences.map { EncoderInput(ids: $0.ids, types: $0.types) })
    for (sequence, output) in zip(sequences, outputs) {
      #expect(output.length == sequence.ids.count)
      for position in 0..<output.length {
        #expect(largestDifference(output[position].prefix(4), sequence.first[position]) < 1e-4)
        #expect(largestDifference(output[position].suffix(4), sequence.last[position]) < 1e-4)
        #expect(abs(output[position].reduce(0, +) - sequence.rowSums[position]) < 1e-3)
      }
      let weights = try encoder.attentionWeights(
        of: EncoderInput(ids: sequence.ids, types: sequence.types), layer: sequence.attention.layer,
        head: sequence.attention.head)
      #expect(largestDifference(weights.elements.prefix(output.length), sequence.attention.firstRow) < 1e-4)
    }
  }

  @Test(
    "int8 and bf16 hidden states of the shipped reader have a cosine of at least 0.9995 to f32",
    .enabled(if: Place.exists(Place.shippedReader), "the reader's weights are not in the checkout"),
    arguments: [WordEncoder.Precision.int8, .bfloat16])
  func lowPrecision(precision: WordEncoder.Precision) throws {
    let inputs = try Self.fixture().map { EncoderInput(ids: $0.ids, types: $0.types) }
    let exact = try WordEncoder(modelAt: Place.shippedReader, precision: .float32).encode(inputs)
    let approximate = try WordEncoder(modelAt: Place.shippedReader, precision: precision).encode(inputs)
    #expect(cosine(exact.flatMap(\.hidden), approximate.flatMap(\.hidden)) >= 0.9995)
    // Special pieces have a few large components, which coarsen their rows; in a sequence of four they are
    // half of it.
    for (a, b) in zip(exact, approximate) {
      #expect(cosine(a.hidden, b.hidden) >= (a.length < 16 ? 0.998 : 0.9995))
    }
  }

  struct Expected: Decodable {
    var input_ids: [Int32]
    var token_type_ids: [UInt8]
    var hidden_first_8: [[Float]]
    var start_logits: [Float]
    var end_logits: [Float]
  }

  @Test(
    "the f16 pilot reader gives the hidden states and logits that came with it",
    .enabled(if: Place.exists(Place.sharedReader), "../shared is not there"))
  func pilot() throws {
    let path = Place.sharedReader + "/expected.json"
    let expected = try JSONDecoder().decode(
      [Expected].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let encoder = try WordEncoder(modelAt: Place.sharedReader, precision: .float32)
    let head = try Linear(encoder.folder.weights, named: "qa_outputs", inputs: 384, outputs: 2)
    for example in expected {
      let output = try encoder.encode([EncoderInput(ids: example.input_ids, types: example.token_type_ids)])[
        0]
      for (position, values) in example.hidden_first_8.enumerated() {
        #expect(largestDifference(output[position].prefix(8), values) < 1e-4)
      }
      let logits = head.apply(output.hidden, rows: output.length)
      let starts = (0..<output.length).map { logits[2 * $0] },
        ends = (0..<output.length).map { logits[2 * $0 + 1] }
      #expect(largestDifference(starts, example.start_logits) < 1e-3)
      #expect(largestDifference(ends, example.end_logits) < 1e-3)
    }
  }
}
