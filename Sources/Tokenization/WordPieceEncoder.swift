/// One run of ``WordPieceTokenizer`` over a text.
///
/// A word of ASCII letters and digits is matched where it stands, in small letters. Everything else goes
/// through `UnicodeWordReader`, character by character.
struct WordPieceEncoder {
  enum ByteClass: UInt8 { case letter, space, punctuation, other }

  let text: ByteText
  let base: Int
  let table: Vocabulary.Table
  let unknown: Int32
  var word: WordBuffer

  init(
    text: ByteText, base: Int, table: Vocabulary.Table, unknown: Int32, room: UnsafeMutableBufferPointer<Int>
  ) {
    self.text = text
    self.base = base
    self.table = table
    self.unknown = unknown
    word = WordBuffer(room)
  }

  /// Letters and digits, white space, punctuation, and what needs `UnicodeFolding`: controls and all beyond.
  static let classes: [ByteClass] = (0..<256).map { value in
    let byte = UInt8(value)
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20: return .space
    case 0x00...0x1F, 0x7F...: return .other
    case _ where byte.isASCIILetter || byte.isASCIIDigit: return .letter
    default: return .punctuation
    }
  }

  mutating func encode(into pieces: inout WordPieceTokenizer.Pieces) {
    Self.classes.withUnsafeBufferPointer { classes in
      var index = 0
      while index < text.count {
        switch classes[Int(text[index])] {
        case .space: index += 1
        case .punctuation:
          emit(punctuation: text[index], at: base + index, into: &pieces)
          index += 1
        case .letter: index = encodeWord(at: index, classes, into: &pieces)
        case .other: index = encodeUnicode(at: index, into: &pieces)
        }
      }
    }
  }

  /// Encodes the word at `start` if all of it is ASCII; returns where it ends.
  private mutating func encodeWord(
    at start: Int, _ classes: UnsafeBufferPointer<ByteClass>, into pieces: inout WordPieceTokenizer.Pieces
  ) -> Int {
    var end = start
    var hash = Vocabulary.initialSeed
    let limit = min(text.count, start + WordBuffer.longestWord)
    while end < limit, classes[Int(text[end])] == .letter {
      let byte = text[end]
      let small = byte.isASCIIUpper ? byte | 0x20 : byte
      word.bytes[end - start] = small
      hash = Vocabulary.extend(hash, by: small)
      end += 1
    }
    let matched = end
    while end < text.count, classes[Int(text[end])] == .letter { end += 1 }
    if end < text.count, classes[Int(text[end])] == .other { return encodeUnicode(at: start, into: &pieces) }
    if end > matched {
      pieces.append(unknown, base + start..<base + end)
    } else if let id = table.find(hash, word.bytes, end - start, flag: 0) {
      pieces.append(id, base + start..<base + end)
    } else {
      let origin = base + start
      match(length: end - start, whole: base + start..<base + end, into: &pieces) {
        origin + $0..<origin + $1
      }
    }
    return end
  }

  private func emit(punctuation byte: UInt8, at place: Int, into pieces: inout WordPieceTokenizer.Pieces) {
    var byte = byte
    let id = table.find(Vocabulary.extend(Vocabulary.initialSeed, by: byte), &byte, 1, flag: 0)
    pieces.append(id ?? unknown, place..<place + 1)
  }

  /// Greedy longest match first over the `length` bytes in `word`; one `[UNK]` for all of it where that
  /// fails.
  private func match(
    length: Int, whole: Range<Int>, into pieces: inout WordPieceTokenizer.Pieces,
    range: (Int, Int) -> Range<Int>
  ) {
    let before = pieces.count
    var start = 0
    while start < length {
      var hash = start == 0 ? Vocabulary.initialSeed : Vocabulary.continuingSeed
      let flag = start == 0 ? 0 : Vocabulary.continuingFlag
      var found: (id: Int32, end: Int)?
      var end = start
      let limit = min(length, start + table.longest)
      while end < limit {
        hash = Vocabulary.extend(hash, by: word.bytes[end])
        end += 1
        if let id = table.find(hash, word.bytes + start, end - start, flag: flag) { found = (id, end) }
      }
      guard let found else {
        pieces.truncate(to: before)
        pieces.append(unknown, whole)
        return
      }
      pieces.append(found.id, range(start, found.end))
      start = found.end
    }
  }

  // MARK: Beyond ASCII

  /// Encodes from `start`, which begins a word, to the word's end and the character that ends it.
  private mutating func encodeUnicode(at start: Int, into pieces: inout WordPieceTokenizer.Pieces) -> Int {
    let folding = UnicodeFolding.shared
    word.clear()
    var index = start
    // Where the marks after the last letter begin.
    var runStart = start
    while index < text.count {
      let (scalar, length) = text.scalar(at: index)
      let next = index + length
      let place = base + index..<base + next
      if UnicodeFolding.isIdeograph(scalar) {
        flush(into: &pieces)
        word.append(folding[scalar].target, at: place)
        flush(into: &pieces)
        return next
      }
      if (0xAC00...0xD7A3).contains(scalar) {
        appendHangul(scalar, at: place)
        index = next
        runStart = next
        continue
      }
      let entry = folding[scalar]
      if entry.combiningClass != 0, entry.kind != .mark {
        index = MarkRun.append(to: &word, text: text, from: runStart, base: base, tail: [])
        runStart = index
        continue
      }
      switch entry.kind {
      case .removed: break
      case .space:
        flush(into: &pieces)
        return next
      case .mark: if entry.combiningClass == 0 { runStart = next }
      case .punctuation:
        flush(into: &pieces)
        word.append(entry.target, at: place)
        flush(into: &pieces)
        return next
      case .letter:
        word.append(entry.target, at: place)
        runStart = next
      case .expansion:
        let form = folding.expansions[Int(entry.target) - 1]
        let head = form.prefix { folding[$0].combiningClass == 0 }
        for scalar in head { word.append(scalar, at: place) }
        if head.count < form.count {
          index = MarkRun.append(
            to: &word, text: text, from: next, base: base, tail: [UInt32](form[head.count...]), at: place)
          runStart = index
          continue
        }
        runStart = next
      }
      index = next
    }
    flush(into: &pieces)
    return index
  }

  /// Appends the two or three letters that a Hangul syllable decomposes into (Unicode, section 3.12).
  private mutating func appendHangul(_ scalar: UInt32, at place: Range<Int>) {
    let index = scalar - 0xAC00
    word.append(0x1100 + index / 588, at: place)
    word.append(0x1161 + index % 588 / 28, at: place)
    if index % 28 > 0 { word.append(0x11A7 + index % 28, at: place) }
  }

  /// Encodes the word read so far.
  private mutating func flush(into pieces: inout WordPieceTokenizer.Pieces) {
    defer { word.clear() }
    guard let whole = word.range else { return }
    if word.characters > WordBuffer.longestWord { return pieces.append(unknown, whole) }
    let buffer = word
    match(length: word.count, whole: whole, into: &pieces) { buffer.starts[$0]..<buffer.ends[$1 - 1] }
  }
}

extension WordPieceTokenizer.Pieces {
  @inline(__always)
  mutating func append(_ id: Int32, _ range: Range<Int>) {
    ids.append(id)
    offsets.append(range)
  }

  mutating func truncate(to count: Int) {
    ids.removeSubrange(count...)
    offsets.removeSubrange(count...)
  }
}
