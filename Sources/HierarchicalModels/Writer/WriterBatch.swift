/// Sources as numbered words, and what is to be written about them, laid out for a ``WriterModel``.
public struct WriterBatch: Sendable {
  /// A word of a source.
  public struct Word: Sendable, Hashable {
    /// Place in the vocabulary; at least its size for a word that it lacks, equal for equal words.
    public var index: Int32
    /// How it is written: 0 lower case, 1 capitalized, 2 capitals, 3 with digits.
    public var writing: Int32
    /// 1 where the answer begins, 2 where it goes on, 0 elsewhere.
    public var tag: Int32

    /// Creates a word.
    public init(index: Int, writing: Int, tag: Int = 0) {
      (self.index, self.writing, self.tag) = (Int32(index), Int32(writing), Int32(tag))
    }
  }

  /// How a source's words are numbered for the decoder.
  public struct Numbers: Sendable, Hashable {
    /// The number of each word.
    public let words: [Int]
    private let own: [Int32: Int]
    private let outputs, outputWords: Int

    /// Numbers the words of a source.
    public init(_ source: [Word], configuration: WriterConfiguration) {
      (outputs, outputWords) = (configuration.outputs, configuration.output_words)
      var own: [Int32: Int] = [:]
      var words: [Int] = []
      for word in source {
        if word.index < outputWords {
          words.append(Int(word.index) + DecoderWord.first)
        } else {
          let number = own[word.index] ?? outputs + own.count
          own[word.index] = number
          words.append(number)
        }
      }
      (self.words, self.own) = (words, own)
    }

    /// The number of a word to be written, by its place in the vocabulary; ``DecoderWord/unknown`` where it
    /// is neither among the words to be written nor in the source.
    public func number(of index: Int) -> Int {
      if index < outputWords { return index + DecoderWord.first }
      return own[Int32(index)] ?? DecoderWord.unknown
    }
  }

  static let writings = 4
  static let tags = 2

  let lengths: [Int]
  /// Places a source.
  let length: Int
  /// Row of the vocabulary's table for each place; −1 for unknown words and padding.
  private(set) var known: [Int] = []
  /// Row of the table that unknown words share; −1 for known ones and padding.
  private(set) var unknown: [Int] = []
  /// Which of the features each place has, [places, writings + tags].
  private(set) var features: [UInt8] = []
  /// For each source, the number of each place's word.
  public private(set) var numbers: [Numbers]
  /// What the decoder reads, [sources][steps]: the start, then the words.
  private(set) var read: [[Int]] = []
  /// What it is to write, [sources][steps]: the words, then the end, −1 behind it.
  private(set) var targets: [[Int]] = []

  /// Number of sources.
  public var count: Int { lengths.count }

  /// Lays out sources of at least one word.
  ///
  /// - Parameter targets: what is to be written about each, as places in the vocabulary; empty where nothing
  ///   is learnt.
  public init(_ sources: [[Word]], targets: [[Int]] = [], configuration: WriterConfiguration) {
    lengths = sources.map(\.count)
    length = max(1, lengths.max() ?? 1)
    numbers = sources.map { Numbers($0, configuration: configuration) }
    let size = Int32(configuration.vocabulary_size), buckets = Int32(configuration.unknown_buckets)
    let kinds = Self.writings + Self.tags
    for source in sources {
      for word in source {
        let isKnown = word.index < size
        known.append(isKnown ? Int(word.index) : -1)
        unknown.append(isKnown ? -1 : Int((word.index - size) % buckets))
        var row = [UInt8](repeating: 0, count: kinds)
        row[Int(word.writing)] = 1
        if word.tag > 0 { row[Self.writings + Int(word.tag) - 1] = 1 }
        features += row
      }
      let padding = length - source.count
      known += [Int](repeating: -1, count: padding)
      unknown += [Int](repeating: -1, count: padding)
      features += [UInt8](repeating: 0, count: padding * kinds)
    }
    guard !targets.isEmpty else { return }
    let steps = (targets.map(\.count).max() ?? 0) + 1
    for (target, numbers) in zip(targets, numbers) {
      let words = target.map { numbers.number(of: $0) }, rest = steps - 1 - words.count
      read.append([DecoderWord.start] + words + [Int](repeating: DecoderWord.unknown, count: rest))
      self.targets.append(words + [DecoderWord.end] + [Int](repeating: -1, count: rest))
    }
  }
}
