/// Characters read out of UTF-8 by byte offset, without making strings. Bytes that are no UTF-8 read as
/// U+FFFD.
struct ByteText {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  subscript(_ index: Int) -> UInt8 { bytes[index] }

  /// The byte at `index`, or 0 outside the text.
  func byte(_ index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : 0 }

  /// The eight bytes from `index` on, all of which must be there.
  @inline(__always)
  func eightBytes(at index: Int) -> EightBytes {
    // safe: a text that has eight bytes has an address.
    EightBytes(bits: UnsafeRawPointer(bytes.baseAddress! + index).loadUnaligned(as: UInt64.self))
  }

  /// The character that starts at `index`, and its length in bytes.
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, index + length <= bytes.count else { return (0xFFFD, 1) }
    var value = first & (0x7F >> UInt32(length))
    for next in index + 1..<index + length {
      guard bytes[next] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(bytes[next] & 0x3F)
    }
    let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard value >= least, value < 0x110000, value & 0xFFFF_F800 != 0xD800 else { return (0xFFFD, 1) }
    return (value, length)
  }

  /// The character that ends right before `index`, which must be above 0, and its length in bytes.
  func scalar(before index: Int) -> (value: UInt32, length: Int) {
    var start = index - 1
    while start > 0, start > index - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let scalar = scalar(at: start)
    return scalar.length == index - start ? scalar : (0xFFFD, 1)
  }

  /// The first offset at or after `index` where no white space stands.
  func skippingSpace(from index: Int, to end: Int) -> Int {
    var index = index
    while index < end {
      let length = spaceLength(at: index)
      if length == 0 { break }
      index += length
    }
    return index
  }

  /// The first offset at or after `index` where no white space stands, or a line break does.
  func skippingBlanks(from index: Int, to end: Int) -> Int {
    var index = index
    while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D {
      let length = spaceLength(at: index)
      if length == 0 { break }
      index += length
    }
    return index
  }

  /// Length in bytes of the white-space character at `index`, or 0 where there is none.
  func spaceLength(at index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
    guard byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF else { return 0 }
    let (value, length) = scalar(at: index)
    return Self.isSpace(value) ? length : 0
  }

  /// `range` without the white space at either end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let start = skippingSpace(from: range.lowerBound, to: range.upperBound)
    var end = range.upperBound
    while end > start {
      let (value, length) = scalar(before: end)
      guard Self.isSpace(value) else { break }
      end -= length
    }
    return start..<end
  }

  /// The text of `range`, ASCII letters in lower case.
  func lowercased(_ range: Range<Int>) -> String {
    String(unsafeUninitializedCapacity: range.count) { room in
      for (place, index) in range.enumerated() {
        let byte = bytes[index]
        room[place] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      }
      return range.count
    }
  }

  /// White space in the sense of Unicode's property, and the byte order mark, which is as empty.
  static func isSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }
}

extension UInt8 {
  var isASCIIUpper: Bool { self &- 0x41 < 26 }
  var isASCIILower: Bool { self &- 0x61 < 26 }
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
}
