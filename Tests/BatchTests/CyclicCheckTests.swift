import Batch
import Foundation
import Testing

@Suite("Checks of records")
struct CyclicCheckTests {
  @Test("The check of the digits is the one that the standard gives")
  func standard() {
    #expect(CyclicCheck.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CyclicCheck.crc32([]) == 0)
  }

  @Test("Eight bytes a step give what one byte a step gives, at every length and in slices")
  func steps() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
    for count in 0..<80 {
      for start in [0, 1, 7, 100] {
        let slice = bytes[start..<start + count]
        var value = ~UInt32(0)
        for byte in slice {
          value ^= UInt32(byte)
          for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
        #expect(CyclicCheck.crc32(slice) == ~value)
      }
    }
  }
}
