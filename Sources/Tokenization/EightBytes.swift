/// Eight bytes in one register, looked at together.
struct EightBytes {
  var bits: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// No byte is above 0x7F.
  @inline(__always)
  var isASCII: Bool { bits & Self.highs == 0 }

  /// Some byte is `byte`: a difference of 0 is the only one that borrows from its high bit.
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let difference = bits ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highs != 0
  }

  /// How many bytes are in `first...last`; all must be ASCII.
  @inline(__always)
  func count(from first: UInt8, through last: UInt8) -> Int {
    let reachesFirst = bits &+ Self.ones &* UInt64(0x80 - first)
    let passesLast = bits &+ Self.ones &* UInt64(0x7F - last)
    return (reachesFirst & ~passesLast & Self.highs).nonzeroBitCount
  }
}
