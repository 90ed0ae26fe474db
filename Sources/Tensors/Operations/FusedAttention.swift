extension Variable {
  /// softmax(scale · query · keyᵀ) · value for each head (Vaswani et al. 2017), tile by tile, so that the
  /// memory it needs beside its result grows with the number of queries and not with queries times keys
  /// (Milakov and Gimelshein 2018; Dao et al. 2022). The backward pass computes the tiles again from each
  /// row's log Σ exp.
  ///
  /// self [batch, queries, heads · width], key [batch, keys, heads · width], value
  /// [batch, keys, heads · valueWidth] give [batch, queries, heads · valueWidth]. A query that sees no key
  /// gets 0.
  ///
  /// - Parameters:
  ///   - distanceBias: what each head adds to the score of a key by its distance from the query, [queries +
  ///     keys − 1, heads], from 1 − queries to keys − 1 (Raffel et al. 2020).
  ///   - scale: 1 / √width where nil.
  ///   - dropout: rate at which weights are dropped while the tape is training.
  ///   - precision: of the products, where the processor has tiles for them.
  public func fusedAttention(
    key: Variable, value: Variable, heads: Int, spans: KeySpans = KeySpans(),
    distanceBias: Variable? = nil, scale: Scalar? = nil, dropout: Double = 0,
    precision: Precision = .full
  ) -> Variable {
    precondition(
      distanceBias.map { $0.shape == [shape[1] + key.shape[1] - 1, heads] } ?? true,
      "a bias \(distanceBias?.shape ?? []) does not fit \(heads) heads over \(shape) and \(key.shape)")
    precondition(
      rank == 3 && key.rank == 3 && value.rank == 3 && heads > 0 && shape[2] % heads == 0
        && value.shape[2] % heads == 0
        && key.shape[0] == shape[0] && key.shape[2] == shape[2] && value.shape[0] == shape[0]
        && value.shape[1] == key.shape[1] && spans.lengths.map { $0.count == shape[0] } ?? true,
      "query \(shape), key \(key.shape) and value \(value.shape) do not fit \(heads) heads")
    let work = FusedAttention<Scalar>(
      batch: shape[0], heads: heads, queries: shape[1], keys: key.shape[1], width: shape[2] / heads,
      valueWidth: value.shape[2] / heads, spans: spans,
      scale: scale ?? 1 / Scalar(shape[2] / heads).squareRoot(),
      bits: tape.isTraining && dropout > 0 ? DropoutBits(key: tape.nextStream(), rate: dropout) : nil,
      halves: precision == .bfloat16 && Scalar.tensorKernels.tiles != nil, pool: tape.pool)
    let (q, k, v) = (buffer, key.buffer, value.buffer), (dq, dk, dv) = (slot, key.slot, value.slot)
    let result = tape.buffer(shape[0] * shape[1] * value.shape[2])
    let logSums = tape.buffer(shape[0] * heads * shape[1])
    let bias = distanceBias.map { DistanceBias($0.buffer, heads: heads, queries: work.queries, work.scale) }
    let dBias = distanceBias?.slot
    work.forward(q, k, v, bias, result, logSums)
    return tape.record([shape[0], shape[1], value.shape[2]], result, from: [dq, dk, dv, dBias]) { dy in
      // A slot that nobody asked for still needs somewhere to be added to.
      let sums = (dq ?? GradientSlot(like: q), dk ?? GradientSlot(like: k), dv ?? GradientSlot(like: v))
      let biasSums = dBias == nil ? nil : bias?.gradient()
      work.backward(
        q, k, v, bias, biasSums, result, logSums, dy, sums.0.sum(), sums.1.sum(), sums.2.sum())
      if let dBias, let biasSums { biasSums.add(to: dBias.sum()) }
    }
  }
}

/// Shapes and tiles of one fused attention.
private struct FusedAttention<Scalar: TensorScalar> {
  let batch, heads, queries, keys, width, valueWidth: Int
  let spans: KeySpans
  let scale: Scalar
  let bits: DropoutBits?
  /// Whether products are of bfloat16. Without tiles, converting costs more than it saves.
  let halves: Bool
  let pool: BufferPool

  // Two tiles of scores stay in a second-level cache of half a megabyte.
  /// `rows` rows of `columns` numbers as a factor whose products sum over the columns, or over the rows.
  private func rowsOf(
    _ offset: Int, _ rows: Int, _ columns: Int, _ stride: Int
  ) -> TileFactor {
    TileFactor(offset: offset, outer: rows, inner: columns, stride: stride)
  }
  private func columnsOf(
    _ offset: Int, _ rows: Int, _ columns: Int, _ stride: Int
  ) -> TileFactor {
    TileFactor(
      offset: offset, outer: columns, inner: rows, stride: stride, isTransposed: true)
  }

  private var queryTile: Int { min(192, queries) }
  private var keyTile: Int { min(256, keys) }

  /// What each row of a tile sees of it: from and to, relative to the tile's first key. Nil where nobody sees
  /// anything.
  private func visible(
    _ b: Int, _ first: Int, _ rows: Int, _ firstKey: Int, _ columns: Int
  ) -> (from: Buffer<Int32>, to: Buffer<Int32>)? {
    let from = Buffer<Int32>(rows, from: pool), to = Buffer<Int32>(rows, from: pool)
    var any = false
    from.pointer.update(repeating: 0, count: rows)
    to.pointer.update(repeating: 0, count: rows)
    for row in 0..<rows {
      let seen = spans.keys(batch: b, query: first + row, of: keys).clamped(
        to: firstKey..<(firstKey + columns))
      guard !seen.isEmpty else { continue }
      from.pointer[row] = Int32(seen.lowerBound - firstKey)
      to.pointer[row] = Int32(seen.upperBound - firstKey)
      any = true
    }
    return any ? (from, to) : nil
  }

  private func tiles(
    _ body: (
      _ b: Int, _ first: Int, _ rows: Int,
      _ seen: [(key: Int, columns: Int, from: Buffer<Int32>, to: Buffer<Int32>)]
    ) -> Void
  ) {
    for b in 0..<batch {
      for first in stride(from: 0, to: queries, by: max(1, queryTile)) {
        let rows = min(queryTile, queries - first)
        var seen: [(key: Int, columns: Int, from: Buffer<Int32>, to: Buffer<Int32>)] = []
        for key in stride(from: 0, to: keys, by: max(1, keyTile)) {
          let columns = min(keyTile, keys - key)
          if let (from, to) = visible(b, first, rows, key, columns) { seen.append((key, columns, from, to)) }
        }
        body(b, first, rows, seen)
      }
    }
  }

  private func bits(_ b: Int, _ head: Int, _ query: Int, _ key: Int) -> DropoutBits? {
    guard var bits else { return nil }
    bits.position = UInt64(((b * heads + head) * queries + query) * keys + key)
    return bits
  }

  func forward(
    _ q: Buffer<Scalar>, _ k: Buffer<Scalar>, _ v: Buffer<Scalar>, _ bias: DistanceBias<Scalar>?,
    _ result: Buffer<Scalar>, _ logSums: Buffer<Scalar>
  ) {
    let kernels = Scalar.tensorKernels, (d, dv) = (width, valueWidth),
      (stride, vStride) = (heads * width, heads * valueWidth)
    let scores = q.sibling(queryTile * keyTile, of: Scalar.self),
      sums = q.sibling(queryTile * dv, of: Scalar.self)
    let state = q.sibling(3 * queryTile, of: Scalar.self)
    let (most, total, correction) = (state.pointer, state.pointer + queryTile, state.pointer + 2 * queryTile)
    tiles { b, first, rows, seen in
      for head in 0..<heads {
        let queryAt = (b * queries + first) * stride + head * d
        most.update(repeating: -.infinity, count: rows)
        total.zero(rows)
        sums.pointer.zero(rows * dv)
        for (place, tile) in seen.enumerated() {
          let keyAt = (b * keys + tile.key) * stride + head * d
          let valueAt = (b * keys + tile.key) * vStride + head * dv
          // 1. scores = query · keyᵀ
          FactorProduct.multiply(
            (q, rowsOf(queryAt, rows, d, stride)), (k, rowsOf(keyAt, tile.columns, d, stride)), beta: 0,
            scores.pointer, tile.columns, halves: halves)
          bias?.add(head, query: first, rows: rows, key: tile.key, tile.columns, to: scores.pointer)
          // 2. exponentials around the largest score so far; earlier sums follow.
          kernels.attentionForward(
            AttentionTile(
              rows: rows, columns: tile.columns, scale: scale, scores: scores.pointer,
              from: tile.from.pointer, to: tile.to.pointer,
              most: most, total: total, correction: correction))
          for row in 0..<(place == 0 ? 0 : rows) {
            kernels.combine(
              .product, sums.pointer + row * dv, 1, correction + row, 0, sums.pointer + row * dv, dv)
          }
          for row in 0..<(bits == nil ? 0 : rows) {
            let p = scores.pointer + row * tile.columns
            if let bits = bits(b, head, first + row, tile.key) {
              kernels.dropout(bits, p, p, tile.columns, false)
            }
          }
          // 3. sums += exponentials · value
          FactorProduct.multiply(
            (scores, rowsOf(0, rows, tile.columns, tile.columns)),
            (v, columnsOf(valueAt, tile.columns, dv, vStride)), beta: 1, sums.pointer, dv, halves: halves)
          scores.forgetCopies()
        }
        // 4. The quotient, and log Σ exp for the backward pass.
        kernels.finishAttention(
          sums.pointer, most, total, logSums.pointer + (b * heads + head) * queries + first,
          result.pointer + (b * queries + first) * vStride + head * dv, vStride, rows, dv)
      }
    }
  }

  func backward(
    _ q: Buffer<Scalar>, _ k: Buffer<Scalar>, _ v: Buffer<Scalar>, _ bias: DistanceBias<Scalar>?,
    _ biasSums: DistanceBias<Scalar>?, _ result: Buffer<Scalar>, _ logSums: Buffer<Scalar>,
    _ dy: Buffer<Scalar>, _ dq: UnsafeMutablePointer<Scalar>, _ dk: UnsafeMutablePointer<Scalar>,
    _ dv: UnsafeMutablePointer<Scalar>
  ) {
    let kernels = Scalar.tensorKernels, (d, dVal) = (width, valueWidth),
      (stride, vStride) = (heads * width, heads * valueWidth)
    let size = queryTile * keyTile
    let scores = q.sibling(size, of: Scalar.self), dP = q.sibling(size, of: Scalar.self)
    let shared = q.sibling(queryTile, of: Scalar.self)
    let dropped = bits == nil ? nil : q.sibling(size, of: Scalar.self)
    tiles { b, first, rows, seen in
      for head in 0..<heads {
        let at = (b * queries + first) * stride + head * d,
          atValue = (b * queries + first) * vStride + head * dVal
        // Σ_j p_j dP_j = y · dy, for each row.
        for row in 0..<rows {
          shared.pointer[row] = kernels.dot(
            result.pointer + atValue + row * vStride, dy.pointer + atValue + row * vStride, dVal)
        }
        for tile in seen {
          let keyAt = (b * keys + tile.key) * stride + head * d,
            valueAt = (b * keys + tile.key) * vStride + head * dVal
          let columns = tile.columns
          // scores = query · keyᵀ, and y = p · value gives dP = dy · valueᵀ.
          FactorProduct.multiply(
            (q, rowsOf(at, rows, d, stride)), (k, rowsOf(keyAt, columns, d, stride)), beta: 0, scores.pointer,
            columns, halves: halves)
          bias?.add(head, query: first, rows: rows, key: tile.key, columns, to: scores.pointer)
          FactorProduct.multiply(
            (dy, rowsOf(atValue, rows, dVal, vStride)), (v, rowsOf(valueAt, columns, dVal, vStride)), beta: 0,
            dP.pointer, columns, halves: halves)
          kernels.attentionBackward(
            AttentionTileBackward(
              rows: rows, columns: columns, scale: scale, scores: scores.pointer, dP: dP.pointer,
              from: tile.from.pointer,
              to: tile.to.pointer, logSum: logSums.pointer + (b * heads + head) * queries + first,
              shared: shared.pointer,
              dropped: dropped?.pointer, bits: bits(b, head, first, tile.key), bitsStride: keys))
          biasSums?.collect(head, query: first, rows: rows, key: tile.key, columns, from: dP.pointer)
          let p = dropped ?? scores
          // y = p · value; scores = query · keyᵀ
          FactorProduct.multiply(
            (p, columnsOf(0, rows, columns, columns)), (dy, columnsOf(atValue, rows, dVal, vStride)), beta: 1,
            dv + valueAt, vStride, halves: halves)
          FactorProduct.multiply(
            (dP, rowsOf(0, rows, columns, columns)), (k, columnsOf(keyAt, columns, d, stride)), beta: 1,
            dq + at, stride, halves: halves)
          FactorProduct.multiply(
            (dP, columnsOf(0, rows, columns, columns)), (q, columnsOf(at, rows, d, stride)), beta: 1,
            dk + keyAt, stride, halves: halves)
          p.forgetCopies()
          dP.forgetCopies()
        }
      }
    }
  }
}
