/// A member of a container of sheets, whose places lead to all members laid end to end.
struct SheetPart {
  /// The decoded member.
  let source: DecodedSource
  /// What is added to an offset in the member; nil where the member is no UTF-8.
  private let shift: Int?

  /// The member `name`, once it is known to be well-formed; nil where there is none.
  init?(_ name: String, in container: Container, options: IngestionOptions) throws(IngestionError) {
    guard let source = try container.source(name) else { return nil }
    let path = container.description(of: name, format: .xml).path
    _ = try XMLDocumentParser.check(source, file: path, options: options)
    self.source = source
    let segments = source.map.segments
    let isPlain = segments.count == 1 && segments[0].textUnit == 1 && segments[0].sourceUnit == 1
    shift =
      isPlain && segments[0].count == source.utf8.count
      ? segments[0].sourceStart - segments[0].textStart : nil
  }

  /// What stands at `range`, as it stands.
  func piece(_ range: Range<Int>) -> SheetCell.Piece {
    guard shift == nil else { return SheetCell.Piece(range: place(range), text: nil) }
    return SheetCell.Piece(range: place(range), text: Array(source.utf8[range]))
  }

  /// `text`, which is shown for what stands at `range`.
  func piece(_ text: String, for range: Range<Int>) -> SheetCell.Piece {
    SheetCell.Piece(range: place(range), text: Array(text.utf8))
  }

  private func place(_ range: Range<Int>) -> Range<Int> {
    if let shift { return range.lowerBound + shift..<range.upperBound + shift }
    guard let place = source.map.source(of: range) else { return 0..<0 }
    return place.byteStart..<place.byteEnd
  }

  /// The text in the elements called `t` from `range` on until its end: runs of text without their readings
  /// (`rPh`).
  func text(in range: Range<Int>) -> [SheetCell.Piece] {
    source.utf8.withUnsafeBufferPointer { bytes in
      var pieces: [SheetCell.Piece] = []
      var scanner = MarkupScanner(bytes, position: range.lowerBound)
      var isText = false
      var readings = 0
      while scanner.position < range.upperBound, let token = scanner.next() {
        switch token.kind {
        case .startTag, .endTag:
          let name = bytes.local(token.inner)
          if bytes[name].elementsEqual("t".utf8) { isText = token.kind == .startTag }
          if bytes[name].elementsEqual("rPh".utf8) { readings += token.kind == .startTag ? 1 : -1 }
        case .text, .cdata, .reference: if isText, readings == 0 { take(token, bytes, &pieces) }
        default: break
        }
      }
      return pieces
    }
  }

  /// Adds what a token of text shows.
  func take(
    _ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>, _ pieces: inout [SheetCell.Piece]
  ) {
    if token.kind == .reference {
      var entities = EntityTable(declared: [:], byteCount: 0)
      guard case .text(let text) = entities.resolve(bytes, token.inner) else { return }
      return pieces.append(SheetCell.Piece(range: place(token.range), text: text))
    }
    // Characters that XML does not allow are written as their numbers, `_x000D_` (ECMA-376 part 1,
    // 22.9.2.19).
    var start = token.inner.lowerBound
    var at = start
    while at + 7 <= token.inner.upperBound {
      guard bytes[at] == 0x5F, bytes[at + 1] == 0x78, bytes[at + 6] == 0x5F,
        let number = UInt32(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      else {
        at += 1
        continue
      }
      if start < at { pieces.append(piece(start..<at)) }
      pieces.append(piece(number < 0x20 ? " " : String(Character(scalar)), for: at..<at + 7))
      at += 7
      start = at
    }
    if start < token.inner.upperBound { pieces.append(piece(start..<token.inner.upperBound)) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The part of the name at `range` that stands behind its prefix.
  func local(_ range: Range<Int>) -> Range<Int> {
    (self[range].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? range.lowerBound)..<range.upperBound
  }
}
