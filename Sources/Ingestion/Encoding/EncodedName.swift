/// A file's name in an archive, which may be in whatever its maker's system used.
package enum EncodedName {
  /// The name as text: UTF-8 where it is that; else by its letters in a code page of DOS, of Windows or of a Mac; bytes
  /// that no letter fits as `%E4`.
  package static func text(_ bytes: UnsafePointer<UInt8>, count: Int) -> String {
    let name = UnsafeBufferPointer(start: bytes, count: count)
    if let text = String(validating: name, as: UTF8.self) { return text }
    let dos = CharacterEncoding.named("IBM437") ?? .windows1252
    let encoding =
      EncodingCyrillic.choose(name, fewest: 4)
      ?? EncodingLetters.choose(name, preferring: dos).encoding
    if let decoder = try? IncrementalDecoder(encoding: encoding, file: "", sourceOffset: 0),
      let decoded = try? decoder.decode(name, isLast: true)
    {
      return String(decoding: decoded.utf8, as: UTF8.self)
    }
    return name.reduce(into: "") { text, byte in
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + hexadecimal(byte)
      }
    }
  }
}
