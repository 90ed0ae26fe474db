/// Kendall's rank correlation with correction for equal values, τ-b (Kendall 1945): (concordant − discordant
/// pairs) ÷ the geometric mean of the pairs that are not tied on either side.
public enum KendallTau {
  /// nil for fewer than two values, and where all of one side are equal.
  public static func b(_ left: [Double], _ right: [Double]) -> Double? {
    guard left.count == right.count, left.count > 1 else { return nil }
    var (sum, ofLeft, ofRight) = (0, 0, 0)
    for i in 1..<left.count {
      for j in 0..<i {
        let x = sign(left[i] - left[j]), y = sign(right[i] - right[j])
        sum += x * y
        ofLeft += x * x
        ofRight += y * y
      }
    }
    guard ofLeft > 0, ofRight > 0 else { return nil }
    return Double(sum) / (Double(ofLeft) * Double(ofRight)).squareRoot()
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
