/// Boxes that programs for DOS drew around text: lines of one byte between corners, which no other text has.
enum EncodingBoxes {
  /// Corners and tees at the left and at the right, and what lines are drawn with (code page 437).
  private static let left: Set<UInt8> = [
    0xDA, 0xC0, 0xC3, 0xC9, 0xC8, 0xCC, 0xD5, 0xD4, 0xC6, 0xD6, 0xD3, 0xC7,
  ]
  private static let right: Set<UInt8> = [
    0xBF, 0xD9, 0xB4, 0xBB, 0xBC, 0xB9, 0xB8, 0xBE, 0xB5, 0xB7, 0xBD, 0xB6,
  ]
  private static let across: Set<UInt8> = [0xC4, 0xCD, 0xDC, 0xDF]
  /// Tees and crosses between two stretches of a line.
  private static let between: Set<UInt8> = [
    0xC1, 0xC2, 0xC5, 0xCA, 0xCB, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD7, 0xD8,
  ]
  private static let drawn: ClosedRange<UInt8> = 0xB0...0xDF
  /// Fewest bytes of a line between corners, and of one without.
  private static let fewest = 3
  private static let fewestAlone = 8

  /// Words of `bytes` without the boxes, where there are some; `nil` where there are none.
  static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard hasLine(bytes) else { return nil }
    return bytes.indices.map { index -> UInt8 in
      guard drawn.contains(bytes[index]) else { return bytes[index] }
      // Between letters it is one.
      let before = index > 0 && isLetter(bytes[index - 1])
      let after = index + 1 < bytes.count && isLetter(bytes[index + 1])
      return before || after ? bytes[index] : 0x20
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    0x41...0x5A ~= byte & 0xDF || 0x80...0xA5 ~= byte || 0xE0...0xFE ~= byte
  }

  private static func hasLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      guard across.contains(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      let line = bytes[index]
      while index < bytes.count, bytes[index] == line { index += 1 }
      guard index - start >= fewest else { continue }
      while index < bytes.count, bytes[index] == line || between.contains(bytes[index]) { index += 1 }
      let before = start > 0 ? bytes[start - 1] : 0x0A
      let after = index < bytes.count ? bytes[index] : 0x0A
      // 哪哪 between 们 and 都 has the bytes of a box in GBK, but a box has white space on both sides.
      let isApart =
        (start < 2 || bytes[start - 2] <= 0x20) && (index + 1 >= bytes.count || bytes[index + 1] <= 0x20)
      if left.contains(before), right.contains(after), isApart { return true }
      if index - start >= fewestAlone, before <= 0x20, after <= 0x20 { return true }
    }
    return false
  }

  /// The code page of DOS that `words`, the text beside the boxes, are in.
  static func encoding(of words: UnsafeBufferPointer<UInt8>) -> CharacterEncoding? {
    let sample = EncodingSample(words)
    if sample.high > 0, sample.high >= sample.low {
      let scripts = ["IBM866", "IBM737", "IBM862"].compactMap { name -> (CharacterEncoding, Double)? in
        guard let encoding = CharacterEncoding.named(name) else { return nil }
        return EncodingScripts.fit(sample, encoding).map { (encoding, $0) }
      }
      if let best = scripts.max(by: { $0.1 < $1.1 }), best.1 > 0.6 { return best.0 }
    }
    let names = sample.high > 0 ? ["IBM437", "IBM850", "IBM852"] : ["IBM437"]
    var best: (encoding: CharacterEncoding, fit: Double)?
    for name in names {
      guard let encoding = CharacterEncoding.named(name) else { continue }
      let fit = EncodingLetters.fit(sample.bytes, encoding)
      // The first has what lines of one kind and of two meet in; the others have letters there.
      if fit > best.map({ $0.fit + 0.1 }) ?? -.infinity { best = (encoding, fit) }
    }
    return best?.encoding
  }
}
