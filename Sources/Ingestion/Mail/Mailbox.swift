/// A file of messages, each behind a line that begins with `From ` (mbox).
struct Mailbox {
  private let input: InputFile
  private let options: IngestionOptions
  private var buffer: [UInt8]
  private var isComplete: Bool
  /// Offset of the buffer in the file.
  private var base = 0

  /// Goes on from `head`, the bytes that have been read from `input`.
  init(_ input: InputFile, head: [UInt8], isWhole: Bool, options: IngestionOptions) {
    self.input = input
    self.options = options
    buffer = head
    isComplete = isWhole
  }

  /// Whether bytes begin like a mailbox: `From somebody Mon Jan  5 10:00:00 2026`, then a message's fields.
  static func recognizes(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.starts(with: "From ".utf8) else { return false }
    let line = MarkdownLine(at: 0, in: head)
    return isEnvelope(head, line.range) && MailHeaders(head, from: line.next).fields.count >= 2
  }

  /// A line that a message begins with has a time of day in it: a sentence that begins with "From" hardly
  /// does.
  private static func isEnvelope(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    guard bytes[line].starts(with: "From ".utf8), line.count < 400 else { return false }
    return line.contains { at in
      at + 2 < line.upperBound && at > line.lowerBound + 6 && bytes[at] == UInt8(ascii: ":")
        && 0x30...0x39 ~= bytes[at - 1] && 0x30...0x39 ~= bytes[at + 1] && 0x30...0x39 ~= bytes[at + 2]
    }
  }

  /// Calls `body` for each message in file order; it returns whether to go on.
  mutating func run(_ body: (PendingRecord) throws -> Bool) throws {
    var count = 0
    var searched = 0
    while true {
      let next = buffer.withUnsafeBufferPointer { Self.nextEnvelope($0, from: &searched, isLast: isComplete) }
      if let next {
        guard try hand(buffer[..<next], count, body) else { return }
        count += 1
        base += next
        buffer.removeFirst(next)
        searched = 0
        continue
      }
      if isComplete { break }
      if buffer.count > options.maximumBytes {
        // A message that is too large costs itself.
        try skipOversized(count, body)
        count += 1
        searched = 0
        continue
      }
      let more = Result { () throws(IngestionError) in
        try input.read(upTo: max(1 << 20, buffer.count), onto: &buffer)
      }
      switch more {
      case .success(let isWhole): isComplete = isWhole
      case .failure(let error):
        _ = try body(PendingRecord(failure: error, index: count))
        return
      }
    }
    if buffer.contains(where: { $0 > 0x20 }) { _ = try hand(buffer[...], count, body) }
  }

  private func hand(
    _ message: ArraySlice<UInt8>, _ index: Int, _ body: (PendingRecord) throws -> Bool
  ) throws -> Bool {
    try body(
      PendingRecord(message: Array(message), offset: base, file: input.path, index: index, options: options))
  }

  private mutating func skipOversized(_ index: Int, _ body: (PendingRecord) throws -> Bool) throws {
    _ = try body(
      PendingRecord(
        failure: IngestionError(
          file: input.path, byteOffset: base,
          reason: .limit("size of a record in bytes", options.maximumBytes)),
        index: index))
    while true {
      var searched = 0
      if let next = buffer.withUnsafeBufferPointer({
        Self.nextEnvelope($0, from: &searched, isLast: isComplete)
      }) {
        base += next
        buffer.removeFirst(next)
        return
      }
      let kept = isComplete ? 0 : min(buffer.count, 512)
      base += buffer.count - kept
      buffer.removeFirst(buffer.count - kept)
      if isComplete { return }
      isComplete = try input.read(upTo: 1 << 20, onto: &buffer)
    }
  }

  /// Where the next message begins behind a blank line; `start` is how far that has been looked for.
  private static func nextEnvelope(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: inout Int, isLast: Bool
  ) -> Int? {
    var at = start
    while let end = bytes.firstIndex(of: 0x0A, in: at..<bytes.count) {
      let line = end + 1
      let isAfterBlank =
        end == 0 || bytes[end - 1] == 0x0A || end > 1 && bytes[end - 1] == 0x0D && bytes[end - 2] == 0x0A
      if isAfterBlank, line < bytes.count, bytes[line] == UInt8(ascii: "F") {
        let stop = bytes.firstIndex(of: 0x0A, in: line..<bytes.count)
        if stop == nil, !isLast { break }
        if isEnvelope(bytes, line..<(stop ?? bytes.count)) { return line }
      } else if line == bytes.count {
        break
      }
      at = line
    }
    start = max(0, at)
    return nil
  }
}
