/// Takes the output of `pdftotext -bbox-layout` as it comes and gives pages, one at a time.
///
/// Only `page` and `word` elements matter: poppler's lines and blocks run across columns too often. Nothing
/// but the page at hand is held.
struct BoundingBoxScanner {
  /// Words of a page beyond which it is no text.
  static let mostWords = 400_000
  /// Longest element: a word with its box.
  private static let mostPending = 1 << 20

  private var pending: [UInt8] = []
  private var page: PDFPage?
  private var count = 0
  /// The title that the file declares.
  private(set) var title: String?
  private let file: String

  init(file: String) { self.file = file }

  /// Takes `piece` and calls `body` with each page that ends in it.
  ///
  /// - Returns: what `body` returned last: whether to go on.
  mutating func take(
    _ piece: UnsafeRawBufferPointer, _ body: (PDFPage) throws -> Bool
  ) throws -> Bool {
    pending.append(contentsOf: piece)
    var bytes = pending
    pending = []
    var position = 0
    var goesOn = true
    try bytes.withUnsafeBufferPointer { bytes in
      while goesOn, let next = try step(bytes, &position) {
        if let finished = next { goesOn = try body(finished) }
      }
    }
    bytes.removeFirst(position)
    guard bytes.count < Self.mostPending else {
      throw IngestionError(
        file: file, reason: .malformed("pdftotext gave an element that does not end"))
    }
    pending = bytes
    return goesOn
  }

  /// Reads the next element: a page where one ended, `.some(nil)` where not, `nil` where more bytes are
  /// needed.
  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) throws -> PDFPage?? {
    while position < bytes.count, bytes[position] != 0x3C { position += 1 }
    guard let end = Self.find(0x3E, bytes, position) else { return nil }
    if Self.starts("<word ", bytes, position) {
      guard let close = Self.find(0x3C, bytes, end), let closed = Self.find(0x3E, bytes, close)
      else { return nil }
      try add(bytes, tag: position..<end, text: end + 1..<close)
      position = closed + 1
      return .some(nil)
    }
    if Self.starts("<title>", bytes, position), page == nil, title == nil {
      guard let close = Self.find(0x3C, bytes, end) else { return nil }
      var text: [UInt8] = []
      PDFText.append(bytes, end + 1..<close, to: &text)
      title = String(decoding: text, as: UTF8.self)
      position = close
      return .some(nil)
    }
    defer { position = end + 1 }
    if Self.starts("<page ", bytes, position) {
      count += 1
      var at = position
      let width = Self.number("width=\"", bytes, position..<end, near: &at)
      page = PDFPage(
        number: count, width: width, height: Self.number("height=\"", bytes, position..<end, near: &at))
    } else if Self.starts("</page>", bytes, position), let finished = page {
      page = nil
      return .some(finished)
    }
    return .some(nil)
  }

  private mutating func add(
    _ bytes: UnsafeBufferPointer<UInt8>, tag: Range<Int>, text: Range<Int>
  ) throws {
    guard var page else { return }
    self.page = nil
    let start = page.bytes.count
    PDFText.append(bytes, text, to: &page.bytes)
    if page.bytes.count > start {
      guard page.words.count < Self.mostWords else {
        throw IngestionError(
          file: file, reason: .limit("number of words on a page", Self.mostWords))
      }
      var at = tag.lowerBound
      let left = Self.number("xMin=\"", bytes, tag, near: &at)
      let top = Self.number("yMin=\"", bytes, tag, near: &at)
      let right = Self.number("xMax=\"", bytes, tag, near: &at)
      let bottom = Self.number("yMax=\"", bytes, tag, near: &at)
      let word = PDFPage.Word(
        left: left, top: top, right: right, bottom: bottom, text: start..<page.bytes.count)
      if word.right >= word.left, word.bottom >= word.top { page.words.append(word) }
    }
    self.page = page
  }

  // MARK: Bytes

  private static func find(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      if bytes[at] == byte { return at }
      at += 1
    }
    return nil
  }

  private static func starts(
    _ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int
  ) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[position + index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  /// The number behind `name`; 0 where there is none, and no larger than any page.
  ///
  /// - Parameter place: where the name is looked for first, behind a quotation mark and a space; becomes the
  ///   number's end.
  private static func number(
    _ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, near place: inout Int
  ) -> Float {
    var at = place + 2
    if at >= range.upperBound || !starts(name, bytes, at) {
      at = range.lowerBound
      while at < range.upperBound, !starts(name, bytes, at) { at += 1 }
    }
    at += name.utf8CodeUnitCount
    guard at < range.upperBound else { return 0 }
    let isNegative = bytes[at] == 0x2D
    if isNegative { at += 1 }
    var value: Double = 0
    var scale: Double = 0
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x2E, scale == 0 {
        scale = 1
      } else if (0x30...0x39).contains(byte) {
        value = value * 10 + Double(byte - 0x30)
        scale *= 10
      } else {
        break
      }
      at += 1
    }
    place = at
    if scale > 1 { value /= scale }
    // Also what has so many digits that it is no number any more.
    if !(value < 100_000) { value = 100_000 }
    return Float(isNegative ? -value : value)
  }
}
