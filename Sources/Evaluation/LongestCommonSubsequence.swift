/// Longest common subsequences of token sequences, 64 columns at a time.
///
/// Hyyrö 2004 ("Bit-parallel LCS-length computation revisited"): a row of the dynamic-programming table is
/// kept as one bit a column, 0 where the length grows. `matches(reference:candidate:into:)` also reads out
/// *which* subsequence, with the tie-breaking of the `rouge-score` package, which ROUGE-Lsum depends on.
package struct LongestCommonSubsequence {
  /// Row of a token in `masks`, or -1. One entry a token of the vocabulary.
  private var slots: [Int32] = []
  /// For each distinct candidate token, the columns where it stands.
  private var masks: [UInt64] = []
  private var candidate: [Int32] = []
  private var words = 0

  package init() {}

  /// Takes the candidate that the next calls compare with. Tokens are smaller than `vocabulary`.
  package mutating func prepare(candidate: [Int32], vocabulary: Int) {
    for token in self.candidate { slots[Int(token)] = -1 }
    if slots.count < vocabulary {
      slots.append(contentsOf: repeatElement(-1, count: vocabulary - slots.count))
    }
    self.candidate = candidate
    words = (candidate.count + 63) / 64
    masks.removeAll(keepingCapacity: true)
    for (column, token) in candidate.enumerated() {
      if slots[Int(token)] < 0 {
        slots[Int(token)] = Int32(masks.count / words)
        masks.append(contentsOf: repeatElement(0, count: words))
      }
      masks[Int(slots[Int(token)]) * words + column / 64] |= 1 << UInt64(column % 64)
    }
  }

  /// Length of the longest common subsequence of `reference` and the prepared candidate.
  package func length(reference: [Int32]) -> Int {
    var row = [UInt64](repeating: ~0, count: words)
    row.withUnsafeMutableBufferPointer { row in
      for token in reference { advance(row, with: token) }
    }
    return zeros(in: row[...], columns: candidate.count)
  }

  /// Sets `marks[i]` for each token of `reference` on the common subsequence that the reference
  /// implementation's backtracking finds.
  package func mark(reference: [Int32], in marks: inout [Bool]) {
    guard !reference.isEmpty, words > 0 else { return }
    // Rows are kept for one block at a time and computed again from the block's first row, so that memory
    // grows with the square root of the reference's length.
    let block = max(64, Int(Double(reference.count).squareRoot()))
    let blocks = (reference.count + block - 1) / block
    var heads = [UInt64](repeating: ~0, count: blocks * words)
    var row = [UInt64](repeating: ~0, count: words)
    for (index, token) in reference.enumerated() {
      if index % block == 0 {
        heads.replaceSubrange((index / block) * words..<(index / block + 1) * words, with: row)
      }
      row.withUnsafeMutableBufferPointer { advance($0, with: token) }
    }
    var rows: [UInt64] = []
    var loaded = -1
    var i = reference.count
    var j = candidate.count
    var length = zeros(in: row[...], columns: j)
    while i > 0, j > 0, length > 0 {
      if reference[i - 1] == candidate[j - 1] {
        marks[i - 1] = true
        i -= 1
        j -= 1
        length -= 1
        continue
      }
      // Rows i - 1 and i are both in the block that row i - 1 heads or belongs to.
      let wanted = (i - 1) / block
      if wanted != loaded {
        rows = self.rows(of: reference, block: wanted, size: block, heads: heads)
        loaded = wanted
      }
      let above = (i - 1 - wanted * block) * words
      let here = above + words
      let growsHere = rows[here + (j - 1) / 64] >> UInt64((j - 1) % 64) & 1 == 0
      if !growsHere, zeros(in: rows[above..<above + words], columns: j) < length {
        j -= 1
      } else {
        i -= 1
      }
    }
  }

  /// Rows `block * size ... (block + 1) * size` of the table, one more than the block's tokens.
  private func rows(of reference: [Int32], block: Int, size: Int, heads: [UInt64]) -> [UInt64] {
    var rows: [UInt64] = []
    var row = Array(heads[block * words..<(block + 1) * words])
    rows.append(contentsOf: row)
    for token in reference[block * size..<min((block + 1) * size, reference.count)] {
      row.withUnsafeMutableBufferPointer { advance($0, with: token) }
      rows.append(contentsOf: row)
    }
    return rows
  }

  /// One row further: V ← (V + (V ∧ M)) ∨ (V ∧ ¬M).
  private func advance(_ row: UnsafeMutableBufferPointer<UInt64>, with token: Int32) {
    guard Int(token) < slots.count, slots[Int(token)] >= 0 else { return }
    let first = Int(slots[Int(token)]) * words
    var carry: UInt64 = 0
    for word in 0..<words {
      let value = row[word]
      let mask = masks[first + word]
      let (partial, over) = value.addingReportingOverflow(value & mask)
      let (sum, overAgain) = partial.addingReportingOverflow(carry)
      carry = over || overAgain ? 1 : 0
      row[word] = sum | (value & ~mask)
    }
  }

  /// Zero bits among the first `columns` of `row`: the table's value there.
  private func zeros(in row: ArraySlice<UInt64>, columns: Int) -> Int {
    var ones = 0
    let whole = columns / 64
    for word in 0..<whole { ones += row[row.startIndex + word].nonzeroBitCount }
    let rest = columns % 64
    if rest > 0 { ones += (row[row.startIndex + whole] & ((1 << UInt64(rest)) - 1)).nonzeroBitCount }
    return columns - ones
  }
}
