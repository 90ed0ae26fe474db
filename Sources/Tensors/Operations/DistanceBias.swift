/// What heads add to scores by the distance from query to key, as the fused attention takes it: a row a head,
/// divided by the scale that scores are multiplied by later. Or the gradient of that.
struct DistanceBias<Scalar: TensorScalar> {
  private let table: Buffer<Scalar>  // [heads, distances]
  private let heads, queries, distances: Int
  private let scale: Scalar

  /// From [distances, heads].
  init(_ bias: Buffer<Scalar>, heads: Int, queries: Int, _ scale: Scalar) {
    (self.heads, self.queries, self.scale) = (heads, queries, scale)
    distances = bias.count / max(1, heads)
    table = bias.sibling(bias.count, of: Scalar.self)
    for distance in 0..<distances {
      for head in 0..<heads {
        table.pointer[head * distances + distance] = bias.pointer[distance * heads + head] / scale
      }
    }
  }

  private init(zeroLike other: DistanceBias) {
    (heads, queries, distances, scale) = (other.heads, other.queries, other.distances, other.scale)
    table = other.table.sibling(other.table.count, of: Scalar.self)
    table.pointer.zero(table.count)
  }

  /// Zeros of the same form.
  func gradient() -> DistanceBias { DistanceBias(zeroLike: self) }

  private func row(_ head: Int, _ query: Int, _ key: Int) -> UnsafeMutablePointer<Scalar> {
    table.pointer + head * distances + key - query + queries - 1
  }

  /// Adds to a tile of scores [rows, columns] that begins at `query` and `key`.
  func add(
    _ head: Int, query: Int, rows: Int, key: Int, _ columns: Int, to scores: UnsafeMutablePointer<Scalar>
  ) {
    for i in 0..<rows {
      Scalar.tensorKernels.addScaled(1, row(head, query + i, key), scores + i * columns, columns)
    }
  }

  /// Adds a tile of gradients of unscaled scores.
  func collect(
    _ head: Int, query: Int, rows: Int, key: Int, _ columns: Int,
    from gradients: UnsafeMutablePointer<Scalar>
  ) {
    for i in 0..<rows {
      Scalar.tensorKernels.addScaled(1, gradients + i * columns, row(head, query + i, key), columns)
    }
  }

  /// Adds what was collected to a gradient [distances, heads].
  func add(to gradient: UnsafeMutablePointer<Scalar>) {
    for distance in 0..<distances {
      for head in 0..<heads {
        gradient[distance * heads + head] += table.pointer[head * distances + distance] / scale
      }
    }
  }
}
