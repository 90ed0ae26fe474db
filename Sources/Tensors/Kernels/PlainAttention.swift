/// A tile of scores on its way through an online softmax (Milakov and Gimelshein 2018; Dao et al. 2022).
///
/// On entry `scores` holds query · key; on return it holds exp(scale · score − most), where a row's `most` is
/// the largest scaled score seen so far. `total` is kept as the sum around the newest `most`, and
/// `correction` says what sums around the earlier one have to be multiplied by.
package struct AttentionTile<Scalar> {
  package var rows, columns: Int
  package var scale: Scalar
  /// [rows, columns]
  package var scores: UnsafeMutablePointer<Scalar>
  /// [rows] each; a row sees the columns `from[row]..<to[row]` of the tile.
  package var from, to: UnsafePointer<Int32>
  package var most, total, correction: UnsafeMutablePointer<Scalar>
}

/// The same tile again in the backward pass, from the saved logarithm of each row's sum.
///
/// `scores` becomes the probabilities p; `dP`, the gradient by p, becomes scale · p · (dP − shared).
package struct AttentionTileBackward<Scalar> {
  package var rows, columns: Int
  package var scale: Scalar
  package var scores: UnsafeMutablePointer<Scalar>, dP: UnsafeMutablePointer<Scalar>
  package var from, to: UnsafePointer<Int32>
  /// [rows]: log Σ exp, and Σ p · dP over the whole row.
  package var logSum, shared: UnsafePointer<Scalar>
  /// With dropout, the bits of each row's first column in this tile, and where p after dropout goes.
  package var dropped: UnsafeMutablePointer<Scalar>?
  package var bits: DropoutBits?
  /// Numbers from one row's bits to the next row's.
  package var bitsStride: Int
}

extension Plain {
  func attentionForward(_ t: AttentionTile<Scalar>) {
    for row in 0..<t.rows {
      let p = t.scores + row * t.columns
      let from = Int(t.from[row]), to = Int(t.to[row])
      guard from < to else {
        for i in 0..<t.columns { p[i] = 0 }
        t.correction[row] = 1
        continue
      }
      var most = t.most[row]
      for i in from..<to { most = max(most, p[i] * t.scale) }
      let correction = t.most[row] == -.infinity ? 0 : real.exp(t.most[row] - most)
      var total: Scalar = 0
      for i in 0..<from { p[i] = 0 }
      for i in from..<to {
        p[i] = real.exp(p[i] * t.scale - most)
        total += p[i]
      }
      for i in to..<t.columns { p[i] = 0 }
      t.total[row] = t.total[row] * correction + total
      t.most[row] = most
      t.correction[row] = correction
    }
  }

  func attentionBackward(_ t: AttentionTileBackward<Scalar>) {
    for row in 0..<t.rows {
      let p = t.scores + row * t.columns, dP = t.dP + row * t.columns
      let from = Int(t.from[row]), to = max(from, Int(t.to[row]))
      for i in 0..<t.columns where i < from || i >= to {
        p[i] = 0
        dP[i] = 0
      }
      for i in from..<to { p[i] = real.exp(p[i] * t.scale - t.logSum[row]) }
      if let dropped = t.dropped, var bits = t.bits {
        bits.position &+= UInt64(row * t.bitsStride)
        Self.dropout(bits, p, dropped + row * t.columns, t.columns, false)
        Self.dropout(bits, dP, dP, t.columns, false)
      }
      for i in from..<to { dP[i] = t.scale * p[i] * (dP[i] - t.shared[row]) }
    }
  }

  func finishAttention(
    _ sums: Input, _ most: Input, _ total: Input, _ logSums: Output, _ y: Output, _ yStride: Int, _ rows: Int,
    _ columns: Int
  ) {
    for row in 0..<rows {
      let inverse = total[row] > 0 ? 1 / total[row] : 0
      logSums[row] = total[row] > 0 ? most[row] + real.log(total[row]) : 0
      for i in 0..<columns { y[row * yStride + i] = sums[row * columns + i] * inverse }
    }
  }
}
