import AttentionCore
import Tensors

/// The upper levels of a summarizer: how much each sentence of a document belongs in its summary.
///
/// Additive attention pools the words of a sentence (Yang et al. 2016). What it says and what can be counted
/// about it (features) make its vector; self-attention relates the sentences of a document, in a window
/// around each (Vaswani et al. 2017; local attention as in Luong et al. 2015), and additive attention pools
/// them into the document. The score is a sum of parts (Nallapati et al. 2017): content from the sentence's
/// vector, salience from vector and document by bilinear attention, and a linear share of the features, which
/// keeps what a counted feature alone would do within reach (Cheng et al. 2016, wide and deep).
///
/// Training and inference both run this definition, inference on a tape that only computes.
public struct SummaryLevel<Scalar: TensorScalar> {
  /// What every parameter's name begins with.
  public static var prefix: String { "summary_level" }

  /// Its extents.
  public let configuration: SummaryConfiguration
  /// Rate at which sentence vectors are dropped while the tape is training.
  public let dropout: Double
  /// Words into sentences.
  public let words: AttentionPooling<Scalar>
  /// From the words' width to the sentences'.
  public let sentenceProjection: LinearLayer<Scalar>
  /// Features into the sentence's vector, with GELU between the two.
  public let featureInner, featureOuter: LinearLayer<Scalar>
  /// Over both together.
  public let norm: LayerNormalization<Scalar>
  /// Sentences look at each other.
  public let layers: [TransformerLayer<Scalar>]
  /// Sentences into the document.
  public let document: AttentionPooling<Scalar>
  /// From a sentence's vector to its content score.
  public let content: LinearLayer<Scalar>
  /// The document looks at the sentences.
  public let salience: GeneralAttention<Scalar>
  /// The linear share of the features.
  public let wide: LinearLayer<Scalar>

  /// Adds the levels' parameters to a set.
  public init(
    _ configuration: SummaryConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    self.dropout = dropout
    let name = Self.prefix, width = configuration.width, features = configuration.features.count
    words = AttentionPooling(
      "\(name).words", width: configuration.inputs, hidden: configuration.wordHidden, in: parameters)
    sentenceProjection = LinearLayer(
      "\(name).sentence_projection", inputs: configuration.inputs, outputs: width, in: parameters)
    featureInner = LinearLayer("\(name).feature_inner", inputs: features, outputs: width, in: parameters)
    featureOuter = LinearLayer("\(name).feature_outer", inputs: width, outputs: width, in: parameters)
    norm = LayerNormalization("\(name).norm", width: width, epsilon: 1e-5, in: parameters)
    layers = (0..<configuration.layers).map { layer in
      TransformerLayer(
        "\(name).encoder.layer.\(layer)", configuration.sentenceLayer, precision: .full, dropout: dropout,
        attentionDropout: 0, in: parameters)
    }
    document = AttentionPooling("\(name).document", width: width, hidden: width, in: parameters)
    content = LinearLayer("\(name).content", inputs: width, outputs: 1, in: parameters)
    salience = GeneralAttention("\(name).salience", queryWidth: width, keyWidth: width, in: parameters)
    wide = LinearLayer(
      "\(name).wide", inputs: features, outputs: 1, hasBias: false, initializer: .zeros, in: parameters)
  }

  /// Parts of the score of each sentence, all [documents, most sentences]; what stands behind a document's
  /// last sentence means nothing.
  public struct Output {
    /// From the sentence's vector alone.
    public var content: Variable<Scalar>
    /// From the sentence's vector and the document's.
    public var salience: Variable<Scalar>
    /// The linear share of the features.
    public var wide: Variable<Scalar>
    /// Their sum.
    public var scores: Variable<Scalar>
  }

  /// Scores the sentences of documents.
  ///
  /// - Parameters:
  ///   - sentences: what ``pooled(_:lengths:)`` made of their words, [all sentences, width].
  ///   - features: [all sentences, features].
  ///   - counts: sentences of each document, which follow one another.
  public func callAsFunction(
    _ sentences: Variable<Scalar>, features: Variable<Scalar>, counts: [Int]
  ) -> Output {
    let most = max(1, counts.max() ?? 1), documents = counts.count
    var rows: [Int] = [], first = 0
    for count in counts {
      rows += (0..<most).map { $0 < count ? first + $0 : -1 }
      first += count
    }
    let hidden = related(sentences, features, rows: rows, counts: counts, most: most)
    let whole = document(hidden, lengths: counts).context.reshaped([documents, 1, configuration.width])
    let content = content(hidden).reshaped([documents, most])
    // Divided by √width, like any dot product of attention, so that it starts small.
    let salience =
      salience.score(query: whole, keys: hidden).reshaped([documents, most])
      * (1 / Scalar(configuration.width).squareRoot())
    let wide = wide(features).gathered(rows).reshaped([documents, most])
    return Output(content: content, salience: salience, wide: wide, scores: content + salience + wide)
  }

  /// Sentences of a long document that are related at a time.
  private static var block: Int { 2048 }

  /// Sentences after they have looked at each other, [documents, most, width].
  ///
  /// A long document goes block by block, each with as many sentences around it as the layers see from it:
  /// that gives the same, and memory does not grow with what the layers keep of every sentence.
  private func related(
    _ sentences: Variable<Scalar>, _ features: Variable<Scalar>, rows: [Int], counts: [Int], most: Int
  ) -> Variable<Scalar> {
    let width = configuration.width
    func layered(
      _ sentences: Variable<Scalar>, _ features: Variable<Scalar>, _ rows: [Int], _ counts: [Int], most: Int
    ) -> Variable<Scalar> {
      let mixed = norm(sentences + featureInner.feedForward(features, featureOuter))  // (sentences, width)
      var hidden = mixed.dropout(dropout).gathered(rows).reshaped([counts.count, most, width])
      let mask = AttentionMask.padding(counts) & .window(radius: configuration.radius)
      for layer in layers { hidden = layer(hidden, mask: mask) }
      return hidden
    }
    let reach = configuration.radius * layers.count
    guard counts.count == 1, most > Self.block + 2 * reach else {
      return layered(sentences, features, rows, counts, most: most)
    }
    let parts = stride(from: 0, to: most, by: Self.block).map { start in
      let end = min(start + Self.block, most)
      let around = max(0, start - reach)..<min(most, end + reach)
      let hidden = layered(
        sentences.gathered(Array(around)), features.gathered(Array(around)), Array(0..<around.count),
        [around.count], most: around.count)
      return hidden.reshaped([around.count, width])
        .gathered(Array(start - around.lowerBound..<end - around.lowerBound))
    }
    return Variable.concatenated(parts).reshaped([1, most, width])
  }

  /// Sentences whose words are pooled together: those of like length, so that there is little padding.
  private static var group: Int { 32 }

  /// Words [all words, inputs], sentence after sentence, into sentences [sentences, width], and how much each
  /// word counts in its sentence.
  ///
  /// - Parameter lengths: words of each sentence; a sentence without words gives the projection of zeros.
  public func pooled(
    _ states: Variable<Scalar>, lengths: [Int]
  ) -> (sentences: Variable<Scalar>, weights: [[Scalar]]) {
    var starts: [Int] = [], next = 0
    for length in lengths {
      starts.append(next)
      next += length
    }
    let order = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    var weights = [[Scalar]](repeating: [], count: lengths.count)
    var parts: [Variable<Scalar>] = []
    for first in stride(from: 0, to: order.count, by: Self.group) {
      let group = Array(order[first..<min(first + Self.group, order.count)])
      let longest = max(1, group.map { lengths[$0] }.max() ?? 1)
      let rows = group.flatMap { sentence in
        (0..<longest).map { $0 < lengths[sentence] ? starts[sentence] + $0 : -1 }
      }
      let padded = states.gathered(rows).reshaped([group.count, longest, states.columns])
      let pooled = words(padded, lengths: group.map { lengths[$0] })
      parts.append(sentenceProjection(pooled.context))
      pooled.weights.withValues { values in
        for (row, sentence) in group.enumerated() {
          weights[sentence] = Array(values[row * longest..<row * longest + lengths[sentence]])
        }
      }
    }
    var places = [Int](repeating: 0, count: order.count)
    for (place, sentence) in order.enumerated() { places[sentence] = place }
    return (Variable.concatenated(parts).gathered(places), weights)
  }

  /// Reads every parameter of a model; names that are not the levels' are left alone.
  ///
  /// - Throws: ``ModelError`` that names the tensor which is missing or has another shape.
  public func load(_ file: SafeTensors, into parameters: ParameterSet<Scalar>) throws(ModelError) {
    do throws(SafeTensorsError) {
      for parameter in parameters.parameters where parameter.name.hasPrefix(Self.prefix) {
        let entry = try file.entry(parameter.name, shape: parameter.shape)
        let floats = AlignedBuffer<Float>(uninitialized: parameter.count)
        try file.convert(entry, into: floats.base)
        parameter.set(floats: UnsafeBufferPointer(floats.elements))
        withExtendedLifetime(floats) {}
      }
    } catch { throw ModelError(error) }
  }
}
