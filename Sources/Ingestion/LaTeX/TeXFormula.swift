/// A formula of TeX typed on one line, as those of MathML and of Office are: `x^(n+1)`, `(a+b)/c`, `√(2)`.
/// What is more than one thing stands in brackets, and functions stay apart from their arguments.
///
/// One pass without recursion: what ends a group, an argument or an environment is on a stack. Letters,
/// numbers and signs keep their places; what is typed between them is Peruse's own. A command that is not
/// known stays as it is written.
struct TeXFormula {
  /// What is open.
  struct Frame {
    enum Kind { case group, single, arguments, environment }
    var kind: Kind
    /// What is printed before each argument that is still to come, the next one last.
    var separators: [String] = []
    /// What is printed at the end.
    var after = ""
    var isScript = false
    /// Whether brackets go around an argument that is more than one thing.
    var hasBrackets = true
    /// Whether what follows is an argument, or a factor, that stays apart.
    var leavesGap = false
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let end: Int
  let macros: [String: [UInt8]]
  var at: Int
  private(set) var pieces: [TeXPiece] = []
  var frames: [Frame] = []
  /// What is printed between the cells of a row in the open environments.
  var cells: [String] = []
  /// The last bytes printed.
  private(set) var tail: [UInt8]
  /// Whether a letter or digit that comes next stays apart from what is before it, and whether a digit does.
  var needsGap = false
  private var needsGapBeforeDigit = false
  /// Whether the last thing was a function's name or a large operator, whose limits may follow.
  var isOperator = false
  /// Whether the formula is raised or lowered text and nothing else: `10$^3$`, `SO$_4^{2-}$`.
  let isScriptAlone: Bool
  /// What stands between two rows where no environment is open.
  let rowEnd: String

  /// Prepares to read `range`, behind text whose last bytes are `tail`.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, macros: [String: [UInt8]], tail: [UInt8],
    rowEnd: String = "; "
  ) {
    self.bytes = bytes
    (at, end) = (range.lowerBound, range.upperBound)
    self.macros = macros
    self.tail = tail
    self.rowEnd = rowEnd
    isScriptAlone = Self.isScriptAlone(bytes, range)
  }

  /// Whether anything of the source can be read.
  var isReadable: Bool {
    pieces.contains { piece in
      switch piece.change {
      case .copy, .replace: true
      case .insert, .space: false
      }
    }
  }

  mutating func read() {
    while at < end {
      if let frame = frames.last, frame.kind == .arguments {
        beginArgument(frame)
      } else {
        step()
      }
    }
    while let frame = frames.popLast() { own(frame.after, for: end..<end) }
  }

  // MARK: Steps

  private mutating func step() {
    switch bytes[at] {
    case 0x5C: command()
    case 0x7B:
      frames.append(Frame(kind: .group))
      own("", for: at..<at + 1)
      at += 1
    case 0x7D: closeGroup()
    case 0x5E, 0x5F: script()
    case 0x26: endCell()
    case 0x7E: space(at..<at + 1)
    case 0x24:
      own("", for: at..<at + 1)
      at += 1
    case 0x25: omitSpace()
    case 0...0x20:
      var next = at
      while next < end, bytes[next] <= 0x20 { next += 1 }
      // White space around what is typed between the parts is layout.
      let isLayout =
        next == end || "^_}%".utf8.contains(bytes[next]) || bytes[next] == 0x26 && !cell.isEmpty
        || isRowEnd(next) || bytes[next..<end].starts(with: "\\end".utf8)
      if isLayout {
        own("", for: at..<next)
      } else {
        pieces.append(TeXPiece(range: at..<next, change: .space))
      }
      if !isLayout { note([0x20]) }
      at = next
    default: characters()
    }
  }

  private func isRowEnd(_ at: Int) -> Bool { at + 1 < end && bytes[at] == 0x5C && bytes[at + 1] == 0x5C }

  /// Letters, numbers and signs; one of them where it is an argument.
  private mutating func characters() {
    let start = at
    let isSingle = frames.last?.kind == .single
    repeat {
      at += 1
      while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
    } while !isSingle && at < end && !Self.isSpecial(bytes[at])
    gap(before: start, bytes[start])
    pieces.append(TeXPiece(range: start..<at, change: .copy))
    note(bytes[start..<at])
    (needsGap, isOperator) = (false, false)
    complete()
    needsGapBeforeDigit = isSingle && TeXScan.isDigit(bytes[start])
  }

  private static func isSpecial(_ byte: UInt8) -> Bool { byte <= 0x20 || "\\{}^_&~$%".utf8.contains(byte) }

  /// Inserts a space where the letter or digit `first` would go into what stands before it.
  mutating func gap(before start: Int, _ first: UInt8, isWord: Bool = false) {
    defer { needsGapBeforeDigit = false }
    let isDigit = TeXScan.isDigit(first)
    guard needsGap || isWord || needsGapBeforeDigit && isDigit,
      isDigit || TeXScan.isLetter(first) || first >= 0x80, isBehindWord
    else { return }
    own(" ", for: start..<start)
  }

  /// Whether a letter, a digit or a closing bracket was printed last.
  var isBehindWord: Bool {
    guard let last = String(decoding: tail, as: UTF8.self).last else { return false }
    return last.isLetter || last.isNumber || last == ")"
  }

  // MARK: Groups

  private mutating func closeGroup() {
    let close = at..<at + 1
    at += 1
    // What is not closed inside of the group ends with it.
    while let frame = frames.popLast() {
      if frame.kind == .environment {
        frames.append(frame)
        return own("", for: close)
      }
      own(frame.after, for: frame.kind == .group ? close : close.lowerBound..<close.lowerBound)
      guard frame.kind == .group else { continue }
      if frame.leavesGap { needsGap = true }
      return complete()
    }
    own("", for: close)
  }

  /// Notes that one thing has been read, which may be an argument, and its command done with it.
  mutating func complete() {
    while let frame = frames.last {
      switch frame.kind {
      case .single: frames.removeLast()
      case .arguments:
        guard frame.separators.isEmpty else { return }
        frames.removeLast()
        (needsGap, isOperator) = (frame.leavesGap, frame.leavesGap && frame.isScript)
      case .group, .environment: return
      }
      own(frame.after, for: at..<at)
    }
  }

  /// Begins the next argument of the command in `frame`.
  private mutating func beginArgument(_ frame: Frame) {
    omitSpace()
    let last = frames.count - 1
    guard at < end, bytes[at] != 0x7D, bytes[at] != 0x26, !isRowEnd(at) else {
      frames[last].separators = []
      return complete()
    }
    let isCompound = frame.hasBrackets && self.isCompound(at, isScript: frame.isScript)
    let before = (frames[last].separators.popLast() ?? "") + (isCompound ? "(" : "")
    let isGroup = bytes[at] == 0x7B
    own(before, for: at..<at + (isGroup ? 1 : 0))
    if isGroup { at += 1 }
    frames.append(Frame(kind: isGroup ? .group : .single, after: isCompound ? ")" : ""))
    if isGroup { omitSpace() }
  }

  /// `^` and `_` with what is raised and lowered.
  private mutating func script() {
    let mark = at..<at + 1
    let isRaised = bytes[at] == 0x5E
    at += 1
    var frame = Frame(kind: .arguments, separators: [""], isScript: true, leavesGap: isOperator)
    if isScriptAlone {
      let text = TeXScan.plain(bytes, argument(at))
      let marks =
        isRaised
        ? RaisedText.marks(after: tail, text.utf8) : RaisedText.marks(loweredAfter: tail.last, text.utf8)
      (frame.hasBrackets, frame.after) = (false, marks?.after ?? "")
      own(marks?.before ?? "", for: mark)
    } else if tail.last.map({ $0 <= 0x20 }) ?? true {
      // Nothing is before it: the number of a nuclide.
      frame.hasBrackets = false
      own("", for: mark)
    } else {
      pieces.append(TeXPiece(range: mark, change: .copy))
      note(bytes[mark])
    }
    (needsGap, needsGapBeforeDigit) = (false, false)
    frames.append(frame)
  }

  private mutating func endCell() {
    let mark = at..<at + 1
    at += 1
    let cell = self.cell
    own(cell, for: mark)
    if !cell.isEmpty { omitSpace() }
  }

  /// What is printed between the cells of the innermost environment.
  private var cell: String { cells.last ?? "" }

  /// The end of a row, where more comes.
  mutating func endRow(_ mark: Range<Int>) {
    var next = TeXScan.space(bytes, at, end)
    if next < end, bytes[next] == 0x2A { next += 1 }
    // What a row begins with may be an interval.
    if let option = TeXScan.option(bytes, next, end), next == mark.upperBound || isLength(option) {
      next = option.upperBound + 1
    }
    next = TeXScan.space(bytes, next, end)
    let isLast = next == end || bytes[next...].starts(with: "\\end".utf8)
    own(isLast ? "" : cells.isEmpty ? rowEnd : "; ", for: mark.lowerBound..<next)
    at = next
  }

  /// Whether `range` says how far something is: `2pt`, `-.5ex`, `\baselineskip`.
  private func isLength(_ range: Range<Int>) -> Bool {
    let text = bytes.string(range).filter { !$0.isWhitespace }
    let unit = text.drop { "+-.0123456789".contains($0) }
    return unit.first == "\\" || unit.count < text.count && unit.count == 2 && unit.allSatisfy(\.isLetter)
  }

  // MARK: Printing

  /// Prints what a command stands for.
  mutating func put(_ text: String, for range: Range<Int>) {
    pieces.append(TeXPiece(range: range, change: .replace(text)))
    note(text.utf8)
    (needsGap, isOperator) = (false, false)
  }

  /// Prints the name of a command that is not known.
  mutating func copyName(_ range: Range<Int>) {
    pieces.append(TeXPiece(range: range, change: .copy))
    note(bytes[range])
    (needsGap, isOperator) = (false, false)
  }

  /// Prints text of Peruse's own, or leaves `range` out.
  mutating func own(_ text: String, for range: Range<Int>) {
    guard !text.isEmpty || !range.isEmpty else { return }
    var text = text
    if tail.last == 0x20, text.first == " " { text.removeFirst() }
    pieces.append(TeXPiece(range: range, change: .insert(text)))
    note(text.utf8)
  }

  mutating func space(_ range: Range<Int>) {
    pieces.append(TeXPiece(range: range, change: .space))
    note([0x20])
    at = range.upperBound
  }

  mutating func omitSpace() {
    let next = TeXScan.space(bytes, at, end)
    own("", for: at..<next)
    at = next
  }

  /// Prints pieces that something else has made.
  mutating func put(_ others: [TeXPiece], upTo next: Int) {
    for piece in others {
      switch piece.change {
      case .copy: note(bytes[piece.range])
      case .replace(let text), .insert(let text): note(text.utf8)
      case .space: note([0x20])
      }
    }
    pieces += others
    at = next
    (needsGap, isOperator) = (false, false)
    complete()
  }

  private mutating func note(_ printed: some Collection<UInt8>) {
    guard !printed.isEmpty else { return }
    tail += Array(printed.suffix(24))
    if tail.count > 24 { tail.removeFirst(tail.count - 24) }
  }
}
