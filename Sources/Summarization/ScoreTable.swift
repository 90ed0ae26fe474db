/// Parts of the scores of many sentences by name, a column each: a dictionary a sentence would take a
/// kilobyte.
package struct ScoreTable: Sendable, Hashable {
  /// Number of sentences.
  package let count: Int
  private let columns: [Column]

  private struct Column: Hashable, Sendable {
    var name: String
    var values: [Double]
  }

  /// A table of columns of `count` values each.
  package init(_ columns: [String: [Double]], count: Int) {
    self.count = count
    self.columns = columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, values: $0.value) }
  }

  /// One sentence.
  init(_ parts: [String: Double]) { self.init(parts.mapValues { [$0] }, count: 1) }

  /// Parts of a sentence's score by name.
  package subscript(row: Int) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.values[row]) })
  }

  /// One part of a sentence's score; 0 where there is none of that name.
  subscript(row: Int, name: String) -> Double {
    columns.first { $0.name == name }?.values[row] ?? 0
  }

  /// All columns by name.
  package var byName: [String: [Double]] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.values) })
  }

  /// The score of each sentence: the sum of its parts, in the order of their names.
  package var totals: [Double] {
    var totals = [Double](repeating: 0, count: count)
    for column in columns { for (row, value) in column.values.enumerated() { totals[row] += value } }
    return totals
  }
}

/// Sums of parts by name while they are added up.
struct ScoreColumns {
  private let count: Int
  private var columns: [String: [Double]] = [:]

  init(count: Int) { self.count = count }

  /// Adds `weight` times `values` to a part.
  mutating func add(_ values: [Double], times weight: Double = 1, to name: String) {
    var column = columns.removeValue(forKey: name) ?? [Double](repeating: 0, count: count)
    for (row, value) in values.enumerated() { column[row] += weight * value }
    columns[name] = column
  }

  /// What was added up.
  var table: ScoreTable { ScoreTable(columns, count: count) }
}
