import Batch
import Ingestion
import SpanExtraction
import Tokenization

/// Blocks and sentences of a passage, and the way from its text to the source, as bytes in a database.
///
/// Numbers are variable-length (seven bits a byte, low ones first), differences may be negative (zigzag).
package struct PassageLayout {
  package var blocks: [Block]
  package var sentences: [Sentence]
  package var map: SourceMap
  package var space: SourceSpace
  /// What the columns are called of the table whose rows the passage begins with, where their heads stand
  /// before it.
  package var columns: [TableOutline.Column] = []

  /// The layout of the stretch `range` of `document` with its sentences.
  package init(
    _ range: Range<Int>, sentences: [Sentence], of document: Document, columns: [TableOutline.Column] = []
  ) {
    self.columns = columns
    let start = range.lowerBound
    let first = sentences.first?.block ?? 0
    let last = sentences.last?.block ?? -1
    blocks =
      first > last
      ? []
      : document.blocks[first...last].map { block in
        var block = block
        block.textRange = block.textRange.clamped(to: range).shifted(by: -start)
        block.section = nil
        return block
      }
    self.sentences = sentences.map { sentence in
      Sentence(range: sentence.range.shifted(by: -start), block: sentence.block.map { $0 - first })
    }
    map = SourceMap()
    for segment in document.map.segments where segment.textEnd > start && segment.textStart < range.upperBound
    {
      let unit = Int(segment.textUnit)
      let skipped = max(0, start - segment.textStart) / unit
      let end = (min(range.upperBound, segment.textEnd) - segment.textStart + unit - 1) / unit
      map.append(
        textStart: segment.textStart + skipped * unit - start,
        sourceStart: segment.sourceStart + skipped * Int(segment.sourceUnit), textUnit: unit,
        sourceUnit: Int(segment.sourceUnit), count: end - skipped)
    }
    if let bytes = document.map.source(of: range) {
      for omission in document.map.omissions(in: bytes) { map.omit(omission) }
    }
    space = document.space.part(of: range, map: map)
  }

  /// Where `range` of the passage stands in the source.
  package func provenance(of range: Range<Int>, path: String) -> Provenance? {
    space.provenance(of: range, map: map, path: path)
  }

  // MARK: Bytes

  package var bytes: [UInt8] {
    var writer = NumberWriter()
    writer.add(blocks.count)
    var path = ""
    for block in blocks {
      writer.add(Block.Kind.allCases.firstIndex(of: block.kind) ?? 0)
      writer.add(Block.Role.allCases.firstIndex(of: block.role) ?? 0)
      writer.add(block.textRange.lowerBound)
      writer.add(block.textRange.count)
      // Neighbours share most of their paths.
      let shared = zip(path.utf8, block.elementPath.utf8).prefix { $0 == $1 }.count
      writer.add(shared)
      writer.add(Array(block.elementPath.utf8.dropFirst(shared)))
      path = block.elementPath
    }
    writer.add(sentences.count)
    for sentence in sentences {
      writer.add(sentence.block ?? 0)
      writer.add(sentence.range.lowerBound)
      writer.add(sentence.range.count)
    }
    writer.add(map.segments.count)
    var (text, source) = (0, 0)
    for segment in map.segments {
      writer.add(segment.textStart - text)
      writer.add(segment.sourceStart - source)
      writer.add(Int(segment.textUnit))
      writer.add(Int(segment.sourceUnit))
      writer.add(segment.count)
      (text, source) = (segment.textEnd, segment.sourceEnd)
    }
    writer.add(map.omissions.count)
    for omission in map.omissions {
      writer.add(omission.byteStart - source)
      writer.add(omission.count)
      source = omission.byteStart
    }
    addTables(to: &writer)
    writer.add(space)
    return writer.bytes
  }

  /// What stands before the space where the passage has cells, told from it by its tag.
  private static let tableTag = 5

  private func addTables(to writer: inout NumberWriter) {
    let cells = blocks.filter { $0.kind == .tableCell }
    guard !cells.isEmpty else { return }
    writer.add(Self.tableTag)
    for cell in cells { writer.add(cell.cell.raw) }
    writer.add(columns.count)
    for column in columns {
      writer.add(column.index)
      writer.add(Array(column.name.utf8))
    }
  }

  /// Reads what `bytes` wrote for a text of `textCount` bytes; `nil` where it is damaged.
  package init?(bytes: [UInt8], textCount: Int) {
    var reader = NumberReader(bytes)
    let inside: (Int, Int) -> Range<Int>? = { start, count in
      start >= 0 && count >= 0 && start <= textCount && count <= textCount - start
        ? start..<start + count : nil
    }
    blocks = []
    let paths = PathTable()
    var path: [UInt8] = []
    for _ in 0..<(reader.count() ?? 0) {
      guard let kind = reader.next(), Block.Kind.allCases.indices.contains(kind), let role = reader.next(),
        Block.Role.allCases.indices.contains(role), let start = reader.next(), let count = reader.next(),
        let range = inside(start, count), let shared = reader.next(), (0...path.count).contains(shared),
        let rest = reader.nextBytes()
      else { return nil }
      path = path.prefix(shared) + rest
      blocks.append(
        Block(
          kind: Block.Kind.allCases[kind], role: Block.Role.allCases[role], textRange: range,
          path: paths.store(String(decoding: path, as: UTF8.self)), section: nil))
    }
    sentences = []
    for _ in 0..<(reader.count() ?? 0) {
      guard let block = reader.next(), blocks.indices.contains(block), let start = reader.next(),
        let count = reader.next(), let range = inside(start, count)
      else { return nil }
      sentences.append(Sentence(range: range, block: block))
    }
    map = SourceMap()
    var (text, source) = (0, 0)
    for _ in 0..<(reader.count() ?? 0) {
      guard let textStep = reader.next(), let sourceStep = reader.next(), let textUnit = reader.next(),
        let sourceUnit = reader.next(), let count = reader.next(), (1...64).contains(textUnit),
        (0...1 << 20).contains(sourceUnit), (0...textCount + 64).contains(count),
        (0...textCount + 64).contains(text &+ textStep), (0...1 << 50).contains(source &+ sourceStep)
      else { return nil }
      map.append(
        textStart: text + textStep, sourceStart: source + sourceStep, textUnit: textUnit,
        sourceUnit: sourceUnit, count: count)
      text += textStep + count * textUnit
      source += sourceStep + count * sourceUnit
    }
    for _ in 0..<(reader.count() ?? 0) {
      guard let step = reader.next(), let count = reader.next(), (0...1 << 50).contains(source &+ step),
        (0...1 << 40).contains(count)
      else { return nil }
      source += step
      map.omit(ByteRange(byteStart: source, byteEnd: source + count))
    }
    space = .file
    var ahead = reader
    if ahead.next() == Self.tableTag {
      reader = ahead
      guard readTables(&reader) else { return nil }
    }
    guard let space = reader.space(textCount: textCount) else { return nil }
    self.space = space
    guard reader.isAtEnd else { return nil }
  }

  /// Reads where cells stand; false where that is damaged.
  private mutating func readTables(_ reader: inout NumberReader) -> Bool {
    for index in blocks.indices where blocks[index].kind == .tableCell {
      guard let raw = reader.next() else { return false }
      blocks[index].cell = CellPlace(raw: raw)
    }
    for _ in 0..<(reader.count() ?? 0) {
      guard let index = reader.next(), (0..<TableOutline.mostColumns).contains(index),
        let name = reader.nextBytes()
      else { return false }
      columns.append(TableOutline.Column(index: index, name: String(decoding: name, as: UTF8.self)))
    }
    return true
  }
}

/// Writes variable-length numbers.
struct NumberWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ value: Int) {
    var rest = UInt(bitPattern: (value << 1) ^ (value >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ text: [UInt8]) {
    add(text.count)
    bytes += text
  }
}

/// Reads them; whatever the bytes are, it neither traps nor reads beyond them.
struct NumberReader {
  private let bytes: [UInt8]
  private var position = 0
  private var isBroken = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing is left to read.
  var isEmpty: Bool { position == bytes.count && !isBroken }

  /// Whether everything has been read, and was whole.
  var isAtEnd: Bool { position == bytes.count && !isBroken }

  mutating func next() -> Int? {
    var value: UInt = 0
    var shift: UInt = 0
    while position < bytes.count, shift < 63 {
      let byte = bytes[position]
      position += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
    }
    isBroken = true
    return nil
  }

  /// A number of things that each take at least a byte.
  mutating func count() -> Int? {
    guard let count = next(), count >= 0, count <= bytes.count - position else {
      isBroken = true
      return nil
    }
    return count
  }

  mutating func nextBytes() -> [UInt8]? {
    guard let count = count() else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }
}
