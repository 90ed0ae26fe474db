/// The decoded text of a file, coming in piece by piece, with the way back to its bytes.
///
/// Holds only what its reader has not given up: the text and, for encodings other than UTF-8, the bytes
/// and the map of that stretch.
struct DecodedStream {
  /// Decoded text not given up yet.
  private(set) var text: [UInt8] = []
  /// Offset of `text` in the whole decoded text.
  private(set) var textStart = 0
  /// Whether the end of the file has been decoded.
  private(set) var isComplete = false
  let encoding: CharacterEncoding

  private let input: InputFile?
  /// The way back from the whole text, where that has been decoded at once.
  private var whole: DecodedSource?
  private let decoder: IncrementalDecoder?
  private let markLength: Int
  /// Bytes read ahead by whoever looked at the beginning.
  private var head: [UInt8]
  /// Original bytes from `sourceStart` on, kept only where they differ from the text.
  private var source: [UInt8] = []
  private var sourceStart = 0
  private var segments: [SourceMap.Segment] = []
  private static let chunk = 1 << 20

  /// Goes on from `head`, the bytes that have been read from `input`.
  init(
    _ input: InputFile, head: [UInt8], isWhole: Bool, encoding: CharacterEncoding, markLength: Int
  ) throws(IngestionError) {
    self.input = input
    self.encoding = encoding
    self.markLength = markLength
    decoder =
      encoding.decoder == .utf8
      ? nil : try IncrementalDecoder(encoding: encoding, file: input.path, sourceOffset: markLength)
    self.head = Array(head.dropFirst(markLength))
    sourceStart = markLength
    try take(self.head, isLast: isWhole)
    self.head = []
    isComplete = isWhole
  }

  /// A stream that has come in whole: `source`, decoded as `encoding`.
  init(_ source: DecodedSource, encoding: CharacterEncoding) {
    (input, decoder, markLength, head) = (nil, nil, 0, [])
    self.encoding = encoding
    text = source.utf8
    whole = source
    whole?.utf8 = []
    isComplete = true
  }

  /// Reads another chunk.
  mutating func advance() throws(IngestionError) {
    guard !isComplete, let input else { return }
    if decoder == nil {
      isComplete = try input.read(upTo: Self.chunk, onto: &text)
    } else {
      var bytes: [UInt8] = []
      isComplete = try input.read(upTo: Self.chunk, onto: &bytes)
      try take(bytes, isLast: isComplete)
    }
  }

  /// Gives up everything before the offset `offset` of the whole decoded text.
  mutating func discard(before offset: Int) {
    let count = offset - textStart
    guard count > 0 else { return }
    if decoder != nil {
      let kept = segments.firstIndex { $0.textEnd > offset } ?? segments.count
      segments.removeSubrange(..<kept)
      if let first = segments.first {
        let units = max(0, offset - first.textStart) / Int(first.textUnit)
        let bytes = first.sourceStart + units * Int(first.sourceUnit)
        source.removeSubrange(..<(bytes - sourceStart))
        sourceStart = bytes
      } else {
        sourceStart += source.count
        source = []
      }
    }
    text.removeSubrange(..<count)
    textStart = offset
  }

  /// The part `range` of the whole decoded text as a source of its own, and its original bytes.
  func slice(_ range: Range<Int>) -> (source: DecodedSource, original: [UInt8]) {
    let utf8 = Array(text[(range.lowerBound - textStart)..<(range.upperBound - textStart)])
    var map = SourceMap()
    if let whole {
      map.append(
        textStart: 0, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: utf8.count)
      var source = DecodedSource(utf8: utf8, map: map.composed(through: whole.map), encoding: whole.encoding)
      source.hasReplacements = whole.hasReplacements
      return (source, utf8)
    }
    guard decoder != nil else {
      map.append(
        textStart: 0, sourceStart: range.lowerBound + markLength, textUnit: 1, sourceUnit: 1,
        count: utf8.count)
      return (DecodedSource(utf8: utf8, map: map, encoding: encoding.name), utf8)
    }
    for segment in segments where segment.textEnd > range.lowerBound && segment.textStart < range.upperBound {
      let unit = Int(segment.textUnit)
      let first = max(0, range.lowerBound - segment.textStart) / unit
      let end = (min(range.upperBound, segment.textEnd) - segment.textStart + unit - 1) / unit
      map.append(
        textStart: segment.textStart + first * unit - range.lowerBound,
        sourceStart: segment.sourceStart + first * Int(segment.sourceUnit), textUnit: unit,
        sourceUnit: Int(segment.sourceUnit), count: end - first)
    }
    let place = map.source(of: 0..<utf8.count)
    let original =
      place.map { Array(source[($0.byteStart - sourceStart)..<($0.byteEnd - sourceStart)]) } ?? []
    return (DecodedSource(utf8: utf8, map: map, encoding: encoding.name), original)
  }

  private mutating func take(_ bytes: [UInt8], isLast: Bool) throws(IngestionError) {
    guard let decoder else {
      text.append(contentsOf: bytes)
      return
    }
    source.append(contentsOf: bytes)
    let decoded = try bytes.withUnsafeBufferPointer { (chunk) throws(IngestionError) in
      try decoder.decode(chunk, isLast: isLast)
    }
    text.append(contentsOf: decoded.utf8)
    segments.append(contentsOf: decoded.segments)
  }
}
