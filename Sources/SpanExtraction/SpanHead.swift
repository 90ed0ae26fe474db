import HierarchicalModels

/// The two linear scores of a span reader: one for "the answer starts here", one for "it ends here".
///
/// `logits = hidden · Wᵀ + b` with `W` of shape 2 × width (row 0: start, row 1: end), as in
/// Devlin et al. 2019, section 4.2.
struct SpanHead: Sendable {
  private let linear: Linear

  /// Reads the weight and the bias of ``ReaderModel/headName``.
  ///
  /// - Throws: ``ReaderError/notAReader(folder:reason:)`` where they are missing or of another shape.
  init(_ folder: ModelFolder, width: Int) throws(ReaderError) {
    do throws(ModelError) {
      linear = try Linear(folder.weights, named: ReaderModel<Float>.headName, inputs: width, outputs: 2)
    } catch {
      throw .notAReader(folder: folder.path, reason: error.description)
    }
  }

  /// Start and end logits of the positions `range` of `output`.
  func logits(_ output: EncoderOutput, at range: Range<Int>) -> (start: [Float], end: [Float]) {
    let rows = output.hidden[range.lowerBound * output.width..<range.upperBound * output.width]
    let pairs = linear.apply(Array(rows), rows: range.count)
    return (
      stride(from: 0, to: pairs.count, by: 2).map { pairs[$0] },
      stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] }
    )
  }
}
