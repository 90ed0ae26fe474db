/// How well a ranking of words agrees with those that people marked.
public enum RationaleAgreement {
  /// Average precision: the mean, over marked words, of the share of marked ones among all words that rank at
  /// least as high. Equal values count as one rank. nil where no word is marked.
  public static func averagePrecision(_ values: [Double], marked: [Bool]) -> Double? {
    let total = marked.count { $0 }
    guard total > 0, values.count == marked.count else { return nil }
    let order = values.indices.sorted { values[$0] > values[$1] }
    var (seen, hits, sum) = (0, 0, 0.0)
    var first = 0
    while first < order.count {
      let end = order[first...].firstIndex { values[$0] != values[order[first]] } ?? order.count
      let own = order[first..<end].count { marked[$0] }
      seen += end - first
      hits += own
      sum += Double(own) * Double(hits) / Double(seen)
      first = end
    }
    return sum / Double(total)
  }

  /// Area under the ROC curve: how often a marked word ranks above one that is not, equal values counting one
  /// half. nil where all words are marked, or none.
  public static func area(_ values: [Double], marked: [Bool]) -> Double? {
    guard values.count == marked.count else { return nil }
    var (sum, pairs) = (0.0, 0)
    for i in values.indices where marked[i] {
      for j in values.indices where !marked[j] {
        sum += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0
        pairs += 1
      }
    }
    return pairs > 0 ? sum / Double(pairs) : nil
  }
}
