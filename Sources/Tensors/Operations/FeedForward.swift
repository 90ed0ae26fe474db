extension Variable {
  /// gelu(x · innerᵀ + innerBias) · outerᵀ + outerBias: the feed-forward part of a transformer layer (Vaswani
  /// et al. 2017) with GELU.
  ///
  /// x [..., width], inner [hidden, width], outer [width', hidden] give [..., width']. Rows and hidden
  /// components are gone through block by block, so that what lies between the two products stays in the
  /// cache; only the hidden components before GELU are kept for the backward pass, in bfloat16 where that is
  /// how tiles multiply.
  public func feedForward(
    inner: Variable, innerBias: Variable, outer: Variable, outerBias: Variable, precision: Precision = .full
  ) -> Variable {
    let (hidden, width) = (inner.shape[0], outer.shape[0])
    precondition(
      inner.shape == [hidden, columns] && outer.shape == [width, hidden] && innerBias.shape == [hidden]
        && outerBias.shape == [width],
      "\(inner.shape) and \(outer.shape) are no feed-forward part for \(shape)")
    let result = tape.buffer(rows * width), halves = precision == .bfloat16
    let work = FeedForward(
      halves: halves, keepsHalves: halves && tape.kernels.tiles?.pays(rows, hidden, columns) ?? false,
      rows: rows,
      inputs: columns, hidden: hidden, outputs: width, x: buffer, inner: inner.buffer,
      innerBias: innerBias.buffer,
      outer: outer.buffer, outerBias: outerBias.buffer)
    let kept = work.forward(into: result)
    let slots = (
      x: slot, inner: inner.slot, innerBias: innerBias.slot, outer: outer.slot, outerBias: outerBias.slot
    )
    return tape.record(
      shape.dropLast() + [width], result,
      from: [slots.x, slots.inner, slots.innerBias, slots.outer, slots.outerBias]
    ) { dy in work.backward(dy, kept, slots) }
  }
}

/// One feed-forward part. A chunk is a range of hidden components, a block a range of rows.
private struct FeedForward<Scalar: TensorScalar> {
  /// Whether products are of bfloat16, and whether what is kept is.
  let halves, keepsHalves: Bool
  let rows, inputs, hidden, outputs: Int
  let x, inner, innerBias, outer, outerBias: Buffer<Scalar>

  typealias Factor = (buffer: Buffer<Scalar>, factor: TileFactor)

  /// Hidden components before GELU, [chunk][row][component of the chunk]: one of the two.
  enum Kept {
    case full(Buffer<Scalar>)
    case half(Buffer<UInt16>)
  }

  typealias Slots = (
    x: GradientSlot<Scalar>?, inner: GradientSlot<Scalar>?, innerBias: GradientSlot<Scalar>?,
    outer: GradientSlot<Scalar>?, outerBias: GradientSlot<Scalar>?
  )

  // A chunk of a block with its factors fits a second-level cache of two megabytes.
  private static var forwardBlock: Int { 192 }
  private static var backwardBlock: Int { 384 }
  private static var chunk: Int { 384 }

  private var kernels: TensorKernels<Scalar> { Scalar.tensorKernels }

  private func pieces(_ count: Int, by size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<Swift.min(count, $0 + size) }
  }

  /// The rows `range` of a matrix with `columns` columns, as a factor whose products sum over its columns ...
  private func byRow(_ buffer: Buffer<Scalar>, _ range: Range<Int>, _ columns: Int) -> Factor {
    (
      buffer,
      TileFactor(offset: range.lowerBound * columns, outer: range.count, inner: columns, stride: columns)
    )
  }

  /// ... or over its rows.
  private func byColumn(_ buffer: Buffer<Scalar>, _ range: Range<Int>, _ columns: Int) -> Factor {
    (
      buffer,
      TileFactor(
        offset: range.lowerBound * columns, outer: columns, inner: range.count, stride: columns,
        isTransposed: true)
    )
  }

  /// A chunk of the outer weights [outputs, chunk], as a factor whose products sum over the chunk, or over
  /// outputs.
  private func outerWeights(_ chunk: Range<Int>, overHidden: Bool) -> Factor {
    (
      outer,
      TileFactor(
        offset: chunk.lowerBound, outer: overHidden ? outputs : chunk.count,
        inner: overHidden ? chunk.count : outputs,
        stride: hidden, isTransposed: !overHidden)
    )
  }

  func forward(into result: Buffer<Scalar>) -> Kept {
    let activated = x.sibling(
      Swift.min(Self.forwardBlock, rows) * Swift.min(Self.chunk, hidden), of: Scalar.self)
    let kept: Kept = keepsHalves ? .half(x.sibling(rows * hidden)) : .full(x.sibling(rows * hidden))
    for block in pieces(rows, by: Self.forwardBlock) {
      for chunk in pieces(hidden, by: Self.chunk) {
        let count = block.count * chunk.count,
          place = chunk.lowerBound * rows + block.lowerBound * chunk.count
        // 1. u = x · innerᵀ + innerBias
        var u = activated.pointer
        if case .full(let buffer) = kept { u = buffer.pointer + place }
        FactorProduct.multiply(
          byRow(x, block, inputs), byRow(inner, chunk, inputs), beta: 0, u, chunk.count,
          bias: innerBias.pointer + chunk.lowerBound, halves: halves)
        if case .half(let buffer) = kept { kernels.toHalves?(u, buffer.pointer + place, count) }
        // 2. h = gelu(u)
        kernels.activate(.gelu, u, activated.pointer, count)
        // 3. y += h · outerᵀ
        FactorProduct.multiply(
          byRow(activated, 0..<block.count, chunk.count), outerWeights(chunk, overHidden: true),
          beta: chunk.lowerBound > 0 ? 1 : 0, result.pointer + block.lowerBound * outputs, outputs,
          bias: outerBias.pointer, halves: halves)
        activated.forgetCopies()
      }
    }
    x.forgetPacks()
    return kept
  }

  func backward(_ dy: Buffer<Scalar>, _ kept: Kept, _ slots: Slots) {
    if let sum = slots.outerBias?.sum() { kernels.addColumnSums(dy.pointer, sum, rows, outputs) }
    let dx = slots.x?.destination(), dInner = slots.inner?.destination(), dOuter = slots.outer?.destination()
    let size = Swift.min(Self.backwardBlock, rows) * Swift.min(Self.chunk, hidden)
    let du = x.sibling(size, of: Scalar.self), h = x.sibling(size, of: Scalar.self)
    let widened = keepsHalves ? x.sibling(size, of: Scalar.self) : nil
    for chunk in pieces(hidden, by: Self.chunk) {
      for block in pieces(rows, by: Self.backwardBlock) {
        let count = block.count * chunk.count,
          place = chunk.lowerBound * rows + block.lowerBound * chunk.count
        let isFirst = (chunk: chunk.lowerBound == 0, block: block.lowerBound == 0)
        func beta(_ own: Scalar, _ isFirst: Bool) -> Scalar { isFirst ? own : 1 }
        let u: UnsafeMutablePointer<Scalar>
        switch kept {
        case .full(let buffer): u = buffer.pointer + place
        case .half(let buffer):
          guard let widened else { return }
          kernels.fromHalves?(buffer.pointer + place, widened.pointer, count)
          u = widened.pointer
        }
        // y = h · outerᵀ: dh = dy · outer, dOuter = dyᵀ · h
        FactorProduct.multiply(
          byRow(dy, block, outputs), outerWeights(chunk, overHidden: false), beta: 0, du.pointer, chunk.count,
          halves: halves)
        if let dOuter {
          kernels.activate(.gelu, u, h.pointer, count)
          FactorProduct.multiply(
            byColumn(dy, block, outputs), byColumn(h, 0..<block.count, chunk.count),
            beta: beta(dOuter.beta, isFirst.block), dOuter.pointer + chunk.lowerBound, hidden, halves: halves)
        }
        // h = gelu(u)
        kernels.activateBackward(.gelu, u, du.pointer, du.pointer, count, false)
        // u = x · innerᵀ + innerBias: dx = du · inner, dInner = duᵀ · x
        if let sum = slots.innerBias?.sum() {
          kernels.addColumnSums(du.pointer, sum + chunk.lowerBound, block.count, chunk.count)
        }
        if let dx {
          FactorProduct.multiply(
            byRow(du, 0..<block.count, chunk.count), byColumn(inner, chunk, inputs),
            beta: beta(dx.beta, isFirst.chunk), dx.pointer + block.lowerBound * inputs, inputs, halves: halves
          )
        }
        if let dInner {
          FactorProduct.multiply(
            byColumn(du, 0..<block.count, chunk.count), byColumn(x, block, inputs),
            beta: beta(dInner.beta, isFirst.block), dInner.pointer + chunk.lowerBound * inputs, inputs,
            halves: halves)
        }
        du.forgetCopies()
        h.forgetCopies()
      }
    }
    x.forgetPacks()
  }
}
