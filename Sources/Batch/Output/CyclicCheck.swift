/// CRC-32 as in ISO 3309, zlib and PNG; eight bytes a step (Kounavis and Berry 2005), since every record that
/// is written is checked.
package enum CyclicCheck {
  /// Entry `256 · k + b`: the check of byte `b` with `k` zero bytes behind it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    tables.reserveCapacity(2048)
    for index in 0..<UInt32(256) {
      var value = index
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
      tables.append(value)
    }
    for index in 256..<2048 {
      let before: UInt32 = tables[index - 256]
      tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
    }
    return tables
  }()

  package static func crc32(_ bytes: some Collection<UInt8>) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { crc32(buffer: $0) }
      ?? Array(bytes).withUnsafeBufferPointer { crc32(buffer: $0) }
  }

  private static func crc32(buffer bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      var value = ~UInt32(0)
      var at = 0
      while bytes.count - at >= 8 {
        var next: UInt32 = 0
        for place in 0..<4 {
          let low = UInt8(truncatingIfNeeded: value >> (8 * UInt32(place))) ^ bytes[at + place]
          let high = bytes[at + 4 + place]
          next ^= tables[256 * (7 - place) + Int(low)]
          next ^= tables[256 * (3 - place) + Int(high)]
        }
        value = next
        at += 8
      }
      for byte in bytes[at...] { value = tables[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
      return ~value
    }
  }
}
