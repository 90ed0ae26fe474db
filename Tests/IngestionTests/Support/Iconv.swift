import Glibc

/// The C library's converter, which is not the one that the reader uses.
enum Iconv {
  /// UTF-8 `text` in `encoding`; `nil` where it has characters that the encoding lacks.
  static func bytes(_ text: [UInt8], to encoding: String) -> [UInt8]? {
    guard let result = convert(text[...], to: encoding, from: "UTF-8"), result.isWhole else { return nil }
    return result.bytes
  }

  /// `bytes` as UTF-8; what cannot be converted is left off, which no comparison survives.
  static func utf8(_ bytes: ArraySlice<UInt8>, from encoding: String) -> [UInt8] {
    if encoding == "UTF-8" || encoding == "US-ASCII" { return Array(bytes) }
    return convert(bytes, to: "UTF-8", from: encoding.uppercased())?.bytes
      ?? Array("no converter for \(encoding)".utf8)
  }

  private static func convert(
    _ bytes: ArraySlice<UInt8>, to target: String, from source: String
  ) -> (bytes: [UInt8], isWhole: Bool)? {
    let descriptor = iconv_open(target, source)
    guard descriptor != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(descriptor) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    var isWhole = false
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var fromLeft = source.count
        var toLeft = target.count
        isWhole = iconv(descriptor, &from, &fromLeft, &to, &toLeft) == 0
        return target.count - toLeft
      }
    }
    return (output[..<written].map { UInt8(bitPattern: $0) }, isWhole)
  }
}
