/// Writes pictures as PNG (ISO/IEC 15948), eight bits a channel, the pixels not compressed: they are few.
package enum PNGFile {
  /// - Parameter rgb: three bytes a pixel, row by row.
  package static func bytes(rgb: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition(
      rgb.count == 3 * width * height, "\(rgb.count) bytes are no picture of \(width) by \(height)")
    // A filter byte, 0 for none, before each row.
    var rows: [UInt8] = []
    for row in 0..<height {
      rows.append(0)
      rows += rgb[row * 3 * width..<(row + 1) * 3 * width]
    }
    var header: [UInt8] = big(width)
    header += big(height)
    header += [8, 2, 0, 0, 0]
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", header)
    file += chunk("IDAT", stored(rows))
    file += chunk("IEND", [])
    return file
  }

  private static func big(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { (shift: Int) in UInt8(truncatingIfNeeded: value >> shift) }
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body: [UInt8] = Array(name.utf8) + data
    var result: [UInt8] = big(data.count)
    result += body
    result += big(Int(crc(body)))
    return result
  }

  /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, section 3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    let most = 65_535
    for start in stride(from: 0, to: max(1, bytes.count), by: most) {
      let part = bytes[start..<min(bytes.count, start + most)]
      let count = UInt16(part.count)
      result.append(start + most >= bytes.count ? 1 : 0)
      for value in [count, ~count] { result += [UInt8(value & 0xFF), UInt8(value >> 8)] }
      result += part
    }
    result += big(Int(Adler.sum(of: bytes)))
    return result
  }

  /// The checksum of a chunk (ISO/IEC 15948, annex D).
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
    return ~crc
  }
}
