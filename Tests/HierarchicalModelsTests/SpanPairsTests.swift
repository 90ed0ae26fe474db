import Foundation
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("Scores of pairs of places")
struct SpanPairsTests {
  @Test(
    "Inference gives what the definition gives",
    arguments: [(WordEncoder.Precision.float32, Float(1e-4)), (.bfloat16, 0.1), (.int8, 0.2)])
  func inference(precision: WordEncoder.Precision, tolerance: Float) throws {
    let parameters = ParameterSet<Float>(seed: 1)
    let pairs = SpanPairs<Float>(inputs: TestModel.width, in: parameters)
    for parameter in parameters.parameters {
      var random = CounterRandom(seed: 3, stream: UInt64(parameter.index))
      for place in parameter.elements.indices { parameter.elements[place] = random.normal() / 4 }
    }
    let folder = try Scratch()
    try TestModel.write(
      to: folder.path,
      adding: parameters.parameters.map { ($0.name, Tensor(Array($0.elements), shape: $0.shape)) })
    let encoder = try WordEncoder(modelAt: folder.path, precision: precision)
    let output = try encoder.encode(TestModel.inputs([70]))[0]
    let scorer = try #require(try SpanPairScorer(encoder))
    let tape = Tape<Float>.inference()
    let hidden = tape.constant(output.hidden, shape: [1, 70, TestModel.width])
    let expected = pairs(hidden).values
    var found = try scorer.scores(output, at: 2..<69)
    for first in [2, 30, 68] {
      let scores = found.scores(first: first - 2, last: first - 2..<67)
      #expect(scores.count == 69 - first)
      for (offset, score) in scores.enumerated() {
        #expect(abs(score - expected[first * 70 + first + offset]) < tolerance, "\(first) \(offset)")
      }
    }
    let one = found.scores(first: 4, last: 9..<10)[0]
    found.scale *= 2
    #expect(found.scores(first: 4, last: 9..<10)[0] == 2 * one)
  }

  @Test("An encoder without the maps has none")
  func absent() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    #expect(try SpanPairScorer(WordEncoder(modelAt: folder.path, precision: .int8)) == nil)
  }
}
