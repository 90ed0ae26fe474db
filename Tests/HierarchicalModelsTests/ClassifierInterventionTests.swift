import HierarchicalModels
import Tensors
import Testing

/// What explanations change inside a classifier, against the model as it is.
@Suite("Interventions in the classifier")
struct ClassifierInterventionTests {
  private static var configuration: ClassifierConfiguration {
    var configuration = ClassifierConfiguration()
    configuration.labels = ["a", "b"]
    configuration.vocabulary_size = 9
    configuration.word_width = 4
    configuration.unknown_buckets = 2
    configuration.word_hidden = 3
    configuration.sentence_hidden = 3
    configuration.attention_width = 4
    return configuration
  }

  private let parameters = ParameterSet<Double>(seed: 4)
  private let model: ClassifierModel<Double>
  private let batch: ClassifierBatch

  init() throws {
    model = ClassifierModel(Self.configuration, in: parameters)
    var random = CounterRandom(seed: 8)
    let words = try #require(model.words)
    words.set((0..<words.count).map { _ in Double(random.normal()) })
    batch = ClassifierBatch(
      [[3, 12, 2], [5]].map { lengths in
        lengths.map { length in
          (0..<length).map { ClassifierBatch.Word(index: (3 * $0 + length) % 11, writing: 0) }
        }
      }, configuration: Self.configuration)
  }

  private func scores(_ intervention: ClassifierModel<Double>.Intervention = .init()) -> [Double] {
    model(batch, on: .inference(), intervention).scores.values
  }

  @Test("The model's own weights in place of its own change nothing, uniform ones do")
  func weights() {
    var own = ClassifierModel<Double>.Intervention()
    own.weights = { weights, _ in weights }
    for (left, right) in zip(scores(), scores(own)) { #expect(abs(left - right) < 1e-12) }
    var uniform = ClassifierModel<Double>.Intervention()
    uniform.weights = { weights, lengths in
      let values = lengths.flatMap { length in
        (0..<weights.columns).map { $0 < length ? 1 / Double(length) : 0 }
      }
      return weights.tape.constant(values, shape: weights.shape)
    }
    #expect(zip(scores(), scores(uniform)).contains { abs($0 - $1) > 1e-6 })
  }

  @Test("Gradient × input of a word is how fast a score grows as the word's vector does")
  func gradient() throws {
    let tape = Tape<Double>()
    var leaves: [Variable<Double>] = []
    var intervention = ClassifierModel<Double>.Intervention()
    intervention.input = { words in
      let leaf = tape.input(words.values, shape: words.shape)
      leaves.append(leaf)
      return leaf
    }
    let output = model(batch, on: tape, intervention).scores
    tape.backward(from: output.reshaped([4, 1]).gathered([1]).reshaped([]))
    let products = leaves.map { leaf -> [Double] in
      let gradient = leaf.gradient ?? []
      return (0..<leaf.rows).map { row in
        (row * leaf.columns..<(row + 1) * leaf.columns).reduce(0) { $0 + gradient[$1] * leaf.values[$1] }
      }
    }
    // Each place of each group is stretched a little, both ways.
    for (group, rows) in products.enumerated() {
      for row in rows.indices {
        let slope = [1e-5, -1e-5].map { step -> Double in
          var seen = 0
          var stretching = ClassifierModel<Double>.Intervention()
          stretching.input = { words in
            defer { seen += 1 }
            guard seen == group else { return words }
            var values = words.values
            for place in row * words.columns..<(row + 1) * words.columns { values[place] *= 1 + step }
            return words.tape.constant(values, shape: words.shape)
          }
          return scores(stretching)[1]
        }
        #expect(abs((slope[0] - slope[1]) / 2e-5 - rows[row]) < 1e-7)
      }
    }
    #expect(products.joined().contains { abs($0) > 1e-4 })
    let byWord = batch.words(of: products)
    #expect(byWord.map { $0.map(\.count) } == [[3, 12, 2], [5]])
    // The second document is not what the score is of.
    #expect(byWord[1].joined().allSatisfy { $0 == 0 })
  }
}
