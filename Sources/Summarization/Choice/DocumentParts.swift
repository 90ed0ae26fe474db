import Ingestion
import Tokenization

/// The parts of a document from which a summary is spread: its sections, or of a long text stretches of equal
/// length.
struct DocumentParts {
  /// Number of the part in which each sentence stands.
  var numbers: [Int]
  /// What hearing a further part is worth, in deviations.
  var weight: Double
  /// Whether sentences compare with those of their part alone: what stands out in a book would else come from
  /// its first pages.
  var isLong: Bool

  /// Sentences above which a text is long.
  private static let long = 300

  init(_ document: Document, _ sentences: [Sentence], budget: SummaryBudget, words: [Int]) {
    let limits = budget.limits(words: words)
    let mean = max(1, words.reduce(0, +) / max(1, words.count))
    let wanted = min(limits.sentences, max(1, limits.words / mean))
    isLong = sentences.count > Self.long
    if isLong {
      let count = min(24, max(3, wanted))
      numbers = sentences.indices.map { $0 * count / sentences.count }
      weight = 1
      return
    }
    let sections = sentences.map { sentence -> Int in
      guard let block = sentence.block, document.blocks.indices.contains(block),
        let section = document.blocks[block].section
      else { return -1 }
      return SectionNames.chain(from: section, in: document).last ?? -1
    }
    numbers = sections
    weight = Set(sections).count > 2 ? 0.2 : 0
  }
}
