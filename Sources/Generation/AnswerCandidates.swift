import Ingestion
import Tokenization

/// Stretches of a sentence that a question could ask for: names, numbers with what they count, noun phrases,
/// and what stands behind "because" or "in order to".
///
/// The rules are of spelling and of a closed list of words (English); they only propose. Whether a question
/// about a stretch can be put and answered is for the writer and the reader to say.
public struct AnswerCandidates {
  /// Most words of a candidate, but for a reason.
  static let longest = 6
  /// Most words of a reason.
  static let longestReason = 14

  private let text: [UInt8]
  /// Words that the text writes small somewhere: a capital at a sentence's beginning makes no name of them.
  private let small: Set<String>

  /// Prepares to find candidates in `text`.
  public init(in text: String) {
    self.text = Array(text.utf8)
    small = self.text.withUnsafeBufferPointer { utf8 in
      Set(Self.words(utf8, 0..<utf8.count).lazy.filter { !$0.isCapital }.map(\.lowered))
    }
  }

  /// The candidates of `sentence`, a UTF-8 range of the text, in order of their beginnings, none twice.
  public func find(in sentence: Range<Int>) -> [Range<Int>] {
    text.withUnsafeBufferPointer { utf8 in
      guard 0 <= sentence.lowerBound, sentence.upperBound <= utf8.count else { return [] }
      let words = Self.words(utf8, sentence)
      var found = names(words) + Self.numbers(words) + Self.phrases(words) + Self.reasons(words)
      // What is nearly the whole sentence leaves nothing to ask with.
      found.removeAll { $0.count * 3 > words.count * 2 }
      let ranges = found.map {
        words[$0.lowerBound].range.lowerBound..<words[$0.upperBound - 1].range.upperBound
      }
      return Set(ranges).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }
  }

  /// A word without the marks around it.
  private struct Word {
    var range: Range<Int>
    var lowered: String
    var isCapital: Bool
    var isNumber: Bool
    /// Whether a mark stands behind it, so that no phrase goes on.
    var ends: Bool
  }

  private static func words(_ utf8: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> [Word] {
    var words: [Word] = []
    var at = sentence.lowerBound
    while at < sentence.upperBound {
      while at < sentence.upperBound, utf8[at] <= 0x20 { at += 1 }
      let start = at
      while at < sentence.upperBound, utf8[at] > 0x20 { at += 1 }
      guard start < at else { break }
      let (inner, hasMark) = word(utf8, start..<at)
      guard !inner.isEmpty else {
        if !words.isEmpty { words[words.count - 1].ends = true }
        continue
      }
      if inner.lowerBound > start, !words.isEmpty { words[words.count - 1].ends = true }
      let shown = String(decoding: utf8[inner], as: UTF8.self)
      words.append(
        Word(
          range: inner, lowered: shown.lowercased(), isCapital: shown.first?.isUppercase ?? false,
          isNumber: shown.contains(where: \.isNumber) || numerals.contains(shown.lowercased()),
          ends: hasMark))
    }
    return words
  }

  /// What stands between white space without the marks around it, and whether something ends with it: a mark
  /// behind it, or the "’s" of a name, which belongs to what the name has and to no answer.
  private static func word(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (Range<Int>, Bool) {
    let scalars = Array(String(decoding: utf8[range], as: UTF8.self).unicodeScalars)
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .currencySymbol || scalar == "%"
    }
    guard let first = scalars.firstIndex(where: isPart), var last = scalars.lastIndex(where: isPart) else {
      return (range.lowerBound..<range.lowerBound, true)
    }
    if last > first + 1, scalars[last] == "s", ["'", "\u{2019}"].contains(scalars[last - 1]) { last -= 2 }
    func bytes(_ part: ArraySlice<Unicode.Scalar>) -> Int { part.reduce(0) { $0 + UTF8.width($1) } }
    let start = range.lowerBound + bytes(scalars[..<first])
    return (start..<start + bytes(scalars[first...last]), last < scalars.count - 1)
  }

  /// Runs of capitals, small words of names between them included: "the Bank of England" gives "Bank of
  /// England".
  private func names(_ words: [Word]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at < words.count {
      guard words[at].isCapital, !Self.openers.contains(words[at].lowered) else {
        at += 1
        continue
      }
      var end = at + 1
      while end < words.count, !words[end - 1].ends {
        if words[end].isCapital || words[end].isNumber && words[end - 1].isCapital {
          end += 1
        } else if Self.nameLinks.contains(words[end].lowered), end + 1 < words.count,
          words[end + 1].isCapital,
          !words[end].ends
        {
          end += 2
        } else {
          break
        }
      }
      // A capital at the beginning of the sentence may be nothing but that.
      let isPlainOpening = at == 0 && end == 1 && small.contains(words[0].lowered)
      if !isPlainOpening, end - at <= Self.longest { found.append(at..<end) }
      at = end
    }
    return found
  }

  /// Numbers and dates, alone and with the words that they count.
  private static func numbers(_ words: [Word]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at < words.count {
      guard words[at].isNumber else {
        at += 1
        continue
      }
      var end = at + 1
      while end < words.count, !words[end - 1].ends,
        words[end].isNumber || months.contains(words[end].lowered)
      {
        end += 1
      }
      var start = at
      if start > 0, !words[start - 1].ends, months.contains(words[start - 1].lowered) { start -= 1 }
      found.append(start..<end)
      var counted = end
      while counted < words.count, counted - end < 2, !words[counted - 1].ends,
        !closed.contains(words[counted].lowered)
      {
        counted += 1
      }
      if counted > end, counted - start <= longest { found.append(start..<counted) }
      at = end
    }
    return found
  }

  /// A determiner and what follows it up to the next word of grammar or mark: "the old mill".
  private static func phrases(_ words: [Word]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for start in words.indices where determiners.contains(words[start].lowered) && !words[start].ends {
      var end = start + 1
      while end < words.count, end - start < longest, !closed.contains(words[end].lowered) {
        end += 1
        if words[end - 1].ends { break }
      }
      guard end > start + 1 else { continue }
      found.append(start..<end)
      // "the roof of the mill"
      if end + 2 < words.count, words[end].lowered == "of", !words[end - 1].ends {
        var last = end + 1
        while last < words.count, last - start < longest,
          determiners.contains(words[last].lowered) || !closed.contains(words[last].lowered)
        {
          last += 1
          if words[last - 1].ends { break }
        }
        if last > end + 1, !determiners.contains(words[last - 1].lowered) { found.append(start..<last) }
      }
    }
    return found
  }

  /// What stands behind "because" up to the next comma.
  private static func reasons(_ words: [Word]) -> [Range<Int>] {
    words.indices.compactMap { at in
      guard words[at].lowered == "because", !words[at].ends else { return nil }
      var start = at + 1
      if start < words.count, words[start].lowered == "of" { start += 1 }
      var end = start
      while end < words.count, end - start < longestReason {
        end += 1
        if words[end - 1].ends { break }
      }
      return end > start + 1 ? start..<end : nil
    }
  }

  private static let determiners: Set<String> = ["the", "a", "an", "his", "her", "their", "its", "our", "my"]
  private static let nameLinks: Set<String> = ["of", "de", "la", "van", "von", "the", "and", "for"]
  private static let numerals: Set<String> = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million",
    "billion", "half", "dozen", "twice",
  ]
  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]
  /// Words that are capital only because they begin a sentence.
  private static let openers: Set<String> = [
    "the", "a", "an", "in", "on", "at", "it", "he", "she", "they", "we", "i", "you", "this", "that", "these",
    "those", "there", "when", "while", "after", "before", "if", "as", "but", "and", "so", "for", "from", "by",
    "with", "to", "of", "his", "her", "their", "its", "our", "my", "one", "some", "many", "most", "all", "no",
    "not", "nobody", "everybody", "each", "every", "both", "since", "until", "because", "although", "though",
    "where", "what", "who", "how", "why", "then", "now", "here", "yes",
  ]
  /// Words of grammar, which no noun phrase of ours goes past.
  private static let closed: Set<String> = [
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does", "did",
    "will",
    "would", "can", "could", "may", "might", "must", "shall", "should", "of", "in", "on", "at", "to", "from",
    "by", "with", "for", "into", "onto", "over", "under", "about", "after", "before", "between", "through",
    "during", "without", "within", "against", "along", "across", "behind", "beside", "below", "above", "near",
    "off", "out", "up", "down", "and", "or", "but", "nor", "so", "yet", "that", "which", "who", "whom",
    "whose",
    "where", "when", "while", "because", "if", "as", "than", "though", "although", "until", "since", "not",
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "these", "those", "it", "he", "she",
    "they", "we", "i", "you", "him", "them", "us", "me", "there", "then", "also", "only", "just", "very",
    "too",
    "became", "becomes", "made", "makes", "took", "takes", "came", "comes", "went", "goes", "gave", "gives",
    "said", "says", "kept", "keeps", "left", "leaves", "stood", "stands", "held", "holds",
  ]
}
