import Ingestion

/// Holds damaged Markdown against its source. What a stray asterisk means depends on the whole document, so a
/// cut-out piece can't be undone on its own; but the text must be the piece's own characters in their order,
/// from its very first to its very last, with nothing skipped that is not markup.
enum MarkdownAlignment {
  static func firstProblem(_ document: Document, from file: [UInt8], seed: UInt64) -> String? {
    var generator = SplitMix(seed: seed)
    for block in document.blocks {
      var ranges = [block.textRange]
      var boundaries = [block.textRange.lowerBound]
      for character in document.text(in: block.textRange) {
        boundaries.append(boundaries[boundaries.count - 1] + character.utf8.count)
      }
      for _ in 0..<3 {
        let a = boundaries.randomElement(using: &generator) ?? 0
        let b = boundaries.randomElement(using: &generator) ?? 0
        if a != b { ranges.append(min(a, b)..<max(a, b)) }
      }
      for range in ranges {
        // What Peruse adds stands nowhere in the source, and what it stands for is markup.
        let added = document.map.insertions(in: range)
        if let first = added.first, let last = added.last,
          first.lowerBound <= range.lowerBound || last.upperBound >= range.upperBound
        {
          continue
        }
        let text = own(document, range, without: added)
        if text.allSatisfy(\.isWhitespace) { continue }
        guard let place = document.provenance(of: range) else { return "no source for '\(text)'" }
        let bytes = place.remainingPieces().flatMap { file[$0] }
        guard let source = String(validating: bytes, as: UTF8.self) else {
          return "\(place) is no whole text"
        }
        if !explains(source, text) { return "source '\(source)' does not explain '\(text)'" }
      }
    }
    return nil
  }

  private static func own(_ document: Document, _ range: Range<Int>, without added: [Range<Int>]) -> String {
    var (text, at) = ("", range.lowerBound)
    for piece in added {
      text += document.text(in: at..<piece.lowerBound)
      at = piece.upperBound
    }
    return text + document.text(in: at..<range.upperBound)
  }

  static func explains(_ source: String, _ text: String) -> Bool {
    let wanted = text.unicodeScalars.filter { !isSpace($0) }
    let left = source.unicodeScalars.filter { !isSpace($0) }
    let hidesWords = source.contains("](") || source.contains("][") || source.contains("<")
    // The first and the last character of a place are never markup, unless the text begins or ends with a
    // space.
    if let first = text.unicodeScalars.first, !isSpace(first), first != left.first, left.first != "&" {
      return false
    }
    if let last = text.unicodeScalars.last, !isSpace(last), last != left.last, left.last != ";" {
      return false
    }
    return explains(Array(left)[...], Array(wanted)[...], hidesWords: hidesWords)
  }

  private static func explains(
    _ source: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>, hidesWords: Bool
  ) -> Bool {
    var left = source
    var wanted = text
    while let scalar = left.first {
      if scalar == "&", let end = left.prefix(36).firstIndex(of: ";") {
        let markup = String(String.UnicodeScalarView(left[...end]))
        let value = Array(UndoHTML.text(of: markup).unicodeScalars.filter { !isSpace($0) })
        if wanted.starts(with: value),
          explains(left[(end + 1)...], wanted.dropFirst(value.count), hidesWords: hidesWords)
        {
          return true
        }
      }
      if scalar == wanted.first {
        wanted = wanted.dropFirst()
      } else if !hidesWords, scalar.properties.isAlphabetic {
        return false
      }
      left = left.dropFirst()
    }
    return wanted.isEmpty
  }

  private static func isSpace(_ c: Unicode.Scalar) -> Bool {
    c == " " || c == "\n" || c == "\t" || c == "\r" || c == "\u{0C}" || c == "\u{A0}"
  }
}
