import CKernels

/// The kernels that this processor runs best; see `CKernels.h` for what each one computes.
public let kernels: ck_table = ck_best_table().pointee

extension Tensor {
  /// Rows of the last dimension, and their length.
  package var rowsAndColumns: (rows: Int, columns: Int) {
    guard let columns = shape.last, columns > 0 else { return (shape.isEmpty ? 1 : 0, shape.last ?? 1) }
    return (count / columns, columns)
  }

  /// Softmax over the last dimension of `scale` times the tensor.
  public func softmax(scale: Float = 1) -> Tensor {
    var result = self
    let (rows, columns) = rowsAndColumns
    result.withUnsafeMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      kernels.softmax_rows(base, rows, columns, scale)
    }
    return result
  }
}
