/// Evidence that bytes are UTF-16 of a text that has hardly any character of the first 256: Chinese,
/// Japanese, Korean, or a script that is written with few spaces, such as Thai and Khmer.
///
/// Such a text shows NUL bytes only at its line ends, if there are any. What it shows instead: nearly all of
/// its units lie in the few blocks that these scripts use, which chance would hit for every other unit, or in
/// the one block of an alphabet, which chance would hit for one in five hundred.
enum WideTextEvidence {
  /// Bits that settle it: chance gives this many to one short run of bytes in a million.
  private static let enough = 20.0

  /// The byte order in which `sample`, which is no text of single bytes, is a text in East Asian scripts.
  static func byteOrder(_ sample: UnsafeBufferPointer<UInt8>) -> CharacterEncoding? {
    let little = bits(sample, bigEndian: false)
    let big = bits(sample, bigEndian: true)
    guard max(little, big) >= enough, abs(little - big) >= enough / 2 else { return nil }
    return little > big ? .utf16LE : .utf16BE
  }

  /// Where alphabets have their letters, 128 characters each.
  private static let alphabets: ClosedRange<UInt16> = 0x0370...0x1FFF

  /// The number of the alphabet's block that most units lie in.
  private static func block(_ sample: UnsafeBufferPointer<UInt8>, bigEndian: Bool) -> UInt16? {
    var counts = [Int](repeating: 0, count: Int(alphabets.upperBound >> 7) + 1)
    for i in stride(from: 0, to: sample.count - 1, by: 2) {
      let unit = UInt16(sample[i + (bigEndian ? 0 : 1)]) << 8 | UInt16(sample[i + (bigEndian ? 1 : 0)])
      if alphabets.contains(unit) { counts[Int(unit >> 7)] += 1 }
    }
    guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[most] > 1 else { return nil }
    return UInt16(most)
  }

  /// How many bits the units of `sample` speak for text, in one byte order; minus infinity for what no text
  /// holds.
  private static func bits(_ sample: UnsafeBufferPointer<UInt8>, bigEndian: Bool) -> Double {
    guard sample.count % 2 == 0 || sample.count >= EncodingDeclaration.searchedBytes else {
      return -.infinity
    }
    var bits = 0.0
    var awaitsLow = false
    let own = block(sample, bigEndian: bigEndian)
    for i in stride(from: 0, to: sample.count - 1, by: 2) {
      let unit = UInt16(sample[i + (bigEndian ? 0 : 1)]) << 8 | UInt16(sample[i + (bigEndian ? 1 : 0)])
      if awaitsLow != (0xDC00...0xDFFF ~= unit) { return -.infinity }
      awaitsLow = 0xD800...0xDBFF ~= unit
      // The logarithm of how much likelier the unit's block is in such a text than among all units.
      switch unit {
      case 0x0009...0x000D, 0x0020...0x007E: bits += 8
      case 0x0000...0x001F, 0x007F...0x009F, 0xFDD0...0xFDEF, 0xFFFE...0xFFFF: return -.infinity
      case 0x3000...0x30FF, 0xFF00...0xFFEF, 0x2010...0x2027: bits += 6
      case 0x4E00...0x9FFF: bits += 1.6
      case 0xAC00...0xD7A3: bits += 2.4
      case 0xE000...0xF8FF: bits -= 12
      case alphabets where unit >> 7 == own: bits += 5
      default: bits -= 6
      }
    }
    return awaitsLow && sample.count < EncodingDeclaration.searchedBytes ? -.infinity : bits
  }
}
