import Platform

/// Hashes by which a content security policy (CSP Level 3) names styles and scripts that stand in a page.
package enum ContentHash {
  /// `sha256-…` of what stands between two tags.
  package static func source(_ text: String) -> String {
    let digest = SHA256()
    digest.update(text)
    return "sha256-" + base64(digest.finish())
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var group: UInt32 = 0
      for byte in part { group = group << 8 | UInt32(byte) }
      group <<= UInt32(8 * (3 - part.count))
      for place in 0..<4 {
        result.append(place <= part.count ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : 0x3D)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
