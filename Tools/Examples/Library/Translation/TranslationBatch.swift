import HierarchicalModels

/// Pairs of sentences as numbers, laid out for a ``TranslationModel``. Units are numbered behind those of
/// `DecoderWord`.
package struct TranslationBatch {
  /// Units of each source, the end included.
  let lengths: [Int]
  /// [sources · places]; `DecoderWord.end` behind a source's end.
  private(set) var source: [Int] = []
  /// What the decoder reads, [sources][steps].
  private(set) var read: [[Int]] = []
  /// What it is to write, [sources][steps]; −1 behind the end.
  private(set) var targets: [[Int]] = []

  var count: Int { lengths.count }
  var places: Int { lengths.max() ?? 1 }

  /// - Parameter targets: empty where nothing is learnt.
  package init(_ sources: [[Int]], targets: [[Int]] = []) {
    lengths = sources.map { $0.count + 1 }
    let places = lengths.max() ?? 1
    for units in sources {
      source += units.map(Self.number) + [Int](repeating: DecoderWord.end, count: places - units.count)
    }
    guard !targets.isEmpty else { return }
    let steps = (targets.map(\.count).max() ?? 0) + 1
    for units in targets {
      let words = units.map(Self.number), rest = steps - 1 - words.count
      read.append([DecoderWord.start] + words + [Int](repeating: DecoderWord.end, count: rest))
      self.targets.append(words + [DecoderWord.end] + [Int](repeating: -1, count: rest))
    }
  }

  static func number(_ unit: Int) -> Int { unit < 0 ? DecoderWord.unknown : unit + DecoderWord.first }
}
