import Foundation
import GradientChecks
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("The trainable word encoder")
struct TransformerEncoderTests {
  static let configuration = EncoderConfiguration(
    vocabularySize: TestModel.vocabulary, width: TestModel.width, layers: TestModel.layers,
    heads: TestModel.heads,
    innerWidth: TestModel.inner, positions: TestModel.positions)

  /// Hidden states of each sequence, without padding.
  static func hidden<Scalar: TensorScalar>(
    _ folder: String, _ inputs: [EncoderInput], prefix: String = "", precision: Precision = .full,
    _: Scalar.Type = Scalar.self
  ) throws -> [[Scalar]] {
    let parameters = ParameterSet<Scalar>(seed: 1)
    let encoder = TransformerEncoder(configuration, prefix: prefix, precision: precision, in: parameters)
    try encoder.load(ModelFolder(at: folder).weights)
    let batch = try EncoderBatch(inputs, for: configuration)
    let values = encoder(batch, on: Tape(isTraining: false)).values
    return batch.lengths.enumerated().map { index, length in
      let first = index * batch.length * configuration.width
      return Array(values[first..<first + length * configuration.width])
    }
  }

  @Test("gives what the inference path gives, within 1e-4, whatever padding a sequence has")
  func oneDefinition() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let inputs = TestModel.inputs([1, 5, 64, 65, 130, 2, 200, 31, 17])
    let fast = try WordEncoder(modelAt: folder.path, precision: .float32).encode(inputs).map(\.hidden)
    let plain: [[Double]] = try Self.hidden(folder.path, inputs)
    let trained: [[Float]] = try Self.hidden(folder.path, inputs)
    for (index, hidden) in fast.enumerated() {
      #expect(largestDifference(hidden, plain[index].map { Float($0) }) < 1e-4)
      #expect(largestDifference(hidden, trained[index]) < 1e-4)
    }
  }

  @Test("in bf16 stays close to f32")
  func halves() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let inputs = TestModel.inputs([64, 33, 200])
    let full: [[Float]] = try Self.hidden(folder.path, inputs)
    let half: [[Float]] = try Self.hidden(folder.path, inputs, precision: .bfloat16)
    #expect(cosine(full.flatMap { $0 }, half.flatMap { $0 }) > 0.999)
  }

  @Test("has the gradient that central differences find, of every parameter, with dropout and padding")
  func gradient() throws {
    let tiny = EncoderConfiguration(
      vocabularySize: 5, width: 6, layers: 2, heads: 2, innerWidth: 5, positions: 4, layerNormEpsilon: 1e-5)
    let batch = try EncoderBatch(
      [EncoderInput(ids: [1, 4, 1, 2], types: [0, 0, 1, 1]), EncoderInput(ids: [3, 0])], for: tiny,
      multiple: 1)
    let checkCase = CheckCase<Double>("encoder", []) { parameters in
      let encoder = TransformerEncoder(tiny, dropout: 0.2, attentionDropout: 0.1, in: parameters)
      return { tape, _ in
        let hidden = encoder(batch, on: tape)
        // Padding means nothing: it is left out of the loss.
        return [hidden.slice(0..<1), hidden.slice(1..<2).slice(0..<2, axis: 1)]
      }
    }
    #expect(gradientError(checkCase) < 1e-6)
  }

  @Test("reads checkpoints with and without the prefix of models with a head, and int8 ones")
  func checkpoints() throws {
    let (plain, prefixed, quantized) = (try Scratch(), try Scratch(), try Scratch())
    try TestModel.write(to: plain.path)
    try TestModel.write(to: prefixed.path, prefix: "bert.")
    try ModelQuantizer.quantize(
      folder: plain.path, to: quantized.path + "/int8",
      card: ModelQuantizer.Card(name: "small", version: "1", about: "random weights"))
    let inputs = TestModel.inputs([9, 30])
    let expected: [[Float]] = try Self.hidden(plain.path, inputs)
    #expect(try Self.hidden(prefixed.path, inputs) == expected)
    #expect(try Self.hidden(prefixed.path, inputs, prefix: "bert.") == expected)
    #expect(try Self.hidden(plain.path, inputs, prefix: "reader.bert.") == expected)
    let approximate: [[Float]] = try Self.hidden(quantized.path + "/int8", inputs)
    #expect(cosine(expected.flatMap { $0 }, approximate.flatMap { $0 }) > 0.999)
    let encoder = TransformerEncoder(Self.configuration, in: ParameterSet<Float>())
    #expect(
      try encoder.load(ModelFolder(at: plain.path).weights) == ["pooler.dense.bias", "pooler.dense.weight"])
  }

  @Test("refuses a checkpoint of another model, by the name of the tensor, and changes nothing")
  func otherModels() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    func failure(
      _ change: (inout EncoderConfiguration) -> Void, skipping skipped: String? = nil
    ) throws -> String {
      try TestModel.write(to: folder.path, skipping: skipped)
      var other = Self.configuration
      change(&other)
      let parameters = ParameterSet<Float>(seed: 3)
      let encoder = TransformerEncoder(other, in: parameters)
      let before = parameters.parameters.map(\.values)
      let weights = try ModelFolder(at: folder.path).weights
      let error = #expect(throws: ModelError.self) { try encoder.load(weights) }
      #expect(parameters.parameters.map(\.values) == before)
      return error?.description ?? ""
    }
    let deeper = try failure { $0.layers = 3 }
    #expect(deeper.contains("\"encoder.layer.2.attention.self.query.weight\": the file has no such tensor"))
    let flatter = try failure { $0.layers = 1 }
    #expect(flatter.contains("\"encoder.layer.1.") && flatter.contains("the model that should take it"))
    let wider = try failure { $0.innerWidth = 96 }
    #expect(wider.contains("intermediate.dense.weight\": its shape is [80, 48] and should be [96, 48]"))
    let missing = try failure({ _ in }, skipping: "encoder.layer.1.output.LayerNorm.bias")
    #expect(missing.contains("\"encoder.layer.1.output.LayerNorm.bias\": the file has no such tensor"))
  }

  @Test("names the sequence that it cannot take")
  func badSequences() {
    let error = #expect(throws: ModelError.self) {
      _ = try EncoderBatch(
        [EncoderInput(ids: [1]), EncoderInput(ids: [1, 60])], for: Self.configuration)
    }
    #expect(error?.description == "sequence 1: word piece 60 lies outside 0 ..< 60")
  }

  @Test("keeps the gradient of the word table by rows, and of rows that were looked up only")
  func sparseGradient() throws {
    let set = ParameterSet<Float>(seed: 1)
    let encoder = TransformerEncoder(Self.configuration, in: set)
    let sums = Gradients(for: set), tape = Tape(gradients: sums)
    let batch = try EncoderBatch([EncoderInput(ids: [7, 3, 7])], for: Self.configuration)
    tape.backward(from: encoder(batch, on: tape).slice(0..<3, axis: 1).tanh().sum())
    #expect(sums.rows(encoder.embeddings.words)?.indices.sorted() == [3, 7])
    #expect(sums.norm > 0)
  }
}
