extension UnsafeBufferPointer<UInt8> {
  /// The first occurrence of `text` in `range`.
  func find(_ text: StaticString, in range: Range<Int>) -> Range<Int>? {
    let length = text.utf8CodeUnitCount
    var start = range.lowerBound
    while let hit = firstIndex(of: text.utf8Start[0], in: start..<range.upperBound) {
      if hit + length <= range.upperBound, (0..<length).allSatisfy({ self[hit + $0] == text.utf8Start[$0] }) {
        return hit..<hit + length
      }
      start = hit + 1
    }
    return nil
  }
}
