import Platform

extension SourceDescription {
  /// Describes the source `bytes`.
  static func of(
    _ bytes: UnsafeRawBufferPointer, path: String, format: DocumentFormat, encoding: String,
    recordIndex: Int? = nil
  ) -> SourceDescription {
    SourceDescription(
      path: path, format: format, encoding: encoding, byteCount: bytes.count,
      sha256: SHA256.hexadecimal(of: bytes), recordIndex: recordIndex)
  }
}
