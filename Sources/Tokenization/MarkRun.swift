/// Canonical ordering (Unicode, section 3.11) of a run of combining marks, for the few that are not stripped.
///
/// Almost every mark with a combining class is a nonspacing mark and vanishes. Those that stay — spacing
/// marks, and marks younger than the reference's category tables — are sorted by class among the ones that
/// vanish, and the reference gives sorted marks the places of the unsorted ones in turn. This does the same.
enum MarkRun {
  private struct Item {
    var scalar: UInt32?
    var order: UInt32
    /// Takes the place of the next source character; otherwise shares that of the one before.
    var takesPlace: Bool
  }

  /// Appends what stays of the run that starts at `start` and returns where the run ends.
  ///
  /// - Parameters:
  ///   - tail: Marks that the letter before the run decomposes into.
  ///   - letter: Where that letter stands.
  static func append(
    to word: inout WordBuffer, text: ByteText, from start: Int, base: Int, tail: [UInt32],
    at letter: Range<Int>? = nil
  ) -> Int {
    let folding = UnicodeFolding.shared
    var items = tail.map { Item(scalar: $0, order: folding[$0].combiningClass, takesPlace: false) }
    var places: [Range<Int>] = []
    var index = start
    while index < text.count {
      let (scalar, length) = text.scalar(at: index)
      let entry = folding[scalar]
      if entry.kind != .removed {
        guard entry.combiningClass != 0 else { break }
        items.append(
          Item(
            scalar: entry.kind == .mark ? nil : entry.target, order: entry.combiningClass, takesPlace: true))
        places.append(base + index..<base + index + length)
      }
      index += length
    }
    sort(&items)
    var place = letter ?? base + start..<base + start
    var taken = 0
    for item in items {
      if item.takesPlace {
        place = places[taken]
        taken += 1
      }
      if let scalar = item.scalar { word.append(scalar, at: place) }
    }
    return index
  }

  /// Stable sort by class in linear time: there are fewer than 256 classes.
  private static func sort(_ items: inout [Item]) {
    var firsts = [Int](repeating: 0, count: 257)
    for item in items { firsts[Int(item.order) + 1] += 1 }
    for order in 1..<257 { firsts[order] += firsts[order - 1] }
    var sorted = items
    for item in items {
      sorted[firsts[Int(item.order)]] = item
      firsts[Int(item.order)] += 1
    }
    items = sorted
  }
}
