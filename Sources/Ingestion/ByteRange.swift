/// A half-open range of bytes in the original file, before any decoding.
public struct ByteRange: Sendable, Hashable, Codable {
  /// Offset of the first byte.
  public var byteStart: Int
  /// Offset one past the last byte.
  public var byteEnd: Int

  /// Creates the range `byteStart..<byteEnd`.
  public init(byteStart: Int, byteEnd: Int) {
    self.byteStart = byteStart
    self.byteEnd = byteEnd
  }

  /// Number of bytes.
  public var count: Int { byteEnd - byteStart }
}
