import AttentionCore
import Tensors

extension TransformerEncoder {
  /// Hidden states after the last layer, with what an explanation changes on the way.
  ///
  /// - Parameters:
  ///   - words: gets the rows of the table of word pieces [all places, width], and gives what is read in their place.
  ///   - weights: gets each layer's attention weights [sequences, heads, length, length], and gives what is used in their place;
  ///     nil for the fused path, which never makes them.
  package func callAsFunction(
    _ batch: EncoderBatch, on tape: Tape<Scalar>, words: (Variable<Scalar>) -> Variable<Scalar>,
    weights: ((_ layer: Int, Variable<Scalar>) -> Variable<Scalar>)? = nil
  ) -> Variable<Scalar> {
    let sum =
      words(tape.variable(embeddings.words).gathered(batch.wordRows))
      + tape.variable(embeddings.positions).gathered(batch.positionRows)
      + tape.variable(embeddings.types).gathered(batch.typeRows)
    var hidden = embeddings.norm(sum).reshaped([batch.count, batch.length, sum.columns])
    let mask = batch.isFull ? AttentionMask.none : .padding(batch.lengths)
    for (number, layer) in layers.enumerated() {
      guard let weights else {
        hidden = layer(hidden, mask: mask)
        continue
      }
      hidden = layer(hidden, mask: mask) { weights(number, $0) }
    }
    return hidden
  }
}

extension TransformerLayer {
  /// The layer with other attention weights than it computes.
  func callAsFunction(
    _ x: Variable<Scalar>, mask: AttentionMask, weights replace: (Variable<Scalar>) -> Variable<Scalar>
  ) -> Variable<Scalar> {
    let scores = attention.score(query: x, keys: x)
    let weights = replace(attention.normalize(scores, mask: mask.bytes(for: scores.shape)))
    let y = attentionNorm(attention.combine(weights, values: x) + x)
    return outputNorm(inner.feedForward(y, outer, precision: precision) + y)
  }
}
