import Tokenization

/// What is wrong with a summary whatever the document is about, judged by the form of its sentences. English.
///
/// The rules are those of a reader with a pencil, not those by which summarizers here choose.
public struct SummaryFaults: Sendable, Hashable, Codable {
  /// The first sentence begins with a word that points back or ties on.
  public var firstDangles = false
  /// Sentences that begin so, and whose sentence before was left out.
  public var dangling = 0
  /// Sentences under eight words, without an end, or that only announce something or ask.
  public var shards = 0
  /// Sentences that say what another has said, but for marks and case, or one word in eight.
  public var repetitions = 0

  /// Words of a sentence below which it is a shard.
  public static let shortest = 8

  private static let leaning: Set<String> = [
    "he", "she", "it", "they", "him", "them", "his", "her", "hers", "their", "its", "this", "that", "these",
    "those",
    "such", "both", "neither", "but", "however", "and", "so", "or", "yet", "nor", "also", "then", "moreover",
    "furthermore", "therefore", "thus", "hence", "consequently", "nevertheless", "instead", "otherwise",
    "meanwhile",
    "similarly", "likewise", "besides", "still",
  ]
  /// Verbs of an "it" that means nothing before it, where "that" or "to" follows.
  private static let expletive: Set<String> = [
    "is", "was", "isn't", "wasn't", "has", "had", "will", "would", "may", "might", "seems", "seemed",
    "appears",
    "appeared", "remains", "became", "becomes", "takes", "took", "follows", "turned", "turns",
  ]
  private static let selfReferences: Set<String> = [
    "article", "paper", "study", "work", "report", "book", "chapter", "guide", "manual", "document",
    "section",
    "leaflet", "ordinance", "year", "week", "month", "summer", "page",
  ]

  /// Judges `summary`, sentences of a document whose sentences are `sentences`, in its order.
  init(_ summary: [String], of sentences: [String]) {
    let chosen = Set(summary)
    for (place, text) in summary.enumerated() {
      let before = sentences.firstIndex(of: text).flatMap { $0 > 0 ? sentences[$0 - 1] : nil }
      if Self.leans(text) {
        if place == 0 { firstDangles = true }
        if !(before.map { chosen.contains($0) } ?? false) { dangling += 1 }
      }
      if Self.isShard(text) { shards += 1 }
      if summary[..<place].contains(where: { Self.repeats(text, $0) }) { repetitions += 1 }
    }
  }

  static func words(_ text: String) -> [Substring] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
  }

  /// Whether a sentence begins with a word that points to the sentence before it.
  static func leans(_ text: String) -> Bool {
    let words = words(text)
    guard let first = words.first else { return false }
    let start = String(first.prefix { $0.isLetter })
    guard leaning.contains(start) else { return false }
    let second = words.count > 1 ? String(words[1]) : ""
    if start == "this" || start == "that" || start == "these" || start == "those" {
      return !selfReferences.contains(second)
    }
    // "It is known that", "It took years to", "both the council and": nothing before it is meant.
    if start == "it" {
      return !expletive.contains(second)
        || !words.dropFirst(2).prefix(6).contains { $0 == "that" || $0 == "to" }
    }
    if start == "both" || start == "such" || start == "so" { return second != "the" && second != "that" }
    return true
  }

  static func isShard(_ text: String) -> Bool {
    if WordCount.words(in: text) < shortest { return true }
    let last = text.last { !$0.isWhitespace && !"\"'”’»)]*_".contains($0) }
    return last.map { ":?".contains($0) } ?? true
  }

  static func repeats(_ first: String, _ second: String) -> Bool {
    let (first, second) = (Set(words(first)), Set(words(second)))
    guard !first.isEmpty, !second.isEmpty else { return false }
    return 8 * first.intersection(second).count >= 7 * max(first.count, second.count)
  }
}
