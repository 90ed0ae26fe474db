import CICU

/// Guesses the encoding of bytes that declare none and are no UTF-8, from ICU's statistics under rules that
/// keep short Western texts from being taken for something exotic.
enum EncodingGuess {
  /// Bytes looked at, from a little before the first one that is not ASCII.
  private static let sampleBytes = 1 << 16

  private static let multibyte = ["Shift_JIS", "EUC-JP", "EUC-KR", "GB18030", "Big5"]
  private static let otherScripts = [
    "windows-1251", "KOI8-R", "ISO-8859-5", "ISO-8859-6", "windows-1256", "ISO-8859-7", "windows-1253",
    "ISO-8859-8", "ISO-8859-8-I", "windows-1255",
  ]
  private static let otherLatin = ["ISO-8859-2", "windows-1250", "ISO-8859-9", "windows-1254"]

  /// The likeliest encoding of `bytes`, and what makes it doubtful.
  ///
  /// - Parameter isMarkup: Whether they are the words of a page, where they do not show it.
  static func guess(
    _ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool = false
  ) -> (encoding: CharacterEncoding, doubt: String?) {
    let words = EncodingSample.withoutMarkup(bytes)
    let isMarkup = isMarkup || EncodingSample.isMarkup(bytes)
    if !isMarkup, let beside = words.withUnsafeBufferPointer({ EncodingBoxes.words($0) }),
      let encoding = beside.withUnsafeBufferPointer({ EncodingBoxes.encoding(of: $0) })
    {
      return (encoding, nil)
    }
    var guess = words.withUnsafeBufferPointer { guessWords($0, isMarkup: isMarkup) }
    // What was left out, or comes later, may have characters of Windows.
    if guess.encoding != guess.encoding.withC1Bytes, bytes.contains(where: { 0x80...0x9F ~= $0 }) {
      guess.encoding = guess.encoding.withC1Bytes
    }
    return guess
  }

  private static func guessWords(
    _ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool
  ) -> (encoding: CharacterEncoding, doubt: String?) {
    let found = byStatistics(bytes)
    let isMultibyte = multibyte.contains(found.name)
    // Statistics know East Asian text well, but take other short texts for it: it must be in common
    // characters.
    var eastAsian = Statistics(bytes).looksMultibyte ? EncodingEastAsian.best(bytes, statistics: found) : nil
    if let fit = eastAsian?.fit, fit < EncodingEastAsian.leastFit { eastAsian = nil }
    let script = EncodingScripts.choose(bytes, statistics: found)
    if let eastAsian, eastAsian.fit + 0.1 > script?.fit ?? 0 { return (eastAsian.encoding, nil) }
    if let script { return (script.encoding, nil) }
    if isMultibyte, EncodingEastAsian.fit(EncodingSample(bytes).bytes, found) ?? -1 > 0.1 {
      return (found, "nothing tells the encoding for sure; read as \(found.name)")
    }
    // Statistics need more than a few words of text in Latin letters; the letters themselves tell more.
    guard isMultibyte || latin.contains(found.name) else { return (found, nil) }
    return EncodingLetters.choose(
      bytes, preferring: isMultibyte ? western(bytes) : found, isMarkup: isMarkup)
  }

  private static func western(_ bytes: UnsafeBufferPointer<UInt8>) -> CharacterEncoding {
    bytes.contains { 0x80...0x9F ~= $0 } ? .windows1252 : .latin1
  }

  private static let latin: Set<String> = [
    "ISO-8859-1", "windows-1252", "ISO-8859-2", "windows-1250", "ISO-8859-9", "windows-1254",
  ]

  private static func byStatistics(_ bytes: UnsafeBufferPointer<UInt8>) -> CharacterEncoding {
    let firstHigh = bytes.firstIndex { $0 >= 0x80 } ?? 0
    let start = max(0, firstHigh - 1024)
    let sample = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + sampleBytes)])
    let western = western(bytes)
    let statistics = Statistics(sample)
    guard let base = sample.baseAddress, let detector = cicu_detector_open(base, Int32(sample.count)) else {
      return western
    }
    defer { cicu_detector_close(detector) }
    var westernConfidence = 0
    var candidates: [(name: String, confidence: Int)] = []
    for index in 0..<cicu_detector_count(detector) {
      guard let cName = cicu_detector_name(detector, index) else { continue }
      let name = String(cString: cName)
      let confidence = Int(cicu_detector_confidence(detector, index))
      if name == "ISO-8859-1" || name == "windows-1252" {
        westernConfidence = max(westernConfidence, confidence)
      }
      candidates.append((name, confidence))
    }
    for (name, confidence) in candidates {
      let isFit =
        if multibyte.contains(name) {
          confidence >= 10 && statistics.looksMultibyte
        } else if otherScripts.contains(name) {
          confidence >= 10 && statistics.highShare >= 0.3
        } else if otherLatin.contains(name) {
          confidence >= westernConfidence + 10 && statistics.letters >= 100 && statistics.high >= 10
        } else {
          false
        }
      guard isFit, let encoding = CharacterEncoding.named(name == "ISO-8859-8-I" ? "ISO-8859-8" : name),
        decodes(sample, as: encoding)
      else { continue }
      return encoding
    }
    return western
  }

  /// Whether the sample, but for a character cut at its end, is well-formed in `encoding`.
  private static func decodes(_ sample: UnsafeBufferPointer<UInt8>, as encoding: CharacterEncoding) -> Bool {
    do {
      let decoder = try IncrementalDecoder(encoding: encoding, file: "", sourceOffset: 0)
      _ = try decoder.decode(sample, isLast: false)
      return true
    } catch {
      return false
    }
  }

  /// Counts over a sample.
  private struct Statistics {
    /// Bytes of 0x80 and above.
    var high = 0
    /// ASCII letters and high bytes.
    var letters = 0
    /// High bytes that stand next to another one.
    var adjacent = 0

    init(_ sample: UnsafeBufferPointer<UInt8>) {
      var previousIsHigh = false
      var runLength = 0
      for byte in sample {
        if byte >= 0x80 {
          high += 1
          letters += 1
          runLength += 1
          if previousIsHigh { adjacent += runLength == 2 ? 2 : 1 }
          previousIsHigh = true
        } else {
          if 0x41...0x5A ~= byte & 0xDF { letters += 1 }
          previousIsHigh = false
          runLength = 0
        }
      }
    }

    /// Share of high bytes among letters. European words in Latin script stay under a quarter.
    var highShare: Double { letters == 0 ? 0 : Double(high) / Double(letters) }

    /// High bytes come in pairs in East Asian text, alone in European.
    var looksMultibyte: Bool { high >= 4 && highShare >= 0.2 && adjacent * 5 >= high * 3 }
  }
}
