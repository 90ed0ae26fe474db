import AttentionCore
import Foundation
import GradientChecks
import HierarchicalModels
import Tensors
import Testing

/// The decoders of Tools/Fixtures/decoder.py.
enum TinyDecoder {
  static let (vocabulary, word, hidden, states, attention) = (9, 3, 4, 6, 5)
  static let lengths = [5, 3]
  static let places = 5
  static let source = [[3, 9, 4, 10, 9], [5, 9, 3]]
  static let read = [[2, 9, 4, 7], [2, 5, 9, 1]]
  static let targets = [[9, 4, 7, 0], [5, 9, 0, -1]]

  static func value(_ place: Int, _ element: Int) -> Double {
    0.4 * sin(0.7 * Double(element) + 1.3 * Double(place) + 0.2)
  }

  static func recurrent<Scalar>(
    _ parameters: ParameterSet<Scalar>
  ) -> RecurrentDecoder<AdditiveAttention<Scalar>> {
    RecurrentDecoder(
      "d",
      attention: AdditiveAttention(
        "a", queryWidth: hidden, keyWidth: states, hidden: attention, in: parameters),
      stateWidth: states, contextWidth: states, vocabulary: vocabulary, wordWidth: word, hidden: hidden,
      hasCoverage: true, in: parameters)
  }

  static func transformer<Scalar>(
    _ parameters: ParameterSet<Scalar>
  ) -> TransformerDecoder<MultiHeadAttention<Scalar>> {
    TransformerDecoder(
      "d", layers: 2, heads: 2, contextWidth: hidden, vocabulary: vocabulary, wordWidth: word, hidden: hidden,
      inner: 7, in: parameters
    ) { MultiHeadAttention(.init($0), width: hidden, keyWidth: states, heads: 2, in: parameters) }
  }

  static func fill<Scalar>(_ parameters: ParameterSet<Scalar>) {
    for (place, parameter) in parameters.parameters.sorted(by: { $0.name < $1.name }).enumerated() {
      for element in parameter.elements.indices {
        parameter.elements[element] = Scalar(value(place, element))
      }
    }
  }

  static func source<Scalar>(on tape: Tape<Scalar>) -> DecoderSource<Scalar> {
    let values = (0..<2 * places * states).map { Scalar(value(40, $0)) }
    return DecoderSource(
      states: tape.input(values, shape: [2, places, states]), lengths: lengths, words: source)
  }
}

@Suite("Decoders that attend over anything")
struct DecoderTests {
  private struct Reference: Decodable {
    struct Decoder: Decodable {
      var loss: Double
      var probabilities, weights, states: [Double]
      var gradients: [String: [Double]]
    }
    var recurrent, transformer: Decoder
  }

  private static func reference() throws -> Reference {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/decoder.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  private func hold(
    _ make: (ParameterSet<Double>) -> some SequenceDecoder<Double>, to reference: Reference.Decoder
  ) throws {
    let parameters = ParameterSet<Double>()
    let decoder = make(parameters)
    TinyDecoder.fill(parameters)
    let gradients = Gradients(for: parameters)
    let tape = Tape(gradients: gradients)
    let source = TinyDecoder.source(on: tape)
    let output = decoder.teach(TinyDecoder.read, from: source, sampling: 0)
    #expect(worst(output.weights.values, reference.weights) < 1e-9)
    // Step by step, with what is kept between steps, it says the same.
    var state = decoder.start(source)
    let size = reference.probabilities.count / 8
    for step in 0..<4 {
      let next = decoder.step(TinyDecoder.read.map { $0[step] }, &state)
      for (row, found) in decoder.output.probabilities(next, source: source).enumerated() {
        let place = (row * 4 + step) * size
        let expected = reference.probabilities[place..<place + size]
        let padded = found + [Double](repeating: 0, count: size - found.count)
        #expect(worst(padded, Array(expected)) < 1e-9, "row \(row), step \(step)")
      }
    }
    let loss = decoder.output.loss(
      output, targets: TinyDecoder.targets, source: source, labelSmoothing: 0.1, coverageWeight: 0.7)
    #expect(abs(loss.scalar - reference.loss) < 1e-9)
    tape.backward(from: loss)
    #expect(worst(try #require(source.states.gradient), reference.states) < 1e-9)
    #expect(reference.gradients.count == parameters.parameters.count)
    for parameter in parameters.parameters {
      let expected = try #require(reference.gradients[parameter.name], "\(parameter.name)")
      #expect(worst(Array(gradients.dense(parameter)), expected) < 1e-8, "\(parameter.name)")
    }
  }

  @Test(
    "The recurrent decoder's probabilities, loss and gradients are PyTorch's, given all words or one at a time"
  )
  func recurrent() throws { try hold(TinyDecoder.recurrent, to: Self.reference().recurrent) }

  @Test("The Transformer decoder's are too, with cached keys and values and without")
  func transformer() throws { try hold(TinyDecoder.transformer, to: Self.reference().transformer) }

  private func checked<Scalar, Decoder: SequenceDecoder<Scalar>>(
    _ name: String, copies: Bool = true, _ make: @escaping (ParameterSet<Scalar>) -> Decoder
  ) -> CheckCase<Scalar> {
    CheckCase(name, [[2, TinyDecoder.places, TinyDecoder.states]]) { parameters in
      let decoder = make(parameters)
      return { _, inputs in
        let source = DecoderSource(
          states: inputs[0], lengths: TinyDecoder.lengths, words: copies ? TinyDecoder.source : [])
        let output = decoder.teach(TinyDecoder.read, from: source, sampling: 0)
        return [
          decoder.output.loss(
            output, targets: copies ? TinyDecoder.targets : [[4, 4, 7, 0], [5, 1, 0, -1]], source: source,
            labelSmoothing: 0.1, coverageWeight: 0.5)
        ]
      }
    }
  }

  /// The looser bound is that of min(α, coverage), which has a corner.
  @Test("Gradients agree with central differences, and f32 with double precision")
  func gradients() {
    #expect(gradientError(checked("recurrent", TinyDecoder.recurrent)) < 1e-6)
    #expect(gradientError(checked("transformer", TinyDecoder.transformer)) < 1e-6)
    #expect(
      precisionError(
        checked("recurrent", TinyDecoder.recurrent), checked("recurrent", TinyDecoder.recurrent)) < 2e-4)
  }

  @Test("It attends by any mechanism, windows and heads among them, with copying and without")
  func mechanisms() {
    func over<Mechanism: Attention>(
      _ name: String, copies: Bool, _ make: @escaping (ParameterSet<Double>) -> Mechanism
    ) where Mechanism.Scalar == Double {
      let found = checked(name, copies: copies) { parameters in
        RecurrentDecoder(
          "d", attention: make(parameters), stateWidth: TinyDecoder.states, contextWidth: TinyDecoder.states,
          vocabulary: TinyDecoder.vocabulary, wordWidth: TinyDecoder.word, hidden: TinyDecoder.hidden,
          copies: copies, isTied: false, in: parameters)
      }
      #expect(gradientError(found) < 1e-6, "\(name)")
    }
    let (hidden, states) = (TinyDecoder.hidden, TinyDecoder.states)
    over("monotonic window", copies: false) {
      LocalMonotonicAttention(GeneralAttention("a", queryWidth: hidden, keyWidth: states, in: $0), radius: 1)
    }
    over("following window", copies: false) {
      LocalMonotonicAttention(
        GeneralAttention("a", queryWidth: hidden, keyWidth: states, in: $0), radius: 1, advance: .following)
    }
    over("predicted window", copies: true) {
      LocalPredictiveAttention(
        "p", GeneralAttention("a", queryWidth: hidden, keyWidth: states, in: $0), radius: 2,
        queryWidth: hidden, hidden: 3, in: $0)
    }
  }

  @Test(
    "With scheduled sampling it reads its own words, the same ones for the same seed, and none where it is off"
  )
  func sampling() {
    let parameters = ParameterSet<Double>()
    let decoder = TinyDecoder.recurrent(parameters)
    TinyDecoder.fill(parameters)
    func hidden(_ sampling: Double, seed: UInt64, words: [[Int]] = TinyDecoder.read) -> [Double] {
      let tape = Tape<Double>()
      tape.seed = seed
      return decoder.teach(words, from: TinyDecoder.source(on: tape), sampling: sampling).hidden.values
    }
    #expect(hidden(0, seed: 1) == hidden(0, seed: 2))
    #expect(hidden(1, seed: 1) == hidden(1, seed: 1))
    #expect(hidden(1, seed: 1) != hidden(0, seed: 1))
    // Where all are its own, it does not matter which were given behind the first.
    #expect(hidden(1, seed: 1) == hidden(1, seed: 1, words: [[2, 3, 3, 3], [2, 3, 3, 3]]))
  }
}
