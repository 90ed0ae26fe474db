import Ingestion
import Tokenization

/// What must stand together in a summary: a sentence with those that it means nothing without.
///
/// A sentence that points back or ties on comes with the one before it, a question with the one after it, an
/// introduction that ends in a colon with its list, and a quotation whole. Where that would be too much, it
/// stays out; so do lines that say nothing by themselves.
package struct SentenceBundles {
  /// For each sentence those that come with it, itself among them, ascending; none where it may not be
  /// chosen.
  package private(set) var members: [[Int]]
  /// Why a sentence may not be chosen by itself.
  package private(set) var reasons: [Reason?]

  /// What a sentence lacks.
  package enum Reason: Sendable, Hashable {
    /// It points back or ties on to the sentence before it.
    case leans
    /// Its answer comes after it.
    case asks
    /// It only announces what follows.
    case announces
    /// A quotation that begins before it or ends after it.
    case quotation
    /// Too short to say something, or a line of names and links.
    case shard
  }

  /// Words below which a line is no statement.
  private static let fewestWords = 8.0
  /// Words that a sentence may have beyond four times the mean.
  private static let longestWords = 40.0
  /// Sentences of a bundle at most; lists may have one more than their introduction.
  private static let largest = 3
  private static let longestList = 6
  /// Words from which a sentence with a colon says something before it, whatever it announces.
  private static let shortestStatement = 15
  /// Words from which a line without an end is a sentence all the same.
  private static let longestLine = 25

  /// Looks at sentences that may be chosen, in document order.
  ///
  /// - Parameters:
  ///   - sentences: With the blocks in which they stand.
  ///   - numbers: Place of each among all sentences of the document, so that a gap is seen.
  package init(document: Document, sentences: [Sentence], numbers: [Int], texts: [Substring]) {
    let count = texts.count
    members = (0..<count).map { [$0] }
    reasons = [Reason?](repeating: nil, count: count)
    let isItem = sentences.map { sentence in
      sentence.block.map { document.blocks.indices.contains($0) && document.blocks[$0].kind == .listItem }
        ?? false
    }
    let isVerse = sentences.map { sentence in
      sentence.block.map { document.blocks.indices.contains($0) && document.blocks[$0].kind == .verse }
        ?? false
    }
    func follows(_ index: Int) -> Bool { index > 0 && numbers[index] == numbers[index - 1] + 1 }
    // In a text of short sentences, a short sentence is nothing less.
    let forms = texts.map { SentenceForm($0) }
    let mean = Double(forms.reduce(0) { $0 + $1.words }) / Double(max(1, count))
    let fewest = min(Self.fewestWords, 0.6 * mean)
    let endsMostly = 2 * forms.count(where: \.ends) > count
    let quotations = Self.quotations(texts, sentences: sentences, follows: follows)
    for index in 0..<count {
      let form = forms[index]
      let isUnended = endsMostly && !form.ends && !isItem[index] && form.words < Self.longestLine
      // What is many times as long as the others are is no sentence: notes in brackets, an index, a table
      // without rows.
      let isEndless = Double(form.words) > Self.longestWords + 4 * mean
      if form.isLine || form.isAside || isUnended || isEndless
        || Double(form.words) < fewest && !isVerse[index]
      {
        reasons[index] = .shard
        // As a link between two others it may do, where it leans on the first of them.
        let leans =
          SentenceOpening(of: texts[index]).dependence > 0 && !form.isLine && !form.isAside && !isUnended
          && !isEndless
        members[index] = leans && follows(index) ? [index - 1, index] : []
      } else if form.announces {
        reasons[index] = .announces
        let items = (index + 1..<count).prefix { isItem[$0] && follows($0) }
        if !items.isEmpty {
          members[index] = items.count <= Self.longestList ? [index] + Array(items) : []
        } else if index + 1 < count, follows(index + 1) {
          members[index] = [index, index + 1]
        } else if form.words < Self.shortestStatement {
          members[index] = []
        } else {
          // Before a formula, a picture or a table it may be the sentence that says what all is about.
          reasons[index] = nil
        }
      } else if form.asks {
        reasons[index] = .asks
        members[index] = index + 1 < count && follows(index + 1) ? [index, index + 1] : []
      } else if let whole = quotations[index] {
        reasons[index] = .quotation
        members[index] = whole.count <= Self.largest ? Array(whole) : []
      } else if form.isPoint
        || isItem[index]
          && (form.continues
            || index > 0 && (isItem[index - 1] || forms[index - 1].announces) && !form.isWhole)
      {
        // An item that is no sentence needs the line that its list begins with.
        reasons[index] = .leans
        members[index] = []
      } else if SentenceOpening(of: texts[index]).dependence > 0 {
        reasons[index] = .leans
        members[index] = follows(index) ? [index - 1, index] : []
      }
    }
    close()
  }

  /// What a member needs, the bundle needs too.
  private mutating func close() {
    let direct = members
    for index in members.indices
    where reasons[index] != nil && reasons[index] != .shard && !direct[index].isEmpty {
      var all = Set(direct[index])
      var open = direct[index].filter { $0 != index }
      let most = max(Self.largest, direct[index].count)
      while let next = open.popLast() {
        // Short items of a list are what their introduction announces.
        if reasons[index] == .announces { continue }
        if direct[next].isEmpty {
          all = []
          break
        }
        for member in direct[next] where all.insert(member).inserted { open.append(member) }
      }
      members[index] = all.count <= most ? all.sorted() : []
    }
    for index in members.indices where reasons[index] == .shard { members[index] = [] }
  }

  /// What may be chosen within a budget. Where hardly enough is left, what is short may be chosen after all,
  /// and where there is nothing, anything.
  ///
  /// - Parameter counts: Words of each sentence.
  package func within(sentences: Int, words: Int, counts: [Int]) -> [[Int]] {
    func room(_ members: [[Int]]) -> Bool {
      let open = members.indices.filter { !members[$0].isEmpty }
      // A budget of words asks for no number of sentences.
      return open.count >= (sentences == .max ? 1 : min(sentences, members.count))
        && (words == .max || open.reduce(0) { $0 + counts[$1] } >= min(words, counts.reduce(0, +)))
        && open.contains { place in
          members[place].count <= sentences && members[place].reduce(0) { $0 + counts[$1] } <= words
        }
    }
    if room(members) { return members }
    let short = members.indices.map { reasons[$0] == .shard ? [$0] : members[$0] }
    if room(short) { return short }
    return members.indices.map { short[$0].isEmpty ? [$0] : short[$0] }
  }

  /// The sentences of each quotation that runs over several, by each of them.
  private static func quotations(
    _ texts: [Substring], sentences: [Sentence], follows: (Int) -> Bool
  ) -> [ClosedRange<Int>?] {
    var result = [ClosedRange<Int>?](repeating: nil, count: texts.count)
    var opened: Int?
    for index in texts.indices {
      let isNew = index == 0 || sentences[index].block != sentences[index - 1].block || !follows(index)
      if isNew { opened = nil }
      let ends = SentenceForm.opensQuotation(texts[index], inside: opened != nil)
      if ends {
        if opened == nil { opened = index }
      } else if let start = opened {
        for place in start...index { result[place] = start...index }
        opened = nil
      }
    }
    return result
  }
}
