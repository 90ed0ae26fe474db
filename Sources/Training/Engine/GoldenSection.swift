/// Looks for the least value of a function with one valley.
enum GoldenSection {
  /// Where the function is least between `low` and `high`, to within `tolerance` (Kiefer 1953).
  static func least(
    from low: Double, to high: Double, tolerance: Double = 0.01, _ value: (Double) -> Double
  ) -> Double {
    let share = (5.0.squareRoot() - 1) / 2
    var (low, high) = (low, high)
    var (a, b) = (high - share * (high - low), low + share * (high - low))
    var (atA, atB) = (value(a), value(b))
    while high - low > tolerance {
      if atA < atB {
        (high, b, atB) = (b, a, atA)
        a = high - share * (high - low)
        atA = value(a)
      } else {
        (low, a, atA) = (a, b, atB)
        b = low + share * (high - low)
        atB = value(b)
      }
    }
    return (low + high) / 2
  }
}
