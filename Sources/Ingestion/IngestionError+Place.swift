extension IngestionError {
  /// This error, whose offset counts in the decoded `source`, with the offset in the file and its line.
  func placed(in source: DecodedSource) -> IngestionError {
    guard let offset = byteOffset, offset < source.utf8.count else { return self }
    var placed = self
    placed.byteOffset = source.map.source(of: offset..<offset + 1)?.byteStart
    var lineFeeds = 0
    var carriageReturns = 0
    for byte in source.utf8[..<offset] {
      lineFeeds += byte == 0x0A ? 1 : 0
      carriageReturns += byte == 0x0D ? 1 : 0
    }
    placed.line = 1 + max(lineFeeds, carriageReturns)
    return placed
  }
}
