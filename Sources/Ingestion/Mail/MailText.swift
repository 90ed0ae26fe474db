/// Divides the plain text of a mail into what is new, what is quoted, and the signature.
struct MailText {
  /// A stretch of lines.
  struct Stretch {
    enum Kind { case new, quoted, signature }

    var kind: Kind
    var range: Range<Int>
  }

  private(set) var stretches: [Stretch] = []
  /// Whether the message passes another one on, which then is what it has to say.
  private(set) var isForward = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var lines: [Range<Int>] = []
    var at = 0
    while at < bytes.count {
      let line = MarkdownLine(at: at, in: bytes)
      lines.append(line.start..<line.next)
      at = line.next
    }
    var kinds: [Stretch.Kind] = []
    for line in lines {
      // Mailboxes put the sign before any line that begins with "From "; that is no quotation.
      let isEscaped = bytes[line].starts(with: ">From ".utf8) && kinds.last != .quoted
      kinds.append(bytes[line].first == UInt8(ascii: ">") && !isEscaped ? .quoted : .new)
    }
    markAttributions(lines, bytes, &kinds)
    markRest(lines, bytes, &kinds)
    for (line, kind) in zip(lines, kinds) {
      // A blank line goes with what stands before it.
      let isBlank = bytes.isBlank(line)
      if let last = stretches.indices.last, isBlank || stretches[last].kind == kind {
        stretches[last].range = stretches[last].range.lowerBound..<line.upperBound
      } else {
        stretches.append(Stretch(kind: kind, range: line))
      }
    }
  }

  /// The line or two above a quotation that say whose it is: they end in a colon, and have a date or an
  /// address.
  private func markAttributions(
    _ lines: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>, _ kinds: inout [Stretch.Kind]
  ) {
    for index in lines.indices.dropFirst() where kinds[index] == .quoted && kinds[index - 1] == .new {
      var above = index - 1
      if bytes.isBlank(lines[above]), above > 0 { above -= 1 }
      let last = Self.trimmed(bytes, lines[above])
      guard kinds[above] == .new, last.hasSuffix(":"), last.utf8.count < 300 else { continue }
      let isWhole = last.contains("@") || last.contains(where: \.isNumber) || last.hasSuffix("wrote:")
      guard isWhole else { continue }
      kinds[above] = .quoted
      // Long ones are broken into two lines.
      if above > 0, kinds[above - 1] == .new {
        let first = Self.trimmed(bytes, lines[above - 1])
        if first.hasPrefix("On ") || first.hasPrefix("Am ") || first.hasPrefix("Le "), !first.hasSuffix(".") {
          kinds[above - 1] = .quoted
        }
      }
    }
  }

  /// What begins with a signature's dashes, or with the head of the message that is answered to, goes on to
  /// the end.
  private mutating func markRest(
    _ lines: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>, _ kinds: inout [Stretch.Kind]
  ) {
    for index in lines.indices where kinds[index] == .new {
      let line = bytes[lines[index]].prefix { $0 != 0x0A && $0 != 0x0D }
      if line.elementsEqual("-- ".utf8) || line.elementsEqual("--".utf8) && index + 12 >= lines.count {
        // A list's own foot may follow the signature; it is none of the message either.
        for rest in index..<lines.count where kinds[rest] == .new { kinds[rest] = .signature }
        return
      }
      guard
        line.first == UInt8(ascii: "-") || line.first == UInt8(ascii: "_") || line.first == UInt8(ascii: "B")
          || line.first == UInt8(ascii: "F")
      else { continue }
      let text = Self.trimmed(bytes, lines[index])
      let words = text.drop { $0 == "-" || $0 == " " }.prefix { $0 != "-" && $0 != ":" }.lowercased()
      if ["forwarded message ", "forwarded message", "begin forwarded message"].contains(words) {
        isForward = true
        for rest in index..<lines.count where kinds[rest] == .new { kinds[rest] = .quoted }
        return
      }
      let isHead =
        words.hasPrefix("original message") || words.hasPrefix("original appointment")
        || text.hasPrefix("From:") && Self.isHead(lines[index...], bytes)
      if isHead {
        for rest in index..<lines.count { kinds[rest] = .quoted }
        // The rule above the head belongs to it.
        if index > 0, Self.trimmed(bytes, lines[index - 1]).allSatisfy({ $0 == "_" }) {
          kinds[index - 1] = .quoted
        }
        return
      }
    }
  }

  /// Whether lines are the head of another message, as Outlook repeats it: From, then Sent or Date, then To.
  private static func isHead(_ lines: ArraySlice<Range<Int>>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let names = lines.prefix(5).map { line in trimmed(bytes, line).prefix { $0 != ":" } }
    return names.contains { $0 == "Sent" || $0 == "Date" } && names.contains { $0 == "To" || $0 == "Subject" }
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> String {
    var range = line
    while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
    while let first = range.first, bytes[first] <= 0x20 { range = first + 1..<range.upperBound }
    return bytes.string(
      range.prefix(400).isEmpty ? range : range.lowerBound..<min(range.upperBound, range.lowerBound + 400))
  }
}
