/// Scripts that are written without spaces between words: Chinese and Japanese with their punctuation, and
/// Thai, Lao, Burmese and Khmer. A line of theirs ends anywhere, and the next goes on without a space.
package enum UnspacedScript {
  /// Whether a line that ends with `text` goes on with `next` without a space: both are of such a script, or
  /// one is Chinese or Japanese (`1979` before `年`).
  static func joins(_ text: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> Bool {
    guard let last = last(text), let first = first(next) else { return false }
    return isIdeographic(last) || isIdeographic(first) || isSoutheastAsian(last) && isSoutheastAsian(first)
  }

  /// Whether the last character is of such a script.
  static func ends(_ text: ArraySlice<UInt8>) -> Bool {
    last(text).map { isIdeographic($0) || isSoutheastAsian($0) } ?? false
  }

  /// Whether the first character is of such a script.
  static func begins(_ text: ArraySlice<UInt8>) -> Bool {
    first(text).map { isIdeographic($0) || isSoutheastAsian($0) } ?? false
  }

  private static func first(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard let byte = text.first, byte >= 0xE0 else { return nil }
    return String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first?.value
  }

  private static func last(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard let byte = text.last, byte >= 0x80 else { return nil }
    return String(decoding: text.suffix(4), as: UTF8.self).unicodeScalars.last?.value
  }

  /// Chinese characters, kana, their punctuation and full-width forms; Korean has spaces.
  private static func isIdeographic(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E80...0x2FDF, 0x3001...0x303F, 0x3041...0x312F, 0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Thai, Lao, Burmese and Khmer.
  package static func isSoutheastAsian(_ value: UInt32) -> Bool {
    (0x0E00...0x0EFF).contains(value) || (0x1000...0x109F).contains(value)
      || (0x1780...0x17FF).contains(value)
  }
}
