/// Where questions and sentences stand in a padded batch of hidden states [sequences, length, width].
public struct SentenceLayout: Sendable, Hashable {
  /// One sequence's parts, as places in the sequence.
  public struct Sequence: Sendable, Hashable {
    /// The question's word pieces.
    public var question: Range<Int>
    /// The sentences' word pieces, in order, without overlap.
    public var sentences: [Range<Int>]

    /// Creates a sequence's layout.
    public init(question: Range<Int>, sentences: [Range<Int>]) {
      (self.question, self.sentences) = (question, sentences)
    }
  }

  /// Sentences of each sequence.
  public let counts: [Int]
  /// The largest of ``counts``, at least 1.
  public let most: Int
  /// Row of the hidden states for each word of each sentence, [sentences, longest]; −1 for padding.
  let wordRows: [Int]
  let wordLengths: [Int]
  /// Sentence for each place in [sequences, most]; −1 for padding.
  let sentenceRows: [Int]
  /// Row of the hidden states for each word of each question, [sequences, longest]; −1 for padding.
  let questionRows: [Int]
  let questionLengths: [Int]
  /// Row of the first hidden state of each sequence.
  let firstRows: [Int]
  /// Which score each hidden state takes: its sentence's place in [sequences, most], behind all of those the
  /// null answer's for each sequence's first, −1 for the rest.
  let scoreOfRow: [Int]

  /// Lays out sequences that are padded to `length`.
  public init(_ sequences: [Sequence], length: Int) {
    counts = sequences.map(\.sentences.count)
    let most = max(1, counts.max() ?? 1)
    self.most = most
    func padded(_ ranges: [(row: Int, places: Range<Int>)]) -> [Int] {
      let longest = max(1, ranges.map(\.places.count).max() ?? 1)
      return ranges.flatMap { range in
        (0..<longest).map { $0 < range.places.count ? range.row + range.places.lowerBound + $0 : -1 }
      }
    }
    let sentences = sequences.enumerated().flatMap { place, sequence in
      sequence.sentences.map { (row: place * length, places: $0) }
    }
    wordRows = padded(sentences)
    wordLengths = sentences.map(\.places.count)
    questionRows = padded(sequences.enumerated().map { ($0.offset * length, $0.element.question) })
    questionLengths = sequences.map(\.question.count)
    firstRows = sequences.indices.map { $0 * length }
    var rows: [Int] = []
    var owners = [Int](repeating: -1, count: sequences.count * length)
    var first = 0
    for (place, sequence) in sequences.enumerated() {
      if length > 0 { owners[place * length] = sequences.count * most + place }
      rows += (0..<most).map { $0 < sequence.sentences.count ? first + $0 : -1 }
      first += sequence.sentences.count
      for (index, sentence) in sequence.sentences.enumerated() {
        for word in sentence { owners[place * length + word] = place * most + index }
      }
    }
    sentenceRows = rows
    scoreOfRow = owners
  }
}
