/// Text that grows block by block.
///
/// It is a string from the beginning: bytes that become one when all of them are there stand in memory twice.
struct GrowingText {
  /// UTF-8 bytes that were appended.
  private(set) var count = 0
  private var text = ""
  /// What has been appended last and is not yet in ``text``: a string takes short pieces slowly.
  private var fresh: [UInt8] = []
  /// Bytes that become text at once.
  private static let stretch = 1 << 16

  /// All of it.
  var string: String {
    mutating get {
      settle()
      return text
    }
  }

  /// Makes room for a text of `count` bytes.
  mutating func reserve(_ count: Int) {
    if count > Self.stretch { text.reserveCapacity(count) }
    fresh.reserveCapacity(min(count, Self.stretch * 2))
  }

  /// Appends UTF-8, which ends with a whole character.
  mutating func append(_ bytes: [UInt8]) {
    count += bytes.count
    if bytes.count <= Self.stretch {
      fresh.append(contentsOf: bytes)
      if fresh.count > Self.stretch { settle() }
      return
    }
    settle()
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count {
        var end = min(buffer.count, start + Self.stretch)
        // A character has at most three bytes behind its first.
        for _ in 0..<3 where end < buffer.count && buffer[end] & 0xC0 == 0x80 { end -= 1 }
        text += String(decoding: buffer[start..<end], as: UTF8.self)
        start = end
      }
    }
  }

  /// Appends `other`.
  mutating func append(_ other: String) {
    settle()
    text += other
    count += other.utf8.count
  }

  private mutating func settle() {
    guard !fresh.isEmpty else { return }
    text += String(decoding: fresh, as: UTF8.self)
    fresh.removeAll(keepingCapacity: true)
  }
}
