import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("The upper levels of a summarizer")
struct SummaryLevelTests {
  private static let configuration = SummaryConfiguration(
    features: ["a", "b", "c"], inputs: 12, encoderLayers: 1, wordHidden: 6, width: 8, layers: 1, heads: 2,
    innerWidth: 10, radius: 3)

  private let parameters = ParameterSet<Double>(seed: 4)
  private let level: SummaryLevel<Double>

  init() {
    level = SummaryLevel(Self.configuration, in: parameters)
    for parameter in parameters.parameters {
      var random = CounterRandom(seed: 3, stream: UInt64(parameter.index))
      for place in parameter.elements.indices { parameter.elements[place] = Double(random.normal()) / 2 }
    }
  }

  private func numbers(_ count: Int, stream: UInt64) -> [Double] {
    var random = CounterRandom(seed: 9, stream: stream)
    return (0..<count).map { _ in Double(random.normal()) }
  }

  private func scores(_ vectors: [Double], _ features: [Double], counts: [Int]) -> [[Double]] {
    let tape = Tape<Double>.inference()
    let total = counts.reduce(0, +)
    let output = level(
      tape.constant(vectors, shape: [total, 8]), features: tape.constant(features, shape: [total, 3]),
      counts: counts)
    let (values, most) = (output.scores.values, output.scores.columns)
    return counts.enumerated().map { row, count in Array(values[row * most..<row * most + count]) }
  }

  @Test("A document's scores do not depend on the documents beside it")
  func batches() {
    let (vectors, features) = (numbers(11 * 8, stream: 1), numbers(11 * 3, stream: 2))
    let together = scores(vectors, features, counts: [4, 7])
    let first = scores(Array(vectors[..<32]), Array(features[..<12]), counts: [4])
    let second = scores(Array(vectors[32...]), Array(features[12...]), counts: [7])
    for (a, b) in zip(together.joined(), (first + second).joined()) { #expect(abs(a - b) < 1e-9) }
  }

  @Test("The score is the sum of its parts, and its wide share is linear in the features")
  func parts() {
    let tape = Tape<Double>.inference()
    let features = numbers(5 * 3, stream: 2)
    let output = level(
      tape.constant(numbers(5 * 8, stream: 1), shape: [5, 8]),
      features: tape.constant(features, shape: [5, 3]), counts: [5])
    let weights = level.wide.weight.values
    for sentence in 0..<5 {
      let sum =
        output.content.values[sentence] + output.salience.values[sentence] + output.wide.values[sentence]
      #expect(abs(sum - output.scores.values[sentence]) < 1e-12)
      let wide = (0..<3).reduce(0) { $0 + weights[$1] * features[sentence * 3 + $1] }
      #expect(abs(wide - output.wide.values[sentence]) < 1e-12)
    }
  }

  @Test("Words are pooled by weights that sum to 1, each sentence by itself, whatever its place")
  func pooling() {
    let lengths = (0..<70).map { ($0 * 7) % 11 }
    let words = lengths.reduce(0, +)
    let states = numbers(words * 12, stream: 5)
    let tape = Tape<Double>.inference()
    let all = level.pooled(tape.constant(states, shape: [words, 12]), lengths: lengths)
    #expect(all.sentences.shape == [70, 8])
    var start = 0
    for (sentence, length) in lengths.enumerated() {
      #expect(all.weights[sentence].count == length)
      guard length > 0 else { continue }
      #expect(abs(all.weights[sentence].reduce(0, +) - 1) < 1e-9)
      let alone = level.pooled(
        tape.constant(states[start * 12..<(start + length) * 12], shape: [length, 12]), lengths: [length])
      for component in 0..<8 {
        #expect(
          abs(alone.sentences.values[component] - all.sentences.values[sentence * 8 + component]) < 1e-9)
      }
      start += length
    }
  }

  @Test("A sentence looks no farther than the radius, apart from the document as a whole")
  func window() {
    let count = 12
    var vectors = numbers(count * 8, stream: 1)
    let features = numbers(count * 3, stream: 2)
    func content() -> [Double] {
      let tape = Tape<Double>.inference()
      return level(
        tape.constant(vectors, shape: [count, 8]), features: tape.constant(features, shape: [count, 3]),
        counts: [count]
      ).content.values
    }
    let before = content()
    for component in 0..<8 { vectors[11 * 8 + component] += Double(component) - 2 }
    let after = content()
    for sentence in 0..<8 { #expect(before[sentence] == after[sentence]) }
    #expect(before[8] != after[8])
  }

  @Test("A file that lacks a tensor is refused by its name")
  func missing() throws {
    let folder = try Scratch()
    let own = ParameterSet<Float>(seed: 1)
    let level = SummaryLevel<Float>(Self.configuration, in: own)
    var writer = SafeTensorsWriter()
    for parameter in own.parameters where parameter.name != "summary_level.content.weight" {
      writer.add(parameter.name, Tensor(Array(parameter.elements), shape: parameter.shape))
    }
    let path = "\(folder.path)/model.safetensors"
    try writer.write(to: path)
    let file = try SafeTensors(path: path)
    do {
      try level.load(file, into: own)
      Issue.record("it was loaded")
    } catch { #expect(error.description.contains("summary_level.content.weight")) }
  }
}
