/// PageRank on a weighted undirected graph that is given by its product with a vector
/// (Brin and Page 1998; Mihalcea and Tarau 2004, equation 2).
///
/// x ← (1 − d) · b + d · W (x / degree), until the change summed over sentences falls below a tolerance. The
/// graph itself is never stored, so that memory stays linear where the product is.
package struct RandomWalk: Sendable {
  /// Share of the walk that follows edges.
  package var damping = 0.85
  /// Sum of absolute changes at which the walk has settled.
  package var tolerance = 1e-6
  /// Rounds after which it ends in any case; with d = 0.85 the tolerance needs fewer than 90.
  package var maximumRounds = 100

  package init() {}

  /// Scores that sum to at most 1.
  ///
  /// - Parameters:
  ///   - count: Number of sentences.
  ///   - bias: Where the walk starts again, summing to 1; uniform by default. A query goes in here.
  ///   - multiply: y = W x, without the diagonal.
  package func scores(count: Int, bias: [Double]? = nil, multiply: ([Double]) -> [Double]) -> [Double] {
    guard count > 0 else { return [] }
    let restart = bias ?? [Double](repeating: 1 / Double(count), count: count)
    let degrees = multiply([Double](repeating: 1, count: count))
    var current = restart
    for _ in 0..<maximumRounds {
      let spread = zip(current, degrees).map { $1 > 0 ? $0 / $1 : 0 }
      let reached = multiply(spread)
      var change = 0.0
      for index in current.indices {
        let next = (1 - damping) * restart[index] + damping * reached[index]
        change += abs(next - current[index])
        current[index] = next
      }
      if change < tolerance { break }
    }
    return current
  }
}
