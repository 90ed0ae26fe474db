import Foundation
import Ingestion
import Tokenization

/// Key phrases of a document: runs of words that carry meaning, weighed by how often they come back and how
/// salient the sentences are that they stand in.
///
/// Candidates are runs of up to four words without stop words and punctuation between them (Rose et al. 2010,
/// RAKE), and their parts. A phrase's weight is the sum over its occurrences of the salience of the sentence,
/// times the logarithm of how often it occurs; parts of a phrase that hardly ever stand alone give way to it.
public enum KeyPhrases {
  private struct Candidate {
    var text: String
    var words: Int
    var first: Int
    /// One word with a hyphen in it.
    var isCompound: Bool
    var count = 0
    var salience = 0.0
    var isTitle = false
    var spellings: [String: Int] = [:]
  }

  private static let longest = 4
  /// Where a phrase stands for so large a share of the occurrences of what it begins or ends with, that is a
  /// fragment of it ("strict molecular", which is always followed by "clock"; the nested terms of Frantzi et
  /// al. 2000).
  private static let fragment = 0.7
  /// A part of a chosen phrase is one of its own where it stands so many times as often.
  private static let alone = 5

  /// The `count` phrases of the highest weight, each as it is spelled most often.
  ///
  /// - Parameter summary: gives the sentences' salience.
  public static func of(_ document: Document, sentences: [Sentence], summary: Summary, count: Int) -> [String]
  {
    let language = TermLanguage(document.textLanguage)
    let other = language.stemmer()
    let values = summary.scores.compactMap(\.value)
    let low = values.min() ?? 0
    let span = max((values.max() ?? 0) - low, 1e-9)
    var candidates: [String: Candidate] = [:]
    var stemmer = PorterStemmer()
    let title = Set(
      stems(in: document.title ?? "", language, &stemmer, other).flatMap { $0.map(\.stem) })
    var position = 0
    for (index, sentence) in sentences.enumerated() {
      if let block = sentence.block, document.blocks.indices.contains(block) {
        let role = document.blocks[block].role
        guard role == .body || role == .abstract else { continue }
      }
      let value = summary.scores.indices.contains(index) ? summary.scores[index].value : nil
      let salience = value.map { ($0 - low) / span } ?? 0
      for run in stems(in: document.text(in: sentence.range), language, &stemmer, other) {
        for start in run.indices where !run[start].isJoined {
          for end in start..<min(run.count, start + longest) {
            if end + 1 < run.count, run[end + 1].isJoined { continue }
            let words = run[start...end]
            if language.isEnglish, !CommonWords.isSubject(words[end].text, alone: start == end) { continue }
            let key = words.map(\.stem).joined(separator: " ")
            var candidate =
              candidates[key]
              ?? Candidate(
                text: key, words: words.count, first: position,
                isCompound: words.count > 1 && words.dropFirst().allSatisfy(\.isJoined))
            candidate.count += 1
            candidate.salience += 0.35 + salience
            candidate.isTitle = candidate.isTitle || words.allSatisfy { title.contains($0.stem) }
            let spelling = words.dropFirst().reduce(words[start].text) { $0 + $1.joint + $1.text }
            candidate.spellings[spelling, default: 0] += 1
            candidates[key] = candidate
          }
        }
        position += run.count
      }
    }
    return chosen(candidates, total: max(1, position), count: count)
  }

  private static func chosen(_ candidates: [String: Candidate], total: Int, count: Int) -> [String] {
    func weight(_ candidate: Candidate) -> Double {
      let length = candidate.isCompound ? 0.55 : [0.55, 1, 0.95, 0.8][min(candidate.words, longest) - 1]
      let recurrence = log2(1 + Double(candidate.count))
      let early = 1 + 0.5 * (1 - Double(candidate.first) / Double(total))
      return candidate.salience / Double(candidate.count) * recurrence * length * early
        * (candidate.isTitle ? 1.5 : 1)
    }
    /// Said once, around a word that comes again by itself.
    func holdsRecurring(_ candidate: Candidate) -> Bool {
      candidate.words > 1
        && candidate.text.split(separator: " ").contains { (candidates[String($0)]?.count ?? 0) > 1 }
    }
    let fragments = fragments(of: candidates)
    let ranked = candidates.values
      .filter { !fragments.contains($0.text) }
      .filter { $0.count > 1 || $0.isTitle || candidates.count < 200 && !holdsRecurring($0) }
      .map { (candidate: $0, weight: weight($0)) }
      .sorted { ($1.weight, $0.candidate.text) < ($0.weight, $1.candidate.text) }
    var chosen: [Candidate] = []
    for (candidate, _) in ranked {
      guard chosen.count < count else { break }
      let padded = " \(candidate.text) "
      // A part of a phrase that was chosen, or a whole around one, says the same again.
      let overlaps = chosen.contains { other in
        let own = " \(other.text) "
        return own.contains(padded) && candidate.count < alone * other.count
          || padded.contains(own)
      }
      if !overlaps { chosen.append(candidate) }
    }
    return chosen.map { candidate in
      candidate.spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? candidate.text
    }
  }

  /// Phrases that hardly ever stand without the same word before or behind them.
  private static func fragments(of candidates: [String: Candidate]) -> Set<String> {
    var fragments: Set<String> = []
    for (text, whole) in candidates where whole.words > 1 && whole.count > 1 {
      guard let first = text.firstIndex(of: " "), let last = text.lastIndex(of: " ") else { continue }
      for part in [text[..<last], text[text.index(after: first)...]] {
        if let part = candidates[String(part)], Double(whole.count) >= fragment * Double(part.count) {
          fragments.insert(part.text)
        }
      }
    }
    return fragments
  }

  /// A word of a run: as it is shown, its stem, and what joins it to the word before it, as the text has it
  /// ("middle-aged").
  private struct Word {
    var text: String
    var stem: String
    var joint: String
    /// Whether it is the second half of a word with a hyphen: no phrase begins there or ends before it.
    var isJoined: Bool { joint != " " }
  }

  /// Runs of words without stop words between them.
  private static func stems(
    in text: String, _ language: TermLanguage, _ stemmer: inout PorterStemmer, _ other: SnowballStemmer?
  ) -> [[Word]] {
    var runs: [[Word]] = []
    var run: [Word] = []
    let bytes = Array(text.utf8)
    var end = 0
    for range in WordSplitter().words(in: text) {
      let between = String(decoding: bytes[end..<range.lowerBound], as: UTF8.self)
      // A hyphen joins two words, a dash between spaces parts them.
      let isJoint = between == "-" || between == "‑"
      if !run.isEmpty, !isJoint,
        !between.allSatisfy({ $0 == " " || $0 == "\u{A0}" || $0 == "\n" })
      {
        runs.append(run)
        run = []
      }
      end = range.upperBound
      let word = String(decoding: bytes[range], as: UTF8.self)
      var lower = word.lowercased()
      if lower.hasSuffix("'s") || lower.hasSuffix("’s") { lower = String(lower.dropLast(2)) }
      let carries =
        lower.contains(where: \.isLetter) && lower.count > 1
        && !language.stopWords.contains(Array(lower.utf8))
        && !(language.isEnglish && CommonWords.everywhere.contains(lower))
      guard carries else {
        if !run.isEmpty { runs.append(run) }
        run = []
        continue
      }
      // A name keeps its capitals; a word at the beginning of a sentence does not get any.
      let isName =
        word.dropFirst().contains(where: \.isUppercase)
        || (range.lowerBound > 0 && word.first?.isUppercase == true)
      let shown = isName ? word : word.lowercased()
      let isPlain = lower.utf8.allSatisfy { $0 < 0x80 }
      let stem =
        !language.isEnglish
        ? other.map { String(decoding: $0.stem(Array(lower.utf8)), as: UTF8.self) } ?? lower
        : isPlain ? stemmer.stem(lower) : lower
      run.append(Word(text: shown, stem: stem, joint: isJoint && !run.isEmpty ? between : " "))
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }
}
