import Foundation
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("The sentence level of a reader")
struct SentenceLevelTests {
  private static let lengths = [30, 17, 70]
  private static let layouts = [
    SentenceLayout.Sequence(question: 1..<6, sentences: [7..<15, 15..<16, 16..<29]),
    SentenceLayout.Sequence(question: 1..<9, sentences: [10..<16]),
    SentenceLayout.Sequence(question: 1..<2, sentences: [3..<68]),
  ]

  /// A level with random weights, not the ones it begins with.
  private static func level<Scalar: TensorScalar>(
    _ parameters: ParameterSet<Scalar>
  ) -> SentenceLevel<Scalar> {
    let level = SentenceLevel<Scalar>(inputs: TestModel.width, width: 16, in: parameters)
    for parameter in parameters.parameters {
      var random = CounterRandom(seed: 3, stream: UInt64(parameter.index))
      for place in parameter.elements.indices { parameter.elements[place] = Scalar(random.normal()) / 4 }
    }
    return level
  }

  @Test(
    "Inference gives what the definition gives",
    arguments: [(WordEncoder.Precision.float32, Float(1e-4)), (.bfloat16, 0.05), (.int8, 0.1)])
  func inference(precision: WordEncoder.Precision, tolerance: Float) throws {
    let parameters = ParameterSet<Float>(seed: 1)
    let level = Self.level(parameters)
    let folder = try Scratch()
    try TestModel.write(
      to: folder.path,
      adding: parameters.parameters.map { ($0.name, Tensor(Array($0.elements), shape: $0.shape)) })
    let encoder = try WordEncoder(modelAt: folder.path, precision: precision)
    let outputs = try encoder.encode(TestModel.inputs(Self.lengths))
    let scorer = try #require(try SentenceScorer(encoder))

    let length = try #require(Self.lengths.max())
    let hidden = outputs.flatMap { $0.hidden + Array(repeating: 9, count: (length - $0.length) * $0.width) }
    let tape = Tape<Float>.inference()
    let expected = level(
      tape.constant(hidden, shape: [3, length, TestModel.width]), SentenceLayout(Self.layouts, length: length)
    )
    let scores = expected.sentences.values, null = expected.null.values
    let places = expected.places.values
    for (index, layout) in Self.layouts.enumerated() {
      let found = try scorer.scores(outputs[index], question: layout.question, sentences: layout.sentences)
      #expect(abs(found.null - null[index]) < tolerance)
      #expect(found.sentences.count == layout.sentences.count)
      #expect(places[index * length] == null[index])
      for (place, sentence) in layout.sentences.enumerated() {
        let score = scores[index * 3 + place]
        #expect(abs(found.sentences[place] - score) < tolerance, "\(index) \(place)")
        #expect(sentence.allSatisfy { places[index * length + $0] == score })
      }
      #expect(places[index * length + layout.question.lowerBound] == 0)
    }
  }

  @Test("An encoder without a sentence level has none, and one of an impossible shape is refused")
  func absent() throws {
    let (plain, odd) = (try Scratch(), try Scratch())
    try TestModel.write(to: plain.path)
    #expect(try SentenceScorer(WordEncoder(modelAt: plain.path, precision: .int8)) == nil)
    try TestModel.write(to: odd.path, adding: [("sentence_level.match.weight", Tensor.zeros([16, 8]))])
    let encoder = try WordEncoder(modelAt: odd.path, precision: .int8)
    #expect(throws: ModelError.self) { try SentenceScorer(encoder) }
  }

  @Test("Gradients of the sentence level agree with central differences")
  func gradients() throws {
    let parameters = ParameterSet<Double>(seed: 1)
    let level = Self.level(parameters)
    let layout = SentenceLayout(Array(Self.layouts.prefix(2)), length: 32)
    var random = CounterRandom(seed: 5)
    let hidden = (0..<2 * 32 * TestModel.width).map { _ in Double(random.normal()) }
    let factors = (0..<64).map { _ in Double(random.normal()) }
    func loss(_ tape: Tape<Double>) -> Variable<Double> {
      let output = level(tape.constant(hidden, shape: [2, 32, TestModel.width]), layout)
      return (output.places * tape.constant(factors, shape: [2, 32])).sum()
    }
    let gradients = Gradients(for: parameters)
    let tape = Tape(gradients: gradients)
    tape.backward(from: loss(tape))
    for parameter in parameters.parameters {
      let place = parameter.count / 2, step = 1e-5, value = parameter.elements[place]
      parameter.elements[place] = value + step
      let above = loss(Tape<Double>.inference()).scalar
      parameter.elements[place] = value - step
      let below = loss(Tape<Double>.inference()).scalar
      parameter.elements[place] = value
      let numeric = (above - below) / (2 * step)
      let analytic = gradients.dense(parameter)[place]
      #expect(abs(numeric - analytic) < 1e-6 * max(1, abs(numeric)), "\(parameter.name)")
    }
  }
}
