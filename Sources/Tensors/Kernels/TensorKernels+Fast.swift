import CKernels
import COneDNN

extension TensorKernels<Float> {
  /// The plain table with every kernel replaced that oneDNN or `CKernels` has.
  static let fast: TensorKernels<Float> = {
    let table = TensorKernels<Float>(.float)
    let plainMultiply = table.multiply
    table.multiply = { p in
      guard p.m > 0, p.n > 0, p.k > 0 else { return plainMultiply(p) }
      let status = onednn_sgemm(
        p.aTransposed, p.bTransposed, Int64(p.m), Int64(p.n), Int64(p.k), p.alpha, p.a, Int64(p.aStride), p.b,
        Int64(p.bStride), p.beta, p.c, Int64(p.cStride))
      // A plain loop gives the same product where oneDNN has no memory left for its own.
      if status != 0 { plainMultiply(p) }
    }
    return table
  }()
}
