/// A sequence of word pieces, with the special tokens that begin and end texts in their places.
public struct EncoderInput: Sendable, Hashable {
  /// Numbers of the word pieces in the vocabulary.
  public var ids: [Int32]
  /// The type of each: 0 for a first text, 1 for a second. A model without types does not look at them.
  public var types: [UInt8]

  /// A sequence; without types, every piece is of type 0.
  public init(ids: [Int32], types: [UInt8]? = nil) {
    self.ids = ids
    self.types = types ?? [UInt8](repeating: 0, count: ids.count)
  }

  func check(place: String, _ configuration: EncoderConfiguration) throws(ModelError) {
    guard ids.count == types.count else {
      throw ModelError(place, .unequalLengths(ids: ids.count, types: types.count))
    }
    guard ids.count <= configuration.positions else {
      throw ModelError(place, .sequenceTooLong(length: ids.count, limit: configuration.positions))
    }
    if let id = ids.first(where: { $0 < 0 || Int($0) >= configuration.vocabularySize }) {
      throw ModelError(
        place, .outOfRange(value: Int(id), limit: configuration.vocabularySize, what: "word piece"))
    }
    if configuration.types > 0, let type = types.first(where: { Int($0) >= configuration.types }) {
      throw ModelError(place, .outOfRange(value: Int(type), limit: configuration.types, what: "token type"))
    }
  }
}

/// The hidden states of a sequence after the last layer.
public struct EncoderOutput: Sendable, Hashable {
  /// `length` × `width` components, row by row.
  public var hidden: [Float]
  /// Number of word pieces.
  public var length: Int
  /// Components of a hidden state.
  public var width: Int

  /// Creates an output.
  public init(hidden: [Float], length: Int, width: Int) {
    (self.hidden, self.length, self.width) = (hidden, length, width)
  }

  /// The hidden state of one word piece.
  public subscript(_ position: Int) -> ArraySlice<Float> { hidden[position * width..<(position + 1) * width] }
}
