/// Files' names in an archive, which may be in whatever its maker's system used.
package enum EncodedName {
  /// Bytes of names that an encoding is judged by; hundreds of names tell no more than a hundred.
  private static let mostBytes = 1 << 13

  /// The encoding of `names` that are no UTF-8, all of one archive: the one in which they are likeliest as
  /// names, see `NameLikelihood`. A single name is often too short to tell.
  package static func encoding(of names: [[UInt8]]) -> CharacterEncoding {
    var text: [UInt8] = []
    for name in names where text.count < mostBytes { text += withoutExtension(name) + [0x0A] }
    return text.withUnsafeBufferPointer { NameLikelihood.likeliest($0) }
      ?? CharacterEncoding.named("IBM437") ?? .windows1252
  }

  /// The letters of `.txt` say nothing of the language.
  private static func withoutExtension(_ name: [UInt8]) -> ArraySlice<UInt8> {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), name.count - dot <= 6,
      name[dot...].allSatisfy({ $0 < 0x80 })
    else { return name[...] }
    return name[..<dot]
  }

  /// The name as text: UTF-8 where it is that; else in `encoding`; bytes that are no text in it as `%E4`.
  package static func text(_ name: [UInt8], in encoding: CharacterEncoding) -> String {
    if let text = String(validating: name, as: UTF8.self) { return text }
    let decoded = name.withUnsafeBufferPointer { bytes in
      try? IncrementalDecoder(encoding: encoding, file: "", sourceOffset: 0).decode(bytes, isLast: true)
    }
    if let decoded { return String(decoding: decoded.utf8, as: UTF8.self) }
    return name.reduce(into: "") { text, byte in
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + hexadecimal(byte)
      }
    }
  }
}
