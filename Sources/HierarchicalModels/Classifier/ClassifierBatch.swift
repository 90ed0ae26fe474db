/// Documents as sentences of numbered words, laid out so that little of it is padding: sentences of similar
/// length stand together, and each document knows where its own are.
public struct ClassifierBatch: Sendable {
  /// A word as the model looks it up.
  public struct Word: Sendable, Hashable {
    /// Place in the vocabulary; at least its size for a word that it lacks.
    public var index: Int32
    /// How it is written: 0 lower case, 1 capitalized, 2 capitals, 3 with digits.
    public var writing: Int32

    /// Creates a word.
    public init(index: Int, writing: Int) { (self.index, self.writing) = (Int32(index), Int32(writing)) }
  }

  /// Sentences of similar length, padded to the longest of them.
  struct Group: Sendable {
    /// Words of each sentence.
    var lengths: [Int] = []
    /// Places a sentence.
    var length = 0
    /// Row of the vocabulary's table for each place; −1 for unknown words and padding.
    var known: [Int] = []
    /// Row of the table that unknown words share; −1 for known ones and padding.
    var unknown: [Int] = []
    /// How each place's word is written, one of `ClassifierBatch.writings` a place.
    var writing: [Int] = []
    /// What a word encoder says of each place's word, [sentences, length, width]; zeros for padding. Empty
    /// where words have vectors of their own.
    var states: [Float] = []
  }

  /// Kinds of writing, each a component of a word's input.
  static let writings = 4
  /// Sentences up to these lengths stand together.
  private static let edges = [8, 16, 24, 32, 48, 64, 96, 128, 256, 512, 1024, 2048, 4096]

  let groups: [Group]
  /// Sentences of each document.
  public let counts: [Int]
  /// The largest of ``counts``, at least 1.
  public let most: Int
  /// For each place of [documents, most], the sentence's row where all groups stand one below the other; −1
  /// for none.
  let rows: [Int]

  /// Number of documents.
  public var count: Int { counts.count }

  /// Lays out documents; each is a list of sentences of at least one word.
  ///
  /// - Parameter states: where words are read by a word encoder, its states of each document's words,
  ///   [words, width].
  public init(_ documents: [[[Word]]], states: [[Float]] = [], configuration: ClassifierConfiguration) {
    counts = documents.map(\.count)
    let most = max(1, counts.max() ?? 1)
    self.most = most
    let size = Int32(configuration.vocabulary_size), buckets = Int32(configuration.unknown_buckets)
    let sentences = documents.flatMap { $0 }
    let width = configuration.encoder_layers == nil ? 0 : configuration.encoder_width ?? 0
    var places: [(document: Int, firstWord: Int)] = []
    for (document, sentences) in documents.enumerated() where width > 0 {
      var first = 0
      for sentence in sentences {
        places.append((document, first))
        first += sentence.count
      }
    }
    var members = [[Int]](repeating: [], count: Self.edges.count)
    for (place, sentence) in sentences.enumerated() {
      members[Self.edges.firstIndex { sentence.count <= $0 } ?? Self.edges.count - 1].append(place)
    }
    var groups: [Group] = []
    var rowOfSentence = [Int](repeating: -1, count: sentences.count)
    var row = 0
    for members in members where !members.isEmpty {
      var group = Group()
      group.length = members.map { sentences[$0].count }.max() ?? 0
      for place in members {
        let sentence = sentences[place], padding = group.length - sentence.count
        rowOfSentence[place] = row
        row += 1
        group.lengths.append(sentence.count)
        for word in sentence {
          let isKnown = word.index < size
          group.known.append(isKnown ? Int(word.index) : -1)
          group.unknown.append(isKnown ? -1 : Int((word.index - size) % buckets))
          group.writing.append(Int(word.writing))
        }
        group.known += [Int](repeating: -1, count: padding)
        group.unknown += [Int](repeating: -1, count: padding)
        group.writing += [Int](repeating: -1, count: padding)
        if width > 0 {
          let (document, first) = places[place]
          group.states += states[document][first * width..<(first + sentence.count) * width]
          group.states += [Float](repeating: 0, count: padding * width)
        }
      }
      groups.append(group)
    }
    self.groups = groups
    var rows: [Int] = []
    rows.reserveCapacity(documents.count * most)
    var first = 0
    for count in counts {
      for place in 0..<most { rows.append(place < count ? rowOfSentence[first + place] : -1) }
      first += count
    }
    self.rows = rows
  }

  /// What stands at each place of each group, [sentences, words], by document, sentence and word.
  public func words<Value>(of places: [[Value]]) -> [[[Value]]] {
    var sentences: [[Value]] = []
    for (group, values) in zip(groups, places) {
      for (place, length) in group.lengths.enumerated() {
        sentences.append(Array(values[place * group.length..<place * group.length + length]))
      }
    }
    return (0..<count).map { document in
      (0..<counts[document]).map { sentences[rows[document * most + $0]] }
    }
  }
}
