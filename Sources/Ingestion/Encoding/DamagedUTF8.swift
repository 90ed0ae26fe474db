/// Tells UTF-8 with some damage (single bytes of another encoding, a cut end) from text in another encoding.
struct DamagedUTF8 {
  /// Well-formed characters beyond ASCII, and faults other than NUL, at the beginning of a text.
  private(set) var sound = 0
  private(set) var faults = 0
  /// Those of `sound` that are likely in a text of Latin letters: small letters, quotation marks, dashes.
  private var latin = 0
  /// Whether the one fault is a last character that is cut off.
  private var isCut = false
  private let high, low: Int

  private static let searchedBytes = 1 << 20

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(Self.searchedBytes))
    high = sample.count { $0 >= 0x80 }
    low = sample.count { 0x41...0x5A ~= $0 & 0xDF }
    var start = 0
    while start < sample.count {
      let rest = UnsafeBufferPointer(rebasing: sample[start...])
      let fault = UTF8Check.firstFault(in: rest)
      let end = fault?.offset ?? rest.count
      for index in 0..<end where rest[index] >= 0xC0 {
        sound += 1
        switch (rest[index], rest[index + 1]) {
        case (0xC2, 0xA0...0xBF), (0xC3...0xC5, _), (0xE2, 0x80...0x84), (0xE1, 0xB8...0xBB): latin += 1
        default: break
        }
      }
      guard let fault else { break }
      start += fault.offset + fault.count
      // A NUL says nothing of the encoding.
      if fault.kind == .nul { continue }
      // A half of a surrogate pair is what some programs write for characters beyond U+FFFF; nothing else
      // looks so.
      if fault.kind == .surrogate, fault.offset + 2 < rest.count, rest[fault.offset + 2] & 0xC0 == 0x80 {
        sound += 1
        latin += 1
        start += 2
        surrogates += 1
        continue
      }
      if fault.kind == .truncated { isCut = bytes.count == sample.count && faults == 0 }
      if fault.kind != .truncated || bytes.count == sample.count { faults += 1 }
    }
  }

  private var surrogates = 0

  /// Whether text that is no UTF-8 was meant to be.
  ///
  /// In other encodings of Latin letters hardly any two bytes beyond ASCII stand together, let alone so that
  /// they are a letter in UTF-8; in those of other scripts they do by chance, but seldom beside as few that
  /// are not.
  var isMeant: Bool {
    if isCut { return latin > 0 || sound > 1 }
    if faults == 0 { return surrogates > 1 }
    if high * 10 <= (high + low) * 3, latin > 1 || faults == 1, latin * 2 >= faults {
      return true
    }
    return sound >= (sound >= 8 ? 1 : 2) * faults && sound >= 4
  }

  /// Whether no character is UTF-8 but by chance.
  var isNone: Bool { sound * 6 < faults }

  /// Whether some of a text in another encoding reads as UTF-8.
  var isMixed: Bool { latin > 1 && latin * 8 >= faults }
}
