import AttentionCore
import HierarchicalModels
import Tensors

/// A reader of the years before transformers: word vectors, bidirectional recurrent units, attention between
/// text and question.
///
/// Each word of the text is its vector (Pennington et al. 2014), the question's words aligned to it and
/// whether the question has it too (Chen et al. 2017). A recurrent layer reads text and question; attention
/// flow joins them in both directions (Seo et al. 2017; the largest score over the question is taken
/// smoothly, as log Σ exp). A second recurrent layer reads the joined text and scores starts, a third one,
/// which sees those scores, scores ends; the text pooled by additive attention scores the null answer.
package struct RecurrentReaderModel {
  /// Extents.
  package let configuration: RecurrentReaderConfiguration
  /// Vectors of known words: not trained.
  package let words: Parameter<Float>
  private let unknown: Parameter<Float>
  private let alignment: LinearLayer<Float>
  private let textLayer, questionLayer, joinedLayer, endLayer: BidirectionalGRU<Float>
  private let flowText, flowQuestion: LinearLayer<Float>
  private let flowBoth: Parameter<Float>
  private let join: LinearLayer<Float>
  private let start, end, null: LinearLayer<Float>
  private let pooling: AttentionPooling<Float>
  private let dropout: Double

  /// Name of the word vectors, which a folder to start training from must hold.
  package static let wordsName = WordTableNames.words

  /// Adds the model's parameters to a set.
  package init(
    _ configuration: RecurrentReaderConfiguration, dropout: Double = 0, in parameters: ParameterSet<Float>
  ) {
    self.configuration = configuration
    self.dropout = dropout
    let width = configuration.word_width, hidden = configuration.hidden_size, both = 2 * hidden
    words = parameters.add(
      Self.wordsName, [configuration.vocabulary_size, width], .zeros, storage: .rows)
    words.isFrozen = true
    unknown = parameters.add(WordTableNames.unknown, [configuration.unknown_buckets, width], .normal(0.3))
    alignment = LinearLayer("alignment", inputs: width, outputs: width, in: parameters)
    let features = RecurrentReaderBatch.features
    textLayer = BidirectionalGRU("text", inputs: 2 * width + features, hidden: hidden, in: parameters)
    questionLayer = BidirectionalGRU("question", inputs: width + features, hidden: hidden, in: parameters)
    flowText = LinearLayer("flow.text", inputs: both, outputs: 1, hasBias: false, in: parameters)
    flowQuestion = LinearLayer("flow.question", inputs: both, outputs: 1, hasBias: false, in: parameters)
    flowBoth = parameters.add("flow.both", [both], .uniform(1 / Double(both).squareRoot()))
    join = LinearLayer("join", inputs: 4 * both, outputs: both, in: parameters)
    joinedLayer = BidirectionalGRU("joined", inputs: both, hidden: hidden, in: parameters)
    endLayer = BidirectionalGRU("end", inputs: both + 1, hidden: hidden, in: parameters)
    start = LinearLayer("start", inputs: 2 * both, outputs: 1, in: parameters)
    end = LinearLayer("end_scores", inputs: 2 * both, outputs: 1, in: parameters)
    pooling = AttentionPooling("null.pooling", width: both, hidden: hidden, in: parameters)
    null = LinearLayer("null", inputs: both, outputs: 1, in: parameters)
  }

  /// Scores of a batch.
  package struct Output {
    /// Start and end scores, [batch, text length].
    package var start, end: Variable<Float>
    /// Scores of the null answer, [batch].
    package var null: Variable<Float>
  }

  /// Reads questions and texts.
  package func callAsFunction(_ batch: RecurrentReaderBatch, on tape: Tape<Float>) -> Output {
    let (count, n, m) = (batch.count, batch.textLength, batch.questionLength)
    let text = vectors(batch.text, [count, n], tape), question = vectors(batch.question, [count, m], tape)
    let aligned = alignment(text).relu()
      .multiplied(by: alignment(question).relu(), otherTransposed: true).softmax(mask: batch.pairs)
      .multiplied(by: question)
    let features = RecurrentReaderBatch.features
    let textInput = Variable.concatenated(
      [text, aligned, tape.constant(batch.text.features, shape: [count, n, features])], axis: 2)
    let questionInput = Variable.concatenated(
      [question, tape.constant(batch.question.features, shape: [count, m, features])], axis: 2)
    let h = textLayer(textInput.dropout(dropout), lengths: batch.textLengths)
    let u = questionLayer(questionInput.dropout(dropout), lengths: batch.questionLengths)
    let joined = join(flow(h, u, batch).dropout(dropout)).relu()
    let read = joinedLayer(joined.dropout(dropout), lengths: batch.textLengths)
    let starts = start(Variable.concatenated([joined, read], axis: 2))
    let ending = endLayer(
      Variable.concatenated([read.dropout(dropout), starts.tanh()], axis: 2), lengths: batch.textLengths)
    let ends = end(Variable.concatenated([joined, ending], axis: 2))
    let absent = null(pooling(read, lengths: batch.textLengths).context)
    return Output(
      start: starts.reshaped([count, n]), end: ends.reshaped([count, n]), null: absent.reshaped([count]))
  }

  private func vectors(
    _ words: RecurrentReaderBatch.Words, _ shape: [Int], _ tape: Tape<Float>
  ) -> Variable<Float> {
    let known = tape.variable(self.words).gathered(words.known)
    return (known + tape.variable(unknown).gathered(words.unknown)).reshaped(shape + [known.columns])
  }

  /// [h; ũ; h ∘ ũ; h ∘ h̃], with what each word of the text sees of the question, and what of the text the
  /// question sees.
  private func flow(
    _ h: Variable<Float>, _ u: Variable<Float>, _ batch: RecurrentReaderBatch
  ) -> Variable<Float> {
    let (count, n, m) = (batch.count, batch.textLength, batch.questionLength)
    let scores =
      (h * h.tape.variable(flowBoth)).multiplied(by: u, otherTransposed: true) + flowText(h)
      + flowQuestion(u).reshaped([count, 1, m])
    let asked = scores.softmax(mask: batch.pairs).multiplied(by: u)
    let weights = scores.logSumExp(mask: batch.pairs).softmax(mask: batch.places)
    let seen = weights.reshaped([count, 1, n]).multiplied(by: h)
    return Variable.concatenated([h, asked, h * asked, h * seen], axis: 2)
  }
}
