import Platform

/// What a record's result depends on, in 128 bits: name, content, question. Two records with one key have one
/// result.
package struct RecordKey: Sendable, Hashable {
  let high: UInt64
  let low: UInt64

  package init(high: UInt64, low: UInt64) {
    (self.high, self.low) = (high, low)
  }

  init(_ item: BatchItem) {
    let hash = SHA256()
    func add(_ bytes: [UInt8]) {
      withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update($0) }
      hash.update(bytes)
    }
    add(Array(item.wholeName.utf8))
    add(Array((item.question ?? "").utf8))
    add(item.context)
    switch item.payload {
    case .success(let record): add(record.fingerprint())
    case .failure(let failure): add(Array("\(failure.kind) \(failure)".utf8))
    }
    var words: (UInt64, UInt64) = (0, 0)
    for (place, byte) in hash.finish().prefix(16).enumerated() {
      if place < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    (high, low) = words
  }

  /// 32 hexadecimal digits.
  package var text: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

  /// Reads them back.
  package init?(_ text: Substring) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
