import AttentionCore
import Tensors

extension TransformerEncoder {
  /// Hidden states after the last layer, with what an explanation changes on the way.
  ///
  /// - Parameters:
  ///   - words: gets the rows of the table of word pieces [all places, width], and gives what is read in
  ///     their place.
  ///   - weights: gets each layer's attention weights [sequences, heads, length, length], and gives what is
  ///     used in their place; nil for the fused path, which never makes them.
  package func callAsFunction(
    _ batch: EncoderBatch, on tape: Tape<Scalar>, words: (Variable<Scalar>) -> Variable<Scalar>,
    weights: ((_ layer: Int, Variable<Scalar>) -> Variable<Scalar>)? = nil
  ) -> Variable<Scalar> {
    var sum =
      words(tape.variable(embeddings.words).gathered(batch.wordRows))
      + tape.variable(embeddings.positions).gathered(batch.positionRows)
    if let types = embeddings.types { sum = sum + tape.variable(types).gathered(batch.typeRows) }
    var hidden = embeddings.norm(sum).reshaped([batch.count, batch.length, sum.columns])
    let mask = batch.isFull ? AttentionMask.none : .padding(batch.lengths)
    let bias = configuration.relativePositions.flatMap { relative in
      relativeBias.map { tape.variable($0).gathered(relative.all(length: batch.length)) }
    }
    for (number, layer) in layers.enumerated() {
      guard let weights else {
        hidden = layer(hidden, mask: mask, distanceBias: bias)
        continue
      }
      hidden = layer(hidden, mask: mask, distanceBias: bias) { weights(number, $0) }
    }
    return hidden
  }
}

extension Variable {
  /// A bias by distance, [2 · length − 1, heads], as what is added to scores:
  /// [sequences, heads, length, length].
  fileprivate func spread(sequences: Int, length: Int) -> Variable {
    let distances = (0..<length).flatMap { query in (0..<length).map { key in key - query + length - 1 } }
    let heads = columns
    return gathered((0..<sequences).flatMap { _ in distances })
      .reshaped([sequences, length * length, heads, 1]).transposed(1)
      .reshaped([sequences, heads, length, length])
  }
}

extension TransformerLayer {
  /// The layer with other attention weights than it computes.
  func callAsFunction(
    _ x: Variable<Scalar>, mask: AttentionMask, distanceBias: Variable<Scalar>?,
    weights replace: (Variable<Scalar>) -> Variable<Scalar>
  ) -> Variable<Scalar> {
    var scores = attention.score(query: x, keys: x)
    if let distanceBias { scores = scores + distanceBias.spread(sequences: x.shape[0], length: x.shape[1]) }
    let weights = replace(attention.normalize(scores, mask: mask.bytes(for: scores.shape)))
    let y = attentionNorm(attention.combine(weights, values: x) + x)
    return outputNorm(inner.feedForward(y, outer, precision: precision) + y)
  }
}
