/// Tells text of seven bits in which escapes say what the bytes behind them stand for: ISO-2022 and HZ.
///
/// It is valid UTF-8, and nonsense as that; its characters can't be read where they stand.
enum ShiftedText {
  private static let searchedBytes = 1 << 16

  /// The encoding of `bytes`, where they are such text.
  static func encoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(searchedBytes))
    guard !sample.contains(where: { $0 >= 0x80 }) else { return nil }
    var hz = (spans: 0, bytes: 0)
    var i = 0
    while i + 3 < sample.count {
      defer { i += 1 }
      if sample[i] == 0x1B, sample[i + 1] == UInt8(ascii: "$") {
        switch (sample[i + 2], sample[i + 3]) {
        case (UInt8(ascii: "@"), 0x21...0x7E), (UInt8(ascii: "B"), 0x21...0x7E),
          (UInt8(ascii: "("), UInt8(ascii: "D")):
          return "ISO-2022-JP"
        case (UInt8(ascii: ")"), UInt8(ascii: "C")): return "ISO-2022-KR"
        case (UInt8(ascii: ")"), UInt8(ascii: "A")), (UInt8(ascii: ")"), UInt8(ascii: "G")):
          return "ISO-2022-CN"
        default: break
        }
      } else if sample[i] == UInt8(ascii: "~"), sample[i + 1] == UInt8(ascii: "{") {
        var end = i + 2
        while end + 1 < sample.count, 0x21...0x77 ~= sample[end], 0x21...0x7E ~= sample[end + 1] { end += 2 }
        guard end > i + 2, end + 1 < sample.count, sample[end] == UInt8(ascii: "~"),
          sample[end + 1] == UInt8(ascii: "}")
        else { continue }
        hz = (hz.spans + 1, hz.bytes + end - i - 2)
        i = end
      }
    }
    return hz.bytes >= 12 ? "HZ" : nil
  }
}
