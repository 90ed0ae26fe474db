/// Items of an enumeration, "Mondays and Thursdays": whoever asks for several things is told them together
/// where the reader proposes them one by one.
package enum Enumeration {
  /// `item` with those of `others` that nothing but commas, "and" and "or" separates from it and from one
  /// another.
  ///
  /// - Parameters:
  ///   - item: UTF-8 range in `text`.
  ///   - others: what else the reader proposes, by falling probability.
  ///   - mostWords: an answer gets no longer, in words between spaces.
  package static func joined(
    _ item: Range<Int>, with others: [Range<Int>], in text: String, mostWords: Int
  ) -> Range<Int> {
    var text = text
    return text.withUTF8 { utf8 in
      var whole = item
      var grows = true
      while grows {
        grows = false
        for other in others where !other.isEmpty && !other.overlaps(whole) && other.upperBound <= utf8.count {
          let gap =
            other.lowerBound < whole.lowerBound
            ? other.upperBound..<whole.lowerBound : whole.upperBound..<other.lowerBound
          guard joints.contains(where: { utf8[gap].elementsEqual($0) }) else { continue }
          let both =
            min(whole.lowerBound, other.lowerBound)..<max(whole.upperBound, other.upperBound)
          guard utf8[both].count(where: { $0 == 0x20 }) < mostWords else { continue }
          whole = both
          grows = true
        }
      }
      return whole
    }
  }

  private static let joints = [", ", "; ", " and ", ", and ", " or ", ", or ", " & "].map { Array($0.utf8) }
}
