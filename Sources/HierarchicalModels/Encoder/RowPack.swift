/// Sequences laid end to end as rows of one matrix, without padding between them.
struct RowPack: Sendable {
  /// One sequence: where it stands among the caller's, and where its rows begin here.
  struct Part: Sendable {
    var index: Int
    var first: Int
    var length: Int
  }

  private(set) var parts: [Part] = []
  /// Rows in use.
  private(set) var rows = 0

  /// Rows that one pack aims at: its hidden states and those between them stay in a core's cache.
  static let target = 384

  /// Packs for sequences of these lengths. Sequences of like length come together, the longest first, so that
  /// workers who take packs in turn end at about the same time.
  static func packs(lengths: [Int]) -> [RowPack] {
    let order = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    var packs: [RowPack] = []
    var open = RowPack()
    for index in order {
      if open.rows > 0, open.rows + lengths[index] > target {
        packs.append(open)
        open = RowPack()
      }
      open.parts.append(Part(index: index, first: open.rows, length: lengths[index]))
      open.rows += lengths[index]
    }
    if open.rows > 0 { packs.append(open) }
    return packs
  }
}
