import HierarchicalModels
import Tensors

/// Which of a classifier's attention weights are meant.
public enum ClassifierAttention: String, Sendable, Hashable, CaseIterable {
  /// A word's share of its sentence's attention times the sentence's share of the document's.
  case both
  /// A word's share of its sentence's attention.
  case word
  /// Its sentence's share of the document's attention.
  case sentence
}

extension DocumentClassifier {
  /// How much each word of `text` is attended to, in order.
  public func attention(
    of text: ClassifierText, _ level: ClassifierAttention = .both
  )
    throws(ModelError) -> [Double]
  {
    try read([text]) { _, _, sentences, words in
      zip(sentences, words).flatMap { sentence, words in
        words.map { word in
          switch level {
          case .both: Double(word) * Double(sentence)
          case .word: Double(word)
          case .sentence: Double(sentence)
          }
        }
      }
    }.first ?? []
  }

  /// Each word's part in a label by gradient × input: the gradient of the label's log-probability (of its
  /// score, where a document may have several labels) times what the model reads of the word, summed over its
  /// components.
  ///
  /// - Parameter label: place among the model's labels.
  public func gradientTimesInput(of text: ClassifierText, label: Int) throws(ModelError) -> [Double] {
    guard !text.pieces.isEmpty else { return [] }
    let batch = try batch([text])
    let tape = Tape<Float>()
    var inputs: [Variable<Float>] = []
    var intervention = ClassifierModel<Float>.Intervention()
    intervention.input = { words in
      let leaf = tape.input(words.values, shape: words.shape)
      inputs.append(leaf)
      return leaf
    }
    let scores = model(batch, on: tape, intervention).scores
    tape.backward(
      from: configuration.takes_several ? scores.picked([label]) : -scores.crossEntropy([label]))
    return batch.words(of: inputs.map(Self.products)).first?.joined().map { Double($0) } ?? []
  }

  /// Σ gradient · value over the last dimension.
  private static func products(_ input: Variable<Float>) -> [Float] {
    let width = input.columns
    guard let gradient = input.gradient else { return [Float](repeating: 0, count: input.rows) }
    return input.withValues { values in
      (0..<input.rows).map { row in
        (row * width..<(row + 1) * width).reduce(Float(0)) { $0 + gradient[$1] * values[$1] }
      }
    }
  }

  /// Scores of labels with other attention weights at both levels.
  public func scores(
    of text: ClassifierText, replacing replacement: AttentionReplacement
  )
    throws(ModelError) -> [Float]
  {
    let batch = try batch([text])
    var intervention = ClassifierModel<Float>.Intervention()
    intervention.weights = { replacement($0, lengths: $1) }
    return model(batch, on: .inference(), intervention).scores.values
  }
}
