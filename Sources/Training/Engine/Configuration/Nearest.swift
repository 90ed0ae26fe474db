/// Finds what someone may have meant.
public enum Nearest {
  /// The word with the fewest changes to `word`, if they are few enough to be a slip; the first of several.
  public static func word(to word: String, among words: some Sequence<String>) -> String? {
    let limit = max(2, word.count / 2)
    var best: (word: String, distance: Int)?
    for candidate in words {
      let distance = distance(word.lowercased(), candidate.lowercased())
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// Insertions, deletions, replacements and exchanges of neighbours that lead from one word to the other
  /// (Damerau 1964, restricted).
  static func distance(_ a: String, _ b: String) -> Int {
    // Long names say enough in their beginning, and time grows with the square.
    let a = Array(a.prefix(200)), b = Array(b.prefix(200))
    var before: [Int] = [], last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
