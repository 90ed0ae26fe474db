import CDigest

/// A SHA-256 digest in the making (FIPS 180-4), by the system's libcrypto.
///
/// A digest serves one thread at a time.
package final class SHA256 {
  private var digest = cdigest_sha256()

  /// Begins a digest.
  package init() { cdigest_sha256_start(&digest) }

  /// Takes further bytes.
  package func update(_ bytes: UnsafeRawBufferPointer) {
    cdigest_sha256_update(&digest, bytes.baseAddress, bytes.count)
  }

  /// Takes further bytes.
  package func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes(update) }

  /// Takes the UTF-8 bytes of `text`.
  package func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of all bytes so far, 32 bytes; begins anew.
  package func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(CDIGEST_SHA256_BYTES)) { buffer, count in
      if let result = buffer.baseAddress { cdigest_sha256_finish(&digest, result) }
      count = Int(CDIGEST_SHA256_BYTES)
    }
  }

  /// The digest of all bytes so far as 64 lower-case hexadecimal digits; begins anew.
  package func finishHexadecimal() -> String { Hexadecimal.text(finish()) }

  /// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
  package static func hexadecimal(of bytes: UnsafeRawBufferPointer) -> String {
    let digest = SHA256()
    digest.update(bytes)
    return digest.finishHexadecimal()
  }

  /// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
  package static func hexadecimal(of bytes: [UInt8]) -> String { bytes.withUnsafeBytes(hexadecimal(of:)) }
}
