import AttentionCore
import Tensors

/// The word encoder as training sees it: BERT (Devlin et al. 2019) or MPNet (Song et al. 2020) on a tape,
/// under the checkpoint's own names.
///
///     let parameters = ParameterSet<Float>(seed: 1)
///     let encoder = TransformerEncoder(configuration, in: parameters)
///     try encoder.load(ModelFolder(at: "models/minilm").weights)
///     let batch = try EncoderBatch(sequences, for: configuration)
///     let hidden = encoder(batch, on: tape)      // [sequences, length, width]
///
/// ``WordEncoder`` is the fast path of the same definition for inference; tests hold it to this one.
public struct TransformerEncoder<Scalar: TensorScalar> {
  /// The encoder's extents.
  public let configuration: EncoderConfiguration
  /// What stands before every name: nothing, or the family's in models with a head.
  public let prefix: String
  /// From word pieces to the first hidden states.
  public let embeddings: TransformerEmbeddings<Scalar>
  /// What each head adds to scores, [buckets, heads], shared by all layers; nil in models without.
  public let relativeBias: Parameter<Scalar>?
  /// From hidden states to hidden states.
  public internal(set) var layers: [TransformerLayer<Scalar>]

  /// Adds the encoder's parameters to a set, with random initial values.
  ///
  /// - Parameters:
  ///   - precision: of matrix products; sums, master weights and gradients are f32 in either.
  ///   - dropout: of hidden states while the tape is training; `hidden_dropout_prob` in a checkpoint's
  ///     configuration.
  ///   - attentionDropout: of attention weights; `attention_probs_dropout_prob`.
  public init(
    _ configuration: EncoderConfiguration, prefix: String = "", precision: Precision = .full,
    dropout: Double = 0, attentionDropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    self.prefix = prefix
    embeddings = TransformerEmbeddings(
      "\(prefix)embeddings", configuration, dropout: dropout, in: parameters)
    relativeBias = configuration.relativePositions.map {
      parameters.add(prefix + EncoderFamily.relativeName, [$0.buckets, configuration.heads], .normal(0.02))
    }
    layers = (0..<configuration.layers).map { layer in
      TransformerLayer(
        "\(prefix)encoder.layer.\(layer)", configuration, precision: precision, dropout: dropout,
        attentionDropout: attentionDropout, in: parameters)
    }
  }

  /// Hidden states after the last layer, [sequences, length, width]. Rows behind a sequence's end hold
  /// numbers that mean nothing; no other row sees them.
  public func callAsFunction(_ batch: EncoderBatch, on tape: Tape<Scalar>) -> Variable<Scalar> {
    let mask = batch.isFull ? AttentionMask.none : .padding(batch.lengths)
    let bias = configuration.relativePositions.flatMap { relative in
      relativeBias.map { tape.variable($0).gathered(relative.all(length: batch.length)) }
    }
    return layers.reduce(embeddings(batch, on: tape)) { hidden, layer in
      layer(hidden, mask: mask, distanceBias: bias)
    }
  }
}

/// Word piece + position + type, where the model has types, normalized.
public struct TransformerEmbeddings<Scalar: TensorScalar> {
  /// [vocabulary, width]; its gradient is kept by rows.
  public let words: Parameter<Scalar>
  /// [positions, width].
  public let positions: Parameter<Scalar>
  /// [types, width]; nil in models without.
  public let types: Parameter<Scalar>?
  /// Over the sum.
  public let norm: LayerNormalization<Scalar>
  /// Rate at which the result is dropped while the tape is training.
  public var dropout: Double

  init(
    _ name: String, _ configuration: EncoderConfiguration, dropout: Double,
    in parameters: ParameterSet<Scalar>
  ) {
    // BERT's own initial deviation.
    func table(_ part: String, _ rows: Int, _ storage: Parameter<Scalar>.GradientStorage) -> Parameter<Scalar>
    {
      parameters.add(
        "\(name).\(part)_embeddings.weight", [rows, configuration.width], .normal(0.02), storage: storage)
    }
    words = table("word", configuration.vocabularySize, .rows)
    positions = table("position", configuration.positionRows, .dense)
    types = configuration.types > 0 ? table("token_type", configuration.types, .dense) : nil
    norm = LayerNormalization(
      "\(name).LayerNorm", width: configuration.width, epsilon: configuration.layerNormEpsilon, in: parameters
    )
    self.dropout = dropout
  }

  /// The first hidden states, [sequences, length, width].
  public func callAsFunction(_ batch: EncoderBatch, on tape: Tape<Scalar>) -> Variable<Scalar> {
    var sum =
      tape.variable(words).gathered(batch.wordRows) + tape.variable(positions).gathered(batch.positionRows)
    if let types { sum = sum + tape.variable(types).gathered(batch.typeRows) }
    return norm(sum).dropout(dropout).reshaped([batch.count, batch.length, sum.columns])
  }
}

/// Self-attention and a feed-forward part, each added to its input and normalized: Vaswani et al. 2017.
public struct TransformerLayer<Scalar: TensorScalar> {
  /// Every position looks at every position of its sequence.
  public internal(set) var attention: MultiHeadAttention<Scalar>
  /// Over input + attention.
  public let attentionNorm: LayerNormalization<Scalar>
  /// width → inner width, before GELU.
  public internal(set) var inner: LinearLayer<Scalar>
  /// inner width → width, after it.
  public internal(set) var outer: LinearLayer<Scalar>
  /// Over the attention's result + feed-forward part.
  public let outputNorm: LayerNormalization<Scalar>
  /// How the linear maps multiply.
  public let precision: Precision
  /// Rate at which either part is dropped, before it is added, while the tape is training.
  public let dropout: Double

  init(
    _ name: String, _ configuration: EncoderConfiguration, precision: Precision, dropout: Double,
    attentionDropout: Double, in parameters: ParameterSet<Scalar>
  ) {
    let (width, innerWidth) = (configuration.width, configuration.innerWidth)
    let names = configuration.family.layerNames
    func norm(_ part: String) -> LayerNormalization<Scalar> {
      LayerNormalization(
        "\(name).\(part)", width: width, epsilon: configuration.layerNormEpsilon, in: parameters)
    }
    var attention = MultiHeadAttention<Scalar>(
      MultiHeadAttention.Names(
        "\(name).\(names.query)", "\(name).\(names.key)", "\(name).\(names.value)",
        output: "\(name).\(names.attentionOutput)"),
      width: width, heads: configuration.heads, in: parameters)
    attention.precision = precision
    attention.dropout = attentionDropout
    self.attention = attention
    attentionNorm = norm(names.attentionNorm)
    inner = LinearLayer("\(name).\(names.inner)", inputs: width, outputs: innerWidth, in: parameters)
    outer = LinearLayer("\(name).\(names.outer)", inputs: innerWidth, outputs: width, in: parameters)
    outputNorm = norm(names.outputNorm)
    self.precision = precision
    self.dropout = dropout
  }

  /// x [sequences, length, width] to the same shape.
  ///
  /// - Parameter distanceBias: what each head adds to scores, [2 · length − 1, heads], from the key farthest
  ///   before its query to the farthest behind.
  public func callAsFunction(
    _ x: Variable<Scalar>, mask: AttentionMask, distanceBias: Variable<Scalar>? = nil
  ) -> Variable<Scalar> {
    let attended = attention.context(
      query: x, keys: x, values: x, mask: mask, distanceBias: distanceBias)
    let y = attentionNorm(attended.dropout(dropout) + x)
    let transformed = inner.feedForward(y, outer, precision: precision)
    return outputNorm(transformed.dropout(dropout) + y)
  }
}

/// Layer normalization with gain `NAME.weight` and shift `NAME.bias`, both [width]: Ba et al. 2016.
public struct LayerNormalization<Scalar: TensorScalar> {
  /// What the normalized components are multiplied by; starts at 1.
  public let gain: Parameter<Scalar>
  /// What is added to them; starts at 0.
  public let shift: Parameter<Scalar>
  /// Added to the variance.
  public let epsilon: Scalar

  /// Adds the two parameters to a set.
  public init(_ name: String, width: Int, epsilon: Float, in parameters: ParameterSet<Scalar>) {
    gain = parameters.add("\(name).weight", [width], .ones)
    shift = parameters.add("\(name).bias", [width], .zeros)
    self.epsilon = Scalar(epsilon)
  }

  /// Normalizes over the last dimension.
  public func callAsFunction(_ x: Variable<Scalar>) -> Variable<Scalar> {
    x.layerNorm(gain: x.variable(gain), shift: x.variable(shift), epsilon: epsilon)
  }
}
