import Ingestion
import Tokenization

/// Why a sentence was chosen, in words that a reader of the summary understands. Every reason can be checked
/// on the page.
struct ChoiceReasons {
  let scoring: Scoring
  let parts: ScoreTable
  private let blocks: [Int?]
  private let sections: [Int?]

  /// Cosine from which one sentence repeats the matter of another.
  private static let alike: Float = 0.25
  /// What an average sentence covers, so many times.
  private static let much = 1.2

  init(_ scoring: Scoring, document: Document, parts: ScoreTable) {
    (self.scoring, self.parts) = (scoring, parts)
    blocks = scoring.sentences.map(\.block)
    sections = blocks.map { block in
      block.flatMap { document.blocks.indices.contains($0) ? document.blocks[$0].section : nil }
    }
  }

  /// The reasons for one choice, the strongest first; never none.
  func reasons(for choice: Composition.Choice, title: String?, query: String?) -> [String] {
    let index = choice.index
    if let cause = choice.cause {
      return [cause > index ? "the sentence after it leans on it" : "it belongs to the sentence before it"]
    }
    var reasons: [String] = []
    if let query, !scoring.weighted.terms.known(in: query).isEmpty {
      let shared = words(of: index, sharedWith: query)
      if !shared.isEmpty { reasons.append("shares \(Self.list(shared)) with the question") }
    }
    if index == 0 {
      reasons.append("opens the document")
    } else if sections[index] != sections[index - 1], Set(sections).count > 1 {
      reasons.append("opens its section")
    }
    let others = echoes(of: index)
    if others > 1 { reasons.append("says what \(Self.number(others)) others repeat") }
    if let title {
      let shared = words(of: index, sharedWith: title)
      if !shared.isEmpty { reasons.append("shares \(Self.list(shared)) with the title") }
    }
    let wording = RankingWording(scoring.texts[index])
    if parts[index, "wording"] > 0.2 {
      if wording.resolves {
        reasons.append("records a decision")
      } else if wording.requests {
        reasons.append("asks for something")
      } else if wording.defines, index < 4 {
        reasons.append("says near the beginning what something is")
      } else if wording.reports {
        reasons.append("says what was found or offered")
      } else if wording.decides {
        reasons.append("says what was decided or is to be done")
      }
    }
    if choice.part > 0.5 { reasons.append("nothing else was chosen from its part of the document") }
    if choice.coverage > Self.much * Composition.coverageWeight {
      reasons.append("brings words of the document that no other chosen sentence has")
    }
    if parts[index, "salience"] > 0.5 { reasons.append("reads like what summaries contain") }
    if reasons.isEmpty, index > 0, blocks[index] != blocks[index - 1] {
      reasons.append("opens its paragraph")
    }
    return reasons.isEmpty ? ["weighs most of what was left"] : reasons
  }

  /// Sentences that say something of the same.
  private func echoes(of index: Int) -> Int {
    // In a book, those near by.
    (max(0, index - 500)..<min(scoring.texts.count, index + 500)).count {
      $0 != index && scoring.weighted.cosine(index, $0) >= Self.alike
    }
  }

  /// Words of a sentence that stand in another text too, as they are written, at most three.
  private func words(of index: Int, sharedWith other: String) -> [String] {
    let terms = scoring.weighted.terms
    let wanted = Set(terms.known(in: other).map(\.term))
    guard !wanted.isEmpty else { return [] }
    let sentence = String(scoring.texts[index])
    var (seen, words) = (Set<Int32>(), [String]())
    for range in WordSplitter().words(in: sentence) where words.count < 3 {
      let word = String(decoding: Array(sentence.utf8)[range], as: UTF8.self)
      guard let term = terms.known(in: word).first?.term, wanted.contains(term), seen.insert(term).inserted
      else {
        continue
      }
      words.append("\u{201C}\(word)\u{201D}")
    }
    return words
  }

  private static func list(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
  }

  private static func number(_ count: Int) -> String {
    let names = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return names.indices.contains(count - 2) ? names[count - 2] : "\(count)"
  }
}
