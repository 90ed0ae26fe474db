import PeruseCore
import Synchronization

/// How often a summary's sentences begin with a "This" or "He" whose sentence before was left out.
public final class DanglingStarts: Sendable {
  private let counts = Mutex<[String: (sentences: Int, dangling: Int)]>([:])

  /// Nothing counted yet.
  public init() {}

  /// The same system, whose choices are counted from now on.
  public func counting(_ system: SummarySystem) -> SummarySystem {
    SummarySystem(name: system.name) { [self] record, length in
      let chosen = try system.summarize(record, length)
      let dangling = Self.dangling(chosen, of: record.sentenceTexts)
      counts.withLock { counts in
        let before = counts[system.name] ?? (0, 0)
        counts[system.name] = (before.sentences + chosen.count, before.dangling + dangling)
      }
      return chosen
    }
  }

  /// Share of the sentences of a system that dangle, 0 … 1; `nil` where nothing of it was counted.
  public func share(of system: String) -> Double? {
    counts.withLock { counts in
      guard let count = counts[system], count.sentences > 0 else { return nil }
      return Double(count.dangling) / Double(count.sentences)
    }
  }

  /// Chosen sentences that open anaphorically, and do not follow their predecessor in the document.
  static func dangling(_ chosen: [String], of sentences: [String]) -> Int {
    let chosen = Set(chosen)
    return sentences.indices.count { index in
      chosen.contains(sentences[index]) && SentenceOpening(of: sentences[index]) == .anaphoric
        && !(index > 0 && chosen.contains(sentences[index - 1]))
    }
  }
}
