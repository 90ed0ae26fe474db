/// Numbers and quantities as siunitx has them: `\SI{3}{\metre\per\second}` is 3 m/s.
enum TeXQuantity {
  /// What stands in the arguments of a command.
  private enum Argument { case number, list, unit, angle }

  private static let commands: [String: [Argument]] = [
    "num": [.number], "ang": [.angle], "unit": [.unit], "si": [.unit], "SI": [.number, .unit],
    "qty": [.number, .unit], "numrange": [.number, .number], "SIrange": [.number, .number, .unit],
    "qtyrange": [.number, .number, .unit], "numlist": [.list], "SIlist": [.list, .unit],
    "qtylist": [.list, .unit],
  ]

  /// What the command `name` prints, which begins at `start` and whose name ends at `at`, and where it ends;
  /// `nil` where it is none of these, or its arguments are not there.
  static func read(
    _ name: String, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, at: Int, end: Int
  ) -> (pieces: [TeXPiece], end: Int)? {
    guard var wanted = commands[name] else { return nil }
    var ranges: [Range<Int>] = []
    var next = TeXScan.space(bytes, at, end)
    if let option = TeXScan.option(bytes, next, end) {
      // \unit[3]{m} of another package.
      if name == "unit", bytes[option].first.map(TeXScan.isDigit) == true {
        wanted = [.number, .unit]
        ranges.append(option)
      }
      next = option.upperBound + 1
    }
    while ranges.count < wanted.count {
      next = TeXScan.space(bytes, next, end)
      if !ranges.isEmpty, let option = TeXScan.option(bytes, next, end) {
        next = TeXScan.space(bytes, option.upperBound + 1, end)
      }
      guard next < end, bytes[next] == 0x7B, let close = TeXScan.brace(bytes, next, end) else { return nil }
      ranges.append(next + 1..<close)
      next = close + 1
    }
    var writer = Writer(bytes: bytes, at: start)
    var unit = ""
    if wanted.last == .unit, let last = ranges.last { unit = TeXUnit.printed(bytes, last) }
    // Marks of degrees stand close to their number.
    let joint = unit.isEmpty || ["°", "′", "″"].contains(unit) ? "" : " "
    let isRange = wanted.prefix(2) == [.number, .number]
    for (index, (kind, range)) in zip(wanted, ranges).enumerated() {
      switch kind {
      case .number:
        writer.move(to: range.lowerBound, printing: index == 1 && isRange ? joint + unit + " to " : "")
        writer.number(range)
      case .list:
        writer.move(to: range.lowerBound)
        writer.list(range, unit: joint + unit)
      case .angle:
        writer.move(to: range.lowerBound)
        writer.angle(range)
      case .unit:
        guard !range.isEmpty, !unit.isEmpty else { continue }
        writer.move(to: range.lowerBound, printing: index > 0 ? joint : "")
        writer.replace(upTo: range.upperBound, unit)
      }
    }
    writer.move(to: next)
    return (writer.pieces, next)
  }

  /// Makes pieces of stretches that follow each other.
  private struct Writer {
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int
    var pieces: [TeXPiece] = []

    init(bytes: UnsafeBufferPointer<UInt8>, at: Int) {
      self.bytes = bytes
      self.at = at
    }

    private mutating func add(upTo next: Int, _ change: TeXPiece.Change) {
      pieces.append(TeXPiece(range: at..<max(at, next), change: change))
      at = max(at, next)
    }

    /// Leaves out what stands before `next`, and prints `text` in its place.
    mutating func move(to next: Int, printing text: String = "") {
      if at < next || !text.isEmpty { add(upTo: next, .insert(text)) }
    }

    mutating func replace(upTo next: Int, _ text: String) { add(upTo: next, .replace(text)) }

    /// `1.5e3`, `4.2 +- 0.1`, `2 x 3`.
    mutating func number(_ range: Range<Int>) {
      let end = range.upperBound
      var hasMantissa = false
      while at < end {
        switch bytes[at] {
        case 0x65, 0x45, 0x64, 0x44: add(upTo: at + 1, .insert(hasMantissa ? "×10^" : "10^"))
        case 0x2B where at + 1 < end && bytes[at + 1] == 0x2D: replace(upTo: at + 2, "±")
        case 0x2B where at + 2 < end && bytes[at + 1] == 0x2F && bytes[at + 2] == 0x2D:
          replace(upTo: at + 3, "±")
        case 0x78: replace(upTo: at + 1, "×")
        case 0x5C:
          let stop = max(TeXScan.commandEnd(bytes, at, end), at + 1)
          let name = bytes.string(min(at + 1, stop)..<stop)
          if let text = LaTeXSymbols.character(name) {
            replace(upTo: stop, text)
          } else {
            add(upTo: stop, name.utf8.first.map(TeXScan.isLetter) == true ? .copy : .insert(""))
          }
        case 0x7B, 0x7D, 0x24, 0...0x20, 0x7E: add(upTo: at + 1, .insert(""))
        default:
          hasMantissa = hasMantissa || TeXScan.isDigit(bytes[at])
          add(upTo: at + 1, .copy)
        }
        merge()
      }
    }

    /// Makes one of the last two pieces where both are copies.
    private mutating func merge() {
      guard pieces.count > 1, pieces[pieces.count - 1].change == .copy,
        pieces[pieces.count - 2].change == .copy
      else { return }
      let last = pieces.removeLast()
      pieces[pieces.count - 1].range = pieces[pieces.count - 1].range.lowerBound..<last.range.upperBound
    }

    /// Numbers between semicolons.
    mutating func list(_ range: Range<Int>, unit: String) {
      let parts = split(range)
      for (index, part) in parts.enumerated() {
        let isLast = index == parts.count - 1
        move(to: part.lowerBound, printing: index == 0 ? "" : unit + (isLast ? " and " : ", "))
        number(part)
      }
    }

    /// Degrees, minutes and seconds between semicolons.
    mutating func angle(_ range: Range<Int>) {
      var sign = ""
      for (part, next) in zip(split(range), ["°", "′", "″"]) {
        let isEmpty = bytes.isBlank(part)
        move(to: part.lowerBound, printing: sign)
        sign = isEmpty ? "" : next
        number(part)
      }
      move(to: at, printing: sign)
    }

    private func split(_ range: Range<Int>) -> [Range<Int>] {
      var parts: [Range<Int>] = []
      var start = range.lowerBound
      for index in range where bytes[index] == 0x3B {
        parts.append(start..<index)
        start = index + 1
      }
      return parts + [start..<range.upperBound]
    }
  }
}
