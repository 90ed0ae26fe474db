import Ingestion
import Testing

@Suite("UTF-8 check")
struct UTF8CheckTests {
  private func fault(_ bytes: [UInt8]) -> UTF8Check.Fault? {
    bytes.withUnsafeBufferPointer { UTF8Check.firstFault(in: $0) }
  }

  @Test("Well-formed text of every length has no fault")
  func wellFormed() {
    for count in 0..<100 {
      let text = String(repeating: "a", count: count) + "é漢😀" + String(repeating: "z", count: count)
      #expect(fault(Array(text.utf8)) == nil)
    }
  }

  @Test("It agrees with the standard library on random bytes")
  func agreesWithStandardLibrary() {
    var generator = SplitMix(seed: 7)
    let pool: [UInt8] = [
      0x41, 0x20, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xED, 0xA0, 0xC0, 0xF4, 0x90,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        pool.randomElement(using: &generator) ?? 0
      }
      #expect((fault(bytes) == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }

  @Test(
    "Each kind of fault is named at its first byte",
    arguments: [
      ([0x61, 0x80], 1, UTF8Check.Kind.strayContinuation), ([0xC0, 0xAF], 0, .overlong),
      ([0xE0, 0x80, 0x80], 0, .overlong), ([0xED, 0xA0, 0x80], 0, .surrogate),
      ([0xF4, 0x90, 0x80, 0x80], 0, .tooLarge), ([0xFF], 0, .invalidByte),
      ([0x61, 0xE2, 0x82], 1, .truncated),
      ([0xE2, 0x82, 0x61], 0, .interrupted), ([0x61, 0x62, 0x00], 2, .nul),
    ] as [([UInt8], Int, UTF8Check.Kind)])
  func kinds(bytes: [UInt8], offset: Int, kind: UTF8Check.Kind) {
    #expect(fault(bytes)?.offset == offset)
    #expect(fault(bytes)?.kind == kind)
    let padded = [UInt8](repeating: 0x61, count: 77) + bytes
    #expect(fault(padded)?.offset == 77 + offset)
  }
}
