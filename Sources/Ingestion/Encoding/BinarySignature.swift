/// Files that are no text, told from their first bytes.
enum BinarySignature {
  /// First bytes of formats that turn up beside documents (after file(1)).
  private static let signatures: [[UInt8]] = [
    Array("%PDF-".utf8), Array("PK\u{3}\u{4}".utf8), Array("\u{7F}ELF".utf8), Array("GIF87a".utf8),
    Array("GIF89a".utf8),
    Array("Rar!\u{1A}".utf8), Array("OggS\0".utf8), Array("SQLite format 3\0".utf8),
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF], [0x1F, 0x8B, 0x08], [0x42, 0x5A, 0x68, 0x39],
    [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD], [0x37, 0x7A, 0xBC, 0xAF],
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1],
  ]

  /// Whether `head` begins like a binary format.
  static func matches(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    signatures.contains { $0.count <= head.count && head.starts(with: $0) }
  }

  /// Whether bytes read as single characters hold more control characters than any text does: over one in
  /// fifty (over one in eight for NUL, of which a damaged text may have a few), in the first 64 KiB.
  static func looksBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let sample = bytes.prefix(1 << 16)
    var controls = 0
    var nuls = 0
    for byte in sample where byte < 0x20 && !(0x09...0x0D ~= byte) && byte != 0x1B && byte != 0x1A {
      if byte == 0 { nuls += 1 } else { controls += 1 }
    }
    return controls * 50 > sample.count || nuls * 8 > sample.count
  }
}
