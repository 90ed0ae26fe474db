/// The two linear scores of a span reader, for inference: one for "the answer starts here", one for "it ends
/// here". A test holds it to ``ReaderModel``, which defines it.
///
/// `logits = hidden · Wᵀ + b` with `W` of shape 2 × width (row 0: start, row 1: end), as in
/// Devlin et al. 2019, section 4.2.
package struct SpanHead: Sendable {
  private let linear: Linear

  /// Reads the weight and the bias of ``ReaderModel/headName``.
  ///
  /// - Throws: ``ModelError`` where they are missing or of another shape.
  package init(_ folder: ModelFolder, width: Int) throws(ModelError) {
    linear = try Linear(folder.weights, named: ReaderModel<Float>.headName, inputs: width, outputs: 2)
  }

  /// Start and end logits of the positions `range` of `output`.
  package func logits(_ output: EncoderOutput, at range: Range<Int>) -> (start: [Float], end: [Float]) {
    let rows = output.hidden[range.lowerBound * output.width..<range.upperBound * output.width]
    let pairs = linear.apply(Array(rows), rows: range.count)
    return (
      stride(from: 0, to: pairs.count, by: 2).map { pairs[$0] },
      stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] }
    )
  }
}
