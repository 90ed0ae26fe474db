// Raised and lowered text.
extension WikitextMarkup {
  /// Bytes before a place that are looked at, and pieces of markup among them.
  private static let tailReach = 160
  private static let tailItems = 24

  /// The last bytes shown before `at`: what is markup among them is none of them.
  func tail(before at: Int) -> [UInt8] {
    let start = max(0, at - Self.tailReach)
    let items = found.suffix(Self.tailItems).filter {
      $0.range.upperBound > start && $0.range.upperBound <= at
    }
    var text: [UInt8] = []
    var place = start
    for item in Self.merged(items) {
      if place < item.range.lowerBound { text += bytes[place..<item.range.lowerBound] }
      text += item.text.utf8
      place = max(place, item.range.upperBound)
    }
    if place < at { text += bytes[place..<at] }
    return Array(text.suffix(24))
  }

  /// What keeps the raised or lowered text in `content` apart from what is shown before `at`.
  func marks(_ at: Int, _ content: Range<Int>, isRaised: Bool) -> RaisedText.Marks? {
    // Quotes and brackets are markup, and signs may be written by their names.
    let text = WikiTemplatePages.undone(Array(bytes[content])).filter { ![0x27, 0x5B, 0x5D].contains($0) }
    let before = tail(before: at)
    return isRaised
      ? RaisedText.marks(after: before, text) : RaisedText.marks(loweredAfter: before.last, text)
  }

  /// `{{chem|SO|4|2-}}`: all arguments, the charge raised.
  func chemical(_ pieces: [Range<Int>]) -> [(String, Range<Int>)] {
    pieces.enumerated().map { index, piece in
      let text = bytes.string(piece)
      let isCharge =
        index > 0 && text.utf8.count <= 6 && text.last.map { "+-−–".contains($0) } == true
        && text.dropLast().allSatisfy { $0.isNumber }
      return (isCharge ? "^" : "", piece)
    }
  }
}
