/// Clear evidence against the encoding that a document declares: its bytes are no text in it, or a strange
/// one, and a good and long one in another.
///
/// A declaration that is right must not lose, so what is rare, short or only a little better does not count.
enum EncodingContradiction {
  private static let latin: Set<String> = [
    "US-ASCII", "ISO-8859-1", "ISO-8859-2", "ISO-8859-9", "ISO-8859-15", "windows-1250", "windows-1252",
    "windows-1254", "windows-1257",
  ]
  private static let eastAsian = Set(EncodingEastAsian.names + ["GB2312", "GBK"])

  /// Fewest bytes beyond ASCII that tell one script from another, and one language of Latin letters from
  /// another.
  private static let fewestOfScript = 20
  private static let fewestOfLanguage = 8
  /// What the logarithm of a reading's likelihood must be above that of the declared one.
  private static let leastMargin = 20.0

  /// What `bytes`, declared to be in `declared`, are in; `nil` where nothing speaks clearly against the
  /// declaration.
  static func better(
    than declared: CharacterEncoding, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> CharacterEncoding? {
    let isScript = EncodingScripts.isForScript(declared)
    guard latin.contains(declared.name) || eastAsian.contains(declared.name) || isScript else { return nil }
    let words = EncodingSample.withoutMarkup(bytes)
    return words.withUnsafeBufferPointer { words in
      let sample = EncodingSample(words)
      guard sample.high >= fewestOfLanguage else { return nil }
      let own = Reading(sample, declared.withC1Bytes)
      guard latin.contains(declared.name) || own.fit < 0.6 else { return nil }
      let guess = EncodingGuess.guess(words, isMarkup: EncodingSample.isMarkup(bytes))
      guard guess.doubt == nil, guess.encoding.name != declared.withC1Bytes.name else { return nil }
      let other = Reading(sample, guess.encoding)
      guard other.kind != nil, isClearly(other, above: own, sample) else { return nil }
      return guess.encoding
    }
  }

  private enum Kind { case latin, script, eastAsian }

  private struct Reading {
    var encoding: CharacterEncoding
    var kind: Kind?
    /// 1 and less; -1 where it is no text.
    var fit: Double

    init(_ sample: EncodingSample, _ encoding: CharacterEncoding) {
      self.encoding = encoding
      if EncodingContradiction.eastAsian.contains(encoding.name) {
        (kind, fit) = (.eastAsian, EncodingEastAsian.fit(sample.bytes, encoding) ?? -1)
      } else if let found = EncodingScripts.fit(sample, encoding) {
        (kind, fit) = (.script, found)
      } else {
        kind = EncodingContradiction.latin.contains(encoding.name) ? .latin : nil
        fit = EncodingLetters.fit(sample.bytes, encoding)
      }
    }
  }

  private static func isClearly(_ other: Reading, above own: Reading, _ sample: EncodingSample) -> Bool {
    switch (own.kind, other.kind) {
    case (.latin, .latin), (nil, .latin):
      // Languages without a table of letters read badly in any encoding.
      guard other.fit >= 0.9 else { return false }
      let margin =
        EncodingLetters.likelihood(sample.bytes, in: other.encoding)
        - EncodingLetters.likelihood(sample.bytes, in: own.encoding)
      return margin >= leastMargin && own.fit < 0.85 || margin >= 1.5 * leastMargin
    case (.script, .latin):
      // Foreign letters inside words of Latin ones.
      return other.fit >= 0.9 && own.fit < 0.2 && inLatinWords(sample.bytes) >= 0.8
    case (.eastAsian, .latin): return other.fit >= 0.9 && own.fit < 0
    case (_, .eastAsian):
      return sample.high >= fewestOfScript && sample.high * 2 >= sample.low && other.fit >= 0.5
        && isPoor(own, beside: other.fit - 0.35)
    case (_, .script):
      return sample.high >= fewestOfScript && sample.high >= sample.low && other.fit >= 0.7
        && isPoor(own, beside: other.fit - 0.3)
    default: return false
    }
  }

  /// Whether a reading is poor (small letters in KOI8-R are capitals in windows-1251, and many of them
  /// frequent); no language has words of nothing but accented Latin letters.
  private static func isPoor(_ own: Reading, beside most: Double) -> Bool {
    own.kind == .latin || own.fit <= min(most, 0.55)
  }

  /// The share of bytes beyond ASCII that stand in a word with an ASCII letter.
  static func inLatinWords(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    var (mixed, all, high, low) = (0, 0, 0, 0)
    func finish() {
      all += high
      if low > 0 { mixed += high }
      (high, low) = (0, 0)
    }
    for byte in bytes {
      if byte >= 0x80 {
        high += 1
      } else if 0x41...0x5A ~= byte & 0xDF {
        low += 1
      } else {
        finish()
      }
    }
    finish()
    return all == 0 ? 0 : Double(mixed) / Double(all)
  }

  /// What Windows calls `declared`, where bytes that are controls in it speak for that and the letters do not
  /// speak against.
  static func windows(
    for declared: CharacterEncoding, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> CharacterEncoding? {
    guard let windows = declared.windowsCounterpart, bytes.contains(where: { 0x80...0x9F ~= $0 }) else {
      return nil
    }
    let words = EncodingSample.withoutMarkup(bytes)
    return words.withUnsafeBufferPointer { words in
      let sample = EncodingSample(words)
      if let fit = EncodingScripts.fit(sample, windows) {
        return fit >= EncodingScripts.fit(sample, declared) ?? -1 ? windows : nil
      }
      let isLikelier =
        EncodingLetters.likelihood(sample.bytes, in: windows)
        > EncodingLetters.likelihood(sample.bytes, in: declared)
      return isLikelier ? windows : nil
    }
  }
}
