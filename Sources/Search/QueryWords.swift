import Tokenization

/// Words of queries.
enum QueryWords {
  /// Words that questions are made of and documents are not found by.
  private static let stopWords: Set<String> = Set(
    """
    a about after all also am an and any are as at be because been before being between both but by can could did do
    does doing during each for from further had has have having he her here hers him his how i if in into is it its
    itself just many may me might more most much must my no nor not of off on once only or other our out over own per
    same shall she should since so some such than that the their them then there these they this those through to too
    under until up us very was we were what when where whether which while who whom whose why will with within without
    would yet you your s t
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  static func isStopWord(_ word: String) -> Bool { stopWords.contains(word) }

  /// Stems of the telling words of `text`.
  static func stems(of text: String) -> [String] {
    var stemmer = PorterStemmer()
    return WordSplitter().words(in: text).compactMap { range in
      let utf8 = text.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      let end = utf8.index(start, offsetBy: range.count)
      var word = text[start..<end].lowercased()
      if let folded = SearchText.indexed(word) { word = folded.filter { $0 != " " } }
      return isStopWord(word) ? nil : word.utf8.allSatisfy { $0 < 0x80 } ? stemmer.stem(word) : word
    }
  }
}
