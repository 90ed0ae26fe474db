import Foundation
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("Word encoder")
struct WordEncoderTests {
  static let lengths = [1, 5, 64, 65, 130, 2, 200, 31, 0, 17]

  @Test(
    "a sequence's result does not depend on its company or on the number of workers",
    arguments: WordEncoder.Precision.allCases)
  func independence(precision: WordEncoder.Precision) throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let inputs = TestModel.inputs(Self.lengths)
    let encoder = try WordEncoder(modelAt: folder.path, precision: precision, workers: 1)
    let together = try encoder.encode(inputs)
    for workers in [1, 2, 3, 5] {
      let other = try WordEncoder(modelAt: folder.path, precision: precision, workers: workers)
      #expect(try other.encode(inputs) == together, "\(workers) workers")
      #expect(try other.encode(inputs.reversed()).reversed() == together, "\(workers) workers, reversed")
      #expect(try inputs.map { try other.encode([$0])[0] } == together, "\(workers) workers, one by one")
    }
    #expect(together.map(\.length) == Self.lengths)
    #expect(together.allSatisfy { $0.hidden.count == $0.length * 48 && $0.hidden.allSatisfy(\.isFinite) })
  }

  @Test("several tasks may use one encoder at the same time")
  func concurrency() async throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let encoder = try WordEncoder(modelAt: folder.path, precision: .int8, workers: 2)
    let inputs = TestModel.inputs(Self.lengths)
    let expected = try encoder.encode(inputs)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { try encoder.encode(inputs) == expected } }
      for try await isEqual in group { #expect(isEqual) }
    }
  }

  @Test(
    "lower precisions stay close to f32",
    arguments: [(WordEncoder.Precision.bfloat16, 0.999), (.int8, 0.998)])
  func precisions(precision: WordEncoder.Precision, cosineAtLeast: Double) throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let inputs = TestModel.inputs(Self.lengths)
    let exact = try WordEncoder(modelAt: folder.path, precision: .float32).encode(inputs)
    let approximate = try WordEncoder(modelAt: folder.path, precision: precision).encode(inputs)
    #expect(cosine(exact.flatMap(\.hidden), approximate.flatMap(\.hidden)) > cosineAtLeast)
  }

  @Test("tensor names may carry the prefix that models with a head have")
  func prefix() throws {
    let (plain, prefixed) = (try Scratch(), try Scratch())
    try TestModel.write(to: plain.path)
    try TestModel.write(to: prefixed.path, prefix: "bert.")
    let inputs = TestModel.inputs([9])
    let expected = try WordEncoder(modelAt: plain.path, precision: .float32).encode(inputs)
    #expect(try WordEncoder(modelAt: prefixed.path, precision: .float32).encode(inputs) == expected)
  }

  @Test("weights may be f16 or bf16", arguments: [(ElementType.float16, Float(0.02)), (.bfloat16, 0.15)])
  func halves(type: ElementType, tolerance: Float) throws {
    let (full, half) = (try Scratch(), try Scratch())
    try TestModel.write(to: full.path)
    try TestModel.write(to: half.path, type: type)
    let inputs = TestModel.inputs([40])
    let expected = try WordEncoder(modelAt: full.path, precision: .float32).encode(inputs)[0].hidden
    let hidden = try WordEncoder(modelAt: half.path, precision: .float32).encode(inputs)[0].hidden
    #expect(largestDifference(hidden, expected) < tolerance && hidden != expected)
  }

  @Test("attention weights are rows of probabilities, for every layer and head")
  func attentionWeights() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let encoder = try WordEncoder(modelAt: folder.path, precision: .float32)
    for layer in 0..<TestModel.layers {
      for head in 0..<TestModel.heads {
        let weights = try encoder.attentionWeights(of: TestModel.inputs([11])[0], layer: layer, head: head)
        #expect(weights.shape == [11, 11])
        for row in 0..<11 { #expect(abs((0..<11).reduce(0) { $0 + weights[row, $1] } - 1) < 1e-5) }
      }
    }
  }

  @Test("without layers a word piece's state depends on itself and its place alone")
  func embeddingsAlone() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let encoder = try WordEncoder(modelAt: folder.path, precision: .int8)
    let first = EncoderInput(ids: [3, 4, 5, 6]), second = EncoderInput(ids: [3, 9, 5, 6])
    let states = try encoder.encode([first, second], layers: 0).map(\.hidden)
    let width = TestModel.width
    for place in 0..<4 {
      let row = place * width..<(place + 1) * width
      #expect((states[0][row] == states[1][row]) == (place != 1))
    }
    #expect(states[0] != (try encoder.encode([first], layers: 1)[0].hidden))
    for layers in [-1, TestModel.layers + 1] {
      #expect(throws: ModelError.self) { _ = try encoder.encode([first], layers: layers) }
    }
  }

  @Test("what the model does not have is an error that names the sequence")
  func badInputs() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let encoder = try WordEncoder(modelAt: folder.path, precision: .int8)
    func error(_ inputs: [EncoderInput]) -> String? {
      (#expect(throws: ModelError.self) { _ = try encoder.encode(inputs) })?.description
    }
    let good = EncoderInput(ids: [1])
    #expect(error([good, EncoderInput(ids: [60])]) == "sequence 1: word piece 60 lies outside 0 ..< 60")
    #expect(error([EncoderInput(ids: [-1])]) == "sequence 0: word piece -1 lies outside 0 ..< 60")
    #expect(error([EncoderInput(ids: [1], types: [2])]) == "sequence 0: token type 2 lies outside 0 ..< 2")
    #expect(error([EncoderInput(ids: [1, 2], types: [0])]) == "sequence 0: 2 ids and 1 types")
    #expect(
      error([EncoderInput(ids: [Int32](repeating: 1, count: 201))])
        == "sequence 0: 201 word pieces, and the model has 200 positions; split the text into windows")
    #expect(throws: ModelError.self) { _ = try encoder.attentionWeights(of: good, layer: 2, head: 0) }
    #expect(throws: ModelError.self) { _ = try encoder.attentionWeights(of: good, layer: 0, head: 3) }
    #expect(try encoder.encode([]).isEmpty)
  }
}
