import Foundation
import GradientChecks
import HierarchicalModels
import Tensors
import Testing

@Suite("The hierarchical attention network for classification")
struct ClassifierModelTests {
  private static let documents = [[4, 9, 2], [5]]

  private static var configuration: ClassifierConfiguration {
    var configuration = ClassifierConfiguration()
    configuration.labels = ["a", "b", "c"]
    configuration.vocabulary_size = 11
    configuration.word_width = 5
    configuration.unknown_buckets = 3
    configuration.word_hidden = 3
    configuration.sentence_hidden = 2
    configuration.attention_width = 4
    return configuration
  }

  /// The words of Tools/Fixtures/classifier.py.
  private static var batch: ClassifierBatch {
    var sentence = 0
    return ClassifierBatch(
      documents.map { lengths in
        lengths.map { length in
          defer { sentence += 1 }
          return (0..<length).map {
            ClassifierBatch.Word(index: (7 * sentence + 3 * $0) % 13, writing: (sentence + $0) % 4)
          }
        }
      }, configuration: configuration)
  }

  private struct Reference: Decodable {
    var scores: [Double]
    var sentence_weights: [[Double]]
    var word_weights: [[Double]]
    var gradients: [String: [Double]]
  }

  private static func reference() throws -> Reference {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/classifier.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  /// A model with the weights of Tools/Fixtures/classifier.py.
  private static func model<Scalar: TensorScalar>(
    in parameters: ParameterSet<Scalar>
  ) -> ClassifierModel<Scalar> {
    let model = ClassifierModel<Scalar>(configuration, in: parameters)
    for (place, parameter) in parameters.parameters.sorted(by: { $0.name < $1.name }).enumerated() {
      for element in parameter.elements.indices {
        parameter.elements[element] = Scalar(0.3 * sin(0.7 * Double(element) + 1.3 * Double(place) + 0.2))
      }
    }
    return model
  }

  @Test("Scores, weights of both levels and all gradients are PyTorch's")
  func parity() throws {
    let reference = try Self.reference()
    let parameters = ParameterSet<Double>()
    let model = Self.model(in: parameters)
    let gradients = Gradients(for: parameters)
    let tape = Tape(gradients: gradients)
    let batch = Self.batch
    let output = model(batch, on: tape)
    #expect(worst(output.scores.values, reference.scores) < 1e-9)
    let sentences = output.sentenceWeights.values
    for (document, lengths) in Self.documents.enumerated() {
      let row = Array(sentences[document * batch.most..<(document + 1) * batch.most])
      #expect(worst(Array(row.prefix(lengths.count)), reference.sentence_weights[document]) < 1e-9)
      #expect(row.dropFirst(lengths.count).allSatisfy { $0 == 0 })
    }
    let words = output.wordWeights(of: batch).flatMap { $0 }
    #expect(words.count == reference.word_weights.count)
    for (found, expected) in zip(words, reference.word_weights) { #expect(worst(found, expected) < 1e-9) }

    tape.backward(from: output.scores.crossEntropy([2, 0]))
    #expect(reference.gradients.count == parameters.parameters.count)
    for parameter in parameters.parameters {
      var found = [Double](repeating: 0, count: parameter.count)
      if let rows = gradients.rows(parameter) {
        rows.withValues { values in
          for (place, row) in rows.indices.enumerated() {
            for i in 0..<rows.width { found[row * rows.width + i] = values[place * rows.width + i] }
          }
        }
      } else {
        found = Array(gradients.dense(parameter))
      }
      let expected = try #require(reference.gradients[parameter.name], "\(parameter.name)")
      #expect(worst(found, expected) < 1e-9, "\(parameter.name)")
    }
  }

  @Test("Gradients agree with central differences, and f32 with double precision")
  func gradients() {
    func checked<Scalar: TensorScalar>(_: Scalar.Type) -> CheckCase<Scalar> {
      CheckCase("classifier", []) { parameters in
        let model = ClassifierModel<Scalar>(Self.configuration, in: parameters)
        let batch = Self.batch
        return { tape, _ in
          let output = model(batch, on: tape)
          return [output.scores, output.sentenceWeights]
        }
      }
    }
    #expect(gradientError(checked(Double.self)) < 1e-7)
    #expect(precisionError(checked(Float.self), checked(Double.self)) < 1e-4)
  }

  @Test("On states of an encoder, gradients agree with differences, and padding counts for nothing")
  func states() {
    var configuration = Self.configuration
    (configuration.vocabulary_size, configuration.encoder_layers) = (0, 2)
    (configuration.encoder_width, configuration.encoder_window) = (6, 16)
    let extents = configuration
    let lengths = [[4, 2], [5]]
    func batch(_ documents: ArraySlice<[Int]>) -> ClassifierBatch {
      ClassifierBatch(
        documents.map { $0.map { (0..<$0).map { .init(index: 0, writing: $0 % 4) } } },
        states: documents.map { sentences in
          (0..<sentences.reduce(0, +) * 6).map { sin(0.9 * Float($0) + Float(sentences.count)) }
        }, configuration: extents)
    }
    func checked<Scalar: TensorScalar>(_: Scalar.Type) -> CheckCase<Scalar> {
      CheckCase("classifier on states", []) { parameters in
        let model = ClassifierModel<Scalar>(extents, in: parameters)
        return { tape, _ in [model(batch(lengths[...]), on: tape).scores] }
      }
    }
    #expect(gradientError(checked(Double.self)) < 1e-7)
    #expect(precisionError(checked(Float.self), checked(Double.self)) < 1e-4)
    let parameters = ParameterSet<Double>()
    let model = ClassifierModel<Double>(extents, in: parameters)
    #expect(model.words == nil)
    let together = model(batch(lengths[...]), on: .inference()).scores.values
    let last = model(batch(lengths[1...]), on: .inference()).scores.values
    #expect(worst(Array(together[3...]), last) < 1e-12)
  }

  @Test("A document's scores do not depend on what is read beside it")
  func alone() {
    let parameters = ParameterSet<Float>()
    let model = Self.model(in: parameters)
    func words(_ lengths: [Int], _ first: Int) -> [[ClassifierBatch.Word]] {
      lengths.enumerated().map { place, length in
        (0..<length).map { .init(index: (first + 5 * place + $0) % 13, writing: $0 % 4) }
      }
    }
    let documents = [words([3, 40, 7], 0), words([1], 4), words([], 0), words([12, 12, 9, 30, 2], 7)]
    let together = model(
      ClassifierBatch(documents, configuration: Self.configuration), on: .inference()
    ).scores.values
    for (place, document) in documents.enumerated() {
      let alone = model(
        ClassifierBatch([document], configuration: Self.configuration), on: .inference()
      ).scores.values
      for label in 0..<3 { #expect(abs(alone[label] - together[place * 3 + label]) < 1e-5, "\(place)") }
    }
  }
}
