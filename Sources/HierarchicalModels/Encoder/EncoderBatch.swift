/// Sequences of word pieces side by side, padded to one length.
public struct EncoderBatch: Sendable, Hashable {
  /// Word pieces of each sequence.
  public let lengths: [Int]
  /// Word pieces of each sequence with its padding.
  public let length: Int
  /// Row of the word, position and type table for each place, sequence by sequence; −1 for padding. No
  /// types where the model has none.
  let wordRows, positionRows, typeRows: [Int]

  /// Number of sequences.
  public var count: Int { lengths.count }
  /// Whether there is no padding.
  public var isFull: Bool { lengths.allSatisfy { $0 == length } }

  /// Checks sequences against a model and pads them to the longest, or to the next multiple of `multiple`
  /// above it: batches whose lengths are few kinds reuse memory and compiled products.
  ///
  /// Throws ``ModelError`` that names the sequence which the model cannot take.
  public init(
    _ sequences: [EncoderInput], for configuration: EncoderConfiguration, multiple: Int = 16
  ) throws(ModelError) {
    for (index, sequence) in sequences.enumerated() {
      try sequence.check(place: "sequence \(index)", configuration)
    }
    lengths = sequences.map(\.ids.count)
    let longest = max(1, lengths.max() ?? 1), multiple = max(1, multiple)
    let length = (longest + multiple - 1) / multiple * multiple
    self.length = length
    func rows(_ row: (EncoderInput, Int) -> Int) -> [Int] {
      sequences.flatMap { sequence in
        (0..<length).map { $0 < sequence.ids.count ? row(sequence, $0) : -1 }
      }
    }
    wordRows = rows { Int($0.ids[$1]) }
    let offset = configuration.family.positionOffset
    positionRows = rows { offset + $1 }
    typeRows = configuration.types > 0 ? rows { Int($0.types[$1]) } : []
  }
}
