import Platform
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "gives the digests of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  @Test("does not depend on how the bytes come, and begins anew after each digest")
  func pieces() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
    let digest = SHA256()
    for piece in stride(from: 0, to: bytes.count, by: 37) {
      digest.update(Array(bytes[piece..<min(bytes.count, piece + 37)]))
    }
    #expect(digest.finishHexadecimal() == SHA256.hexadecimal(of: bytes))
    digest.update("abc")
    #expect(digest.finishHexadecimal() == SHA256.hexadecimal(of: Array("abc".utf8)))
  }
}
