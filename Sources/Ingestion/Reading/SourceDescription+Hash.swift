import Crypto

extension SourceDescription {
  /// Describes the source `bytes`.
  static func of(
    _ bytes: UnsafeRawBufferPointer, path: String, format: DocumentFormat, encoding: String,
    recordIndex: Int? = nil
  ) -> SourceDescription {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    let digits = Array("0123456789abcdef".utf8)
    let text = String(
      decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    return SourceDescription(
      path: path, format: format, encoding: encoding, byteCount: bytes.count, sha256: text,
      recordIndex: recordIndex)
  }
}
