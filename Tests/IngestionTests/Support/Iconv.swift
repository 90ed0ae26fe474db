#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The C library's converter, which is not the one that the reader uses.
enum Iconv {
  /// UTF-8 `text` in `encoding`; `nil` where it has characters that the encoding lacks.
  static func bytes(_ text: [UInt8], to encoding: String) -> [UInt8]? {
    let descriptor = iconv_open(encoding, "UTF-8")
    guard descriptor != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(descriptor) }
    var input = text.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: text.count * 4 + 16)
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
    return isWhole ? output[..<written].map { UInt8(bitPattern: $0) } : nil
  }

  /// `bytes` as UTF-8; what cannot be converted is left off, which no comparison survives.
  static func utf8(_ bytes: ArraySlice<UInt8>, from encoding: String) -> [UInt8] {
    if encoding == "UTF-8" || encoding == "US-ASCII" { return Array(bytes) }
    let descriptor = iconv_open("UTF-8", encoding.uppercased())
    guard descriptor != iconv_t(bitPattern: -1) else { return Array("no converter for \(encoding)".utf8) }
    defer { iconv_close(descriptor) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var fromLeft = source.count
        var toLeft = target.count
        _ = iconv(descriptor, &from, &fromLeft, &to, &toLeft)
        return target.count - toLeft
      }
    }
    return output[..<written].map { UInt8(bitPattern: $0) }
  }
}
