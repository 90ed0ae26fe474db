/// The arithmetic under a tape, one function for each kernel. All matrices are row-major and dense unless a
/// stride is given; what a kernel is said to add to must hold numbers already.
///
/// Functions and not protocol requirements, so that each is compiled for its scalar, wherever it is called
/// from. They are set before the table is shared, and not afterwards.
public final class TensorKernels<Scalar: TensorScalar>: @unchecked Sendable {
  package typealias Input = UnsafePointer<Scalar>
  package typealias Output = UnsafeMutablePointer<Scalar>

  /// C = alpha · op(A) · op(B) + beta · C
  package internal(set) var multiply: @Sendable (Multiplication<Scalar>) -> Void
  /// The same of bfloat16 operands with sums in f32; false where this machine cannot. Nil where the scalar is
  /// not f32.
  package internal(set) var multiplyHalves:
    (@Sendable (Multiplication<Scalar>, _ a: UnsafePointer<UInt16>, _ b: UnsafePointer<UInt16>) -> Bool)?
  /// To bfloat16, to nearest even.
  package internal(set) var toHalves:
    (@Sendable (_ x: Input, _ y: UnsafeMutablePointer<UInt16>, _ count: Int) -> Void)?

  /// From bfloat16, exactly.
  package internal(set) var fromHalves:
    (@Sendable (_ x: UnsafePointer<UInt16>, _ y: Output, _ count: Int) -> Void)?
  /// The same on tiles, from packed factors. Nil where the scalar is not f32, or where the processor has no
  /// tiles.
  package internal(set) var tiles: TileKernels<Scalar>?

  /// y = f(x)
  package internal(set) var activate: @Sendable (Activation, _ x: Input, _ y: Output, _ count: Int) -> Void
  /// dx = f'(x) · dy, or dx += that if `adds`, from x or from y = f(x), whichever f needs; dx may be dy.
  package internal(set) var activateBackward:
    @Sendable (Activation, _ xOrY: Input, _ dy: Input, _ dx: Output, _ count: Int, _ adds: Bool) -> Void
  /// y = a ∘ b; a step of 0 repeats one number, 1 walks along.
  package internal(set) var combine:
    @Sendable (Combination, _ a: Input, _ aStep: Int, _ b: Input, _ bStep: Int, _ y: Output, _ count: Int) ->
      Void
  /// y += a · b; a `yStep` of 0 sums into one number.
  package internal(set) var addProduct:
    @Sendable (_ a: Input, _ b: Input, _ bStep: Int, _ y: Output, _ yStep: Int, _ count: Int) -> Void
  /// y += scale · x
  package internal(set) var addScaled:
    @Sendable (_ scale: Scalar, _ x: Input, _ y: Output, _ count: Int) -> Void
  /// y[column] += Σ_row x[row, column]
  package internal(set) var addColumnSums:
    @Sendable (_ x: Input, _ y: Output, _ rows: Int, _ columns: Int) -> Void
  /// Each row of x += bias
  package internal(set) var addBias:
    @Sendable (_ x: Output, _ bias: Input, _ rows: Int, _ columns: Int) -> Void
  /// y[i, j] = x[j, i] for x [rows, columns] of blocks of `width` numbers that stay together
  package internal(set) var transpose:
    @Sendable (_ x: Input, _ y: Output, _ rows: Int, _ columns: Int, _ width: Int) -> Void

  /// Softmax of each row in place over the columns whose mask byte is not 0; elsewhere, and in rows without
  /// one, 0.
  package internal(set) var softmax:
    @Sendable (_ x: Output, _ mask: UnsafePointer<UInt8>?, _ rows: Int, _ columns: Int) -> Void
  /// dx += y ∘ (dy − (y · dy))
  package internal(set) var softmaxBackward:
    @Sendable (_ y: Input, _ dy: Input, _ dx: Output, _ rows: Int, _ columns: Int) -> Void
  /// y = x − log Σ exp x, row by row
  package internal(set) var logSoftmax:
    @Sendable (_ x: Input, _ y: Output, _ rows: Int, _ columns: Int) -> Void
  /// dx += dy − exp(y) Σ dy
  package internal(set) var logSoftmaxBackward:
    @Sendable (_ y: Input, _ dy: Input, _ dx: Output, _ rows: Int, _ columns: Int) -> Void
  package internal(set) var layerNorm: @Sendable (LayerNormForward<Scalar>) -> Void
  package internal(set) var layerNormBackward: @Sendable (LayerNormBackward<Scalar>) -> Void

  /// y = x where the counter's bits keep it, scaled; added to y if `adds`.
  package internal(set) var dropout:
    @Sendable (DropoutBits, _ x: Input, _ y: Output, _ count: Int, _ adds: Bool) -> Void
  package internal(set) var gruForward: @Sendable (GRUStep<Scalar>) -> Void
  package internal(set) var gruBackward: @Sendable (GRUStepBackward<Scalar>) -> Void
  package internal(set) var attentionForward: @Sendable (AttentionTile<Scalar>) -> Void
  package internal(set) var attentionBackward: @Sendable (AttentionTileBackward<Scalar>) -> Void
  /// y = sums / total and logSums = most + log total, row by row; y with its own stride. A total of 0 gives 0
  /// and 0.
  package internal(set) var finishAttention:
    @Sendable (
      _ sums: Input, _ most: Input, _ total: Input, _ logSums: Output, _ y: Output, _ yStride: Int,
      _ rows: Int, _ columns: Int
    ) -> Void
  /// Σ a · b
  package internal(set) var dot: @Sendable (_ a: Input, _ b: Input, _ count: Int) -> Scalar

  /// Every kernel as a plain loop.
  init(_ real: RealFunctions<Scalar>) {
    let plain = Plain(real: real)
    multiply = plain.multiply
    activate = plain.activate
    activateBackward = plain.activateBackward
    combine = Plain.combine
    addProduct = Plain.addProduct
    addScaled = Plain.addScaled
    addColumnSums = Plain.addColumnSums
    addBias = Plain.addBias
    transpose = Plain.transpose
    softmax = plain.softmax
    softmaxBackward = Plain.softmaxBackward
    logSoftmax = plain.logSoftmax
    logSoftmaxBackward = plain.logSoftmaxBackward
    layerNorm = Plain.layerNorm
    layerNormBackward = Plain.layerNormBackward
    dropout = Plain.dropout
    gruForward = plain.gruForward
    gruBackward = Plain.gruBackward
    attentionForward = plain.attentionForward
    attentionBackward = plain.attentionBackward
    finishAttention = plain.finishAttention
    dot = Plain.dot
  }
}

/// C [m, n] = alpha · op(A) [m, k] · op(B) [k, n] + beta · C; strides are elements from one stored row to the
/// next.
package struct Multiplication<Scalar> {
  package var m, n, k: Int
  package var a, b: UnsafePointer<Scalar>
  package var aStride, bStride: Int
  package var aTransposed = false, bTransposed = false
  package var alpha: Scalar, beta: Scalar
  package var c: UnsafeMutablePointer<Scalar>
  package var cStride: Int

  package init(
    m: Int, n: Int, k: Int, a: UnsafePointer<Scalar>, b: UnsafePointer<Scalar>, aStride: Int, bStride: Int,
    aTransposed: Bool = false, bTransposed: Bool = false, alpha: Scalar, beta: Scalar,
    c: UnsafeMutablePointer<Scalar>, cStride: Int
  ) {
    (self.m, self.n, self.k, self.a, self.b) = (m, n, k, a, b)
    (self.aStride, self.bStride, self.aTransposed, self.bTransposed) = (
      aStride, bStride, aTransposed, bTransposed
    )
    (self.alpha, self.beta, self.c, self.cStride) = (alpha, beta, c, cStride)
  }
}

/// Functions of one number that have a kernel.
package enum Activation: Sendable, CaseIterable {
  case tanh, sigmoid, exp, gelu, log, relu, softplus

  /// Whether the derivative is computed from the result rather than from the argument.
  var differentiatesFromResult: Bool {
    switch self {
    case .tanh, .sigmoid, .exp, .relu: true
    case .gelu, .log, .softplus: false
    }
  }
}

/// Functions of two numbers that have a kernel.
package enum Combination: Sendable { case sum, difference, product }
