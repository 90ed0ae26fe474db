extension WikitextMarkup {
  mutating func tildes(_ at: Int) -> Int {
    var end = at
    while end < bytes.count, bytes[end] == 0x7E { end += 1 }
    if end - at >= 3 { drop(at..<end) }
    return end
  }

  /// `--[[User:Ann|Ann]] ([[User talk:Ann|talk]]) 12:30, 4 May 2031 (UTC)`
  mutating func signatureEnd(_ at: Int) -> Int {
    let zones: [StaticString] = ["(UTC)", "(CET)", "(CEST)", "(MEZ)", "(MESZ)", "(BST)", "(GMT)"]
    guard let zone = zones.first(where: { has($0, at) }), let user = userLink, at - user < 500 else {
      return at + 1
    }
    userLink = nil
    guard bytes.firstIndex(of: 0x0A, in: user..<at) == nil else { return at + 1 }
    var start = user
    while start > 0, "- \u{2014}\u{2013}~".utf8.contains(bytes[start - 1]) { start -= 1 }
    drop(start..<at + zone.utf8CodeUnitCount)
    return at + zone.utf8CodeUnitCount
  }

  mutating func drop(_ range: Range<Int>) { found.append(Item(range: range)) }

  /// How many of one inside the other are followed. (MediaWiki follows 100 templates.) What each comes to is
  /// looked for in all that it holds, so without a bound that takes the square of the length.
  private static let mostOpen = 256

  /// Opens a `kind`; of very many, the outer ones are given up, as what is never closed.
  mutating func push(_ kind: Kind, _ start: Int, braces: Int = 2, foundBefore: Int? = nil) {
    if open.count >= 2 * Self.mostOpen {
      for outer in open.prefix(Self.mostOpen) { counts[outer.kind, default: 0] -= 1 }
      open.removeFirst(Self.mostOpen)
    }
    open.append(Open(kind: kind, start: start, braces: braces, foundBefore: foundBefore ?? found.count))
    counts[kind, default: 0] += 1
  }

  /// Closes the innermost `kind`, giving up what was opened inside it and never closed.
  mutating func close(_ kind: Kind, _ end: Int) -> Open? {
    guard counts[kind, default: 0] > 0 else { return nil }
    while let last = open.popLast() {
      counts[last.kind, default: 0] -= 1
      guard last.kind == kind else { continue }
      if kind == .table {
        tableStarts.insert(last.start)
        tableEnds.insert(end)
      }
      return last
    }
    return nil
  }
}
