/// Finds the first byte that well-formed UTF-8 text without NUL does not allow.
package enum UTF8Check {
  /// A faulty place.
  package struct Fault: Sendable, Hashable {
    /// Index of the first faulty byte.
    package var offset: Int
    /// Number of faulty bytes.
    package var count: Int
    /// What is wrong with them.
    package var kind: Kind
  }

  /// What can be wrong.
  package enum Kind: Sendable, Hashable {
    case nul, strayContinuation, invalidByte, overlong, surrogate, tooLarge, interrupted
    /// The last character is cut off by the end of the bytes.
    case truncated
  }

  /// The first fault in `bytes`, or `nil`. Table 3-7 of the Unicode Standard.
  ///
  /// - Complexity: one pass; 32 bytes a step over ASCII.
  package static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
    guard let base = bytes.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    let count = bytes.count
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var i = 0
    while i < count {
      // A word has no NUL and no high bit exactly where neither it nor it minus ones shows a high bit:
      // only a zero byte borrows.
      while count - i >= 32 {
        let a = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        let b = raw.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self)
        let c = raw.loadUnaligned(fromByteOffset: i + 16, as: UInt64.self)
        let d = raw.loadUnaligned(fromByteOffset: i + 24, as: UInt64.self)
        let odd = (a | (a &- ones)) | (b | (b &- ones)) | (c | (c &- ones)) | (d | (d &- ones))
        if odd & highs != 0 { break }
        i += 32
      }
      while i < count {
        let lead = base[i]
        if lead < 0x80 {
          if lead == 0 { return Fault(offset: i, count: 1, kind: .nul) }
          i += 1
          // Back to the wide loop once a stretch of ASCII has begun.
          if i & 7 == 0, count - i >= 32 { break }
          continue
        }
        if lead < 0xE0, lead >= 0xC2, i + 1 < count, base[i + 1] & 0xC0 == 0x80 {
          i += 2
          continue
        }
        if lead < 0xF0, lead >= 0xE0, i + 2 < count, base[i + 1] & 0xC0 == 0x80, base[i + 2] & 0xC0 == 0x80,
          !(lead == 0xE0 && base[i + 1] < 0xA0), !(lead == 0xED && base[i + 1] > 0x9F)
        {
          i += 3
          continue
        }
        if lead >= 0xF0, let fault = fault(at: i, base: base, count: count) { return fault }
        if lead < 0xF0 { return fault(at: i, base: base, count: count) }
        i += 4
      }
    }
    return nil
  }

  /// What is wrong with the sequence at `i`, or `nil` where it is right.
  private static func fault(at i: Int, base: UnsafePointer<UInt8>, count: Int) -> Fault? {
    let lead = base[i]
    let length: Int
    switch lead {
    case 0x80...0xBF: return Fault(offset: i, count: 1, kind: .strayContinuation)
    case 0xC0, 0xC1: return Fault(offset: i, count: 1, kind: .overlong)
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    case 0xF5...0xFF: return Fault(offset: i, count: 1, kind: .invalidByte)
    default: return nil
    }
    if i + 1 < count {
      let second = base[i + 1]
      switch (lead, second) {
      case (0xE0, 0x80...0x9F), (0xF0, 0x80...0x8F): return Fault(offset: i, count: 1, kind: .overlong)
      case (0xED, 0xA0...0xBF): return Fault(offset: i, count: 1, kind: .surrogate)
      case (0xF4, 0x90...0xBF): return Fault(offset: i, count: 1, kind: .tooLarge)
      default: break
      }
    }
    for k in 1..<length {
      if i + k >= count { return Fault(offset: i, count: count - i, kind: .truncated) }
      if base[i + k] & 0xC0 != 0x80 { return Fault(offset: i, count: k, kind: .interrupted) }
    }
    return nil
  }
}

extension UTF8Check.Kind {
  /// The fault in words.
  var words: String {
    switch self {
    case .nul: "a NUL character, which no text holds"
    case .strayContinuation: "a continuation byte without a character before it"
    case .invalidByte: "a byte that never occurs in UTF-8"
    case .overlong: "an overlong form"
    case .surrogate: "an encoded surrogate"
    case .tooLarge: "a code point beyond U+10FFFF"
    case .interrupted: "a character that breaks off"
    case .truncated: "a character cut off by the end of the file"
    }
  }
}
