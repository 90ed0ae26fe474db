/// Tells data from text: JSON is characters, but nothing that anybody reads sentence by sentence.
enum DataDetector {
  /// What `head`, the decoded beginning of the file at `path`, holds instead of text; `nil` for text.
  static func reason(_ head: some Collection<UInt8>, path: String) -> IngestionError.Reason? {
    let bytes = Array(head.prefix(1 << 16))
    let suffix = path.lowercased()
    if isJSON(bytes) {
      let isLines = suffix.hasSuffix(".jsonl") || suffix.hasSuffix(".ndjson")
      return .readOtherwise(isLines ? "JSON lines" : "JSON", .records)
    }
    return nil
  }

  /// An object whose first key is a string before a colon, or a list of objects, strings or lists.
  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    var at = 0
    func skipSpace() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }
    skipSpace()
    guard at < bytes.count else { return false }
    var depth = 0
    while at < bytes.count, bytes[at] == 0x5B, depth < 8 {
      depth += 1
      at += 1
      skipSpace()
    }
    guard at < bytes.count else { return false }
    if bytes[at] == 0x7B {
      at += 1
      skipSpace()
      guard at < bytes.count else { return false }
      if bytes[at] == 0x7D { return depth > 0 }
      guard skipString(bytes, &at) else { return false }
      skipSpace()
      return at < bytes.count && bytes[at] == 0x3A
    }
    guard depth > 0, skipString(bytes, &at) else { return false }
    skipSpace()
    return at < bytes.count && (bytes[at] == 0x2C || bytes[at] == 0x5D)
  }

  private static func skipString(_ bytes: [UInt8], _ at: inout Int) -> Bool {
    guard at < bytes.count, bytes[at] == 0x22 else { return false }
    at += 1
    while at < bytes.count, bytes[at] != 0x22 {
      if bytes[at] < 0x20 { return false }
      at += bytes[at] == 0x5C ? 2 : 1
    }
    at += 1
    return at <= bytes.count
  }
}
