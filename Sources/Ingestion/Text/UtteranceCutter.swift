/// Cuts text that has no ends of sentences into utterances, so that one "sentence" is never the whole
/// document.
///
/// Two things are cut: a stretch of more than `longest` words without the end of a sentence, whatever else it
/// has, and one of more than `unpunctuated` words without any punctuation (what speech recognition gives).
/// Cuts are made at the line ends of the source where lines are of a sentence's length, else at the last
/// comma, semicolon, colon or dash before `target` words, else after `target` words. Each piece is a block of
/// its own, with the kind, role and path of the whole; nothing is lost but the space at the cut.
struct UtteranceCutter {
  /// The longest sentence that is believed, in words. (Long sentences of statutes and of modernist prose have
  /// 150.)
  static let longest = 250
  /// Words without any punctuation from which on they are no sentence.
  static let unpunctuated = 60
  /// Words of an utterance.
  static let target = 40
  /// Bytes of a word, beyond which it is text without spaces or no text.
  static let wordBytes = 600

  /// `document` with its blocks cut where they need it; the document itself where none does.
  ///
  /// `source` tells where the lines of the source end.
  static func cut(_ document: Document, lineEnds source: [UInt8]? = nil) -> Document {
    var cuts: [(block: Int, at: [Range<Int>])] = []
    var words = 0
    var text = document.text
    text.withUTF8 { bytes in
      for (index, block) in document.blocks.enumerated()
      where isCuttable(block) && mayHaveLong(bytes, block.textRange) {
        let finder = UtteranceCuts(bytes, block.textRange, lines: source.map { ($0, document.map) })
        guard !finder.cuts.isEmpty else { continue }
        cuts.append((index, finder.cuts))
        words += finder.words
      }
    }
    guard !cuts.isEmpty else { return document }
    return apply(cuts, words: words, to: document)
  }

  private static func isCuttable(_ block: Block) -> Bool {
    switch block.kind {
    case .paragraph, .listItem, .tableCell, .caption: block.textRange.count > unpunctuated * 2
    case .title, .heading, .verse, .preformatted: block.textRange.count > longest * 40
    }
  }

  /// Whether a block may have more than `unpunctuated` words without the end of a sentence: quickly, and
  /// never wrong where it says no, since it takes nothing for an end that `UtteranceCuts` does not.
  static func mayHaveLong(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var words = 0
    var start = range.lowerBound
    for index in range {
      let byte = bytes[index]
      if byte <= 0x20 {
        if start < index {
          words += 1
          // Without spaces, pieces count as words.
          if words > unpunctuated || index - start >= wordBytes { return true }
          if endsSentence(bytes, start..<index) { words = 0 }
        }
        start = index + 1
      } else if 0xE3...0xE9 ~= byte {
        return true
      }
    }
    return start < range.upperBound && (words >= unpunctuated || range.upperBound - start >= wordBytes)
  }

  /// Whether a word ends with a mark of ASCII that ends a sentence, quotation marks and brackets aside.
  @inline(__always)
  private static func endsSentence(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    var end = word.upperBound
    while end > word.lowerBound {
      switch bytes[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): end -= 1
      case 0x98...0x9F where end - word.lowerBound > 3 && bytes[end - 2] == 0x80 && bytes[end - 3] == 0xE2:
        end -= 3
      default: return false
      }
    }
    return false
  }

  private static func apply(
    _ cuts: [(block: Int, at: [Range<Int>])], words: Int, to document: Document
  ) -> Document {
    let bytes = Array(document.text.utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + cuts.reduce(0) { $0 + $1.at.count } * 2)
    var map = SourceMap()
    var blocks: [Block] = []
    /// Number of the first new block of each old one.
    var firsts: [Int] = []
    var next = 0
    var pieces = 0
    func add(_ range: Range<Int>, _ block: Block) {
      if !blocks.isEmpty { text += [0x0A, 0x0A] }
      var piece = block
      piece.textRange = text.count..<text.count + range.count
      map.append(document.map, range, at: text.count)
      for own in document.map.insertions(in: range) {
        let start = text.count + own.lowerBound - range.lowerBound
        map.insert(start..<start + own.count)
      }
      text += bytes[range]
      blocks.append(piece)
    }
    for (index, block) in document.blocks.enumerated() {
      firsts.append(blocks.count)
      guard next < cuts.count, cuts[next].block == index else {
        add(block.textRange, block)
        continue
      }
      var start = block.textRange.lowerBound
      for gap in cuts[next].at {
        add(start..<gap.lowerBound, block)
        start = gap.upperBound
      }
      add(start..<block.textRange.upperBound, block)
      pieces += cuts[next].at.count + 1
      next += 1
    }
    firsts.append(blocks.count)
    for omission in document.map.omissions { map.omit(omission) }
    var result = document
    result.text = String(decoding: text, as: UTF8.self)
    result.blocks = blocks
    result.map = map
    for index in result.sections.indices {
      let range = result.sections[index].blocks
      result.sections[index].blocks = firsts[range.lowerBound]..<firsts[range.upperBound]
    }
    result.warnings.append(
      IngestionWarning(
        message:
          "\(words) words have no end of a sentence among them; they are read as \(pieces) utterances, cut at "
          + "line ends or commas, or after \(target) words"))
    return result
  }
}

/// Finds where one block is to be cut.
struct UtteranceCuts {
  /// White space to cut at, in order; empty ranges where there is none.
  private(set) var cuts: [Range<Int>] = []
  /// Words of the stretches that are cut.
  private(set) var words = 0

  private let bytes: UnsafeBufferPointer<UInt8>
  private let lines: (source: [UInt8], map: SourceMap)?
  /// Cuts from which on line ends are left alone. An utterance takes far more memory than a line of one
  /// letter, and millions of those are no speech.
  private let mostAtLines: Int

  /// Words of a stretch that are held at once.
  private static let mostWords = 1 << 16
  /// Line ends that are cut at however short the lines are, and bytes of a line where there are more.
  private static let fewest = 100_000
  private static let bytesOfLine = 24

  /// A word, or a piece of text without spaces that stands for one.
  private struct Word {
    var range: Range<Int>
    var mark: Mark
  }

  private enum Mark { case none, comma, end }

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ block: Range<Int>, lines: (source: [UInt8], map: SourceMap)?
  ) {
    self.bytes = bytes
    self.lines = lines
    mostAtLines = Self.fewest + block.count / Self.bytesOfLine
    var stretch: [Word] = []
    var marks = 0
    var at = block.lowerBound
    /// Where a stretch ended that was cut as it went.
    var seam: Int?
    while let word = nextWord(&at, block.upperBound) {
      if let end = seam { cuts.append(end..<word.range.lowerBound) }
      seam = nil
      stretch.append(word)
      if word.mark != .none { marks += 1 }
      if word.mark == .end {
        settle(&stretch, marks: marks - 1)
        marks = 0
      } else if stretch.count == Self.mostWords {
        // A stretch so long is cut as it goes, so that memory does not depend on it.
        settle(&stretch, marks: marks)
        marks = 0
        seam = word.range.upperBound
      }
    }
    settle(&stretch, marks: marks)
  }

  private mutating func settle(_ stretch: inout [Word], marks: Int) {
    defer { stretch.removeAll(keepingCapacity: true) }
    let isSpeech = stretch.count > UtteranceCutter.unpunctuated && marks * 60 < stretch.count
    guard isSpeech || stretch.count > UtteranceCutter.longest else { return }
    let before = cuts.count
    if !cutAtLines(stretch) { cutAtWords(stretch, from: 0, to: stretch.count) }
    if cuts.count > before { words += stretch.count }
  }

  /// Cuts at the source's line ends, where its lines are of a sentence's length: most of 3 to 40 words.
  private mutating func cutAtLines(_ stretch: [Word]) -> Bool {
    guard let lines else { return false }
    var breaks: [Int] = []
    for index in 1..<stretch.count {
      let gap = stretch[index - 1].range.upperBound..<stretch[index].range.lowerBound
      guard !gap.isEmpty, let place = lines.map.source(of: gap), place.byteEnd <= lines.source.count else {
        continue
      }
      if lines.source[place.byteStart..<place.byteEnd].contains(where: { $0 == 0x0A || $0 == 0x0D }) {
        breaks.append(index)
      }
    }
    guard breaks.count * UtteranceCutter.target >= stretch.count, cuts.count + breaks.count <= mostAtLines
    else { return false }
    var start = 0
    for end in breaks + [stretch.count] {
      if end - start > UtteranceCutter.unpunctuated { cutAtWords(stretch, from: start, to: end) }
      if end < stretch.count { cut(before: end, stretch) }
      start = end
    }
    return true
  }

  private mutating func cutAtWords(_ stretch: [Word], from first: Int, to last: Int) {
    var start = first
    let target = UtteranceCutter.target
    while last - start > target {
      var end = start + target
      // A last piece of a few words would be no utterance.
      if last - end < target / 4 { end = start + (last - start) / 2 }
      let commas = (start + target / 4..<end).last { stretch[$0].mark != .none }
      let next = commas.map { $0 + 1 } ?? end
      cut(before: next, stretch)
      start = next
    }
  }

  private mutating func cut(before index: Int, _ stretch: [Word]) {
    cuts.append(stretch[index - 1].range.upperBound..<stretch[index].range.lowerBound)
  }

  // MARK: Words

  private func nextWord(_ at: inout Int, _ end: Int) -> Word? {
    while at < end, bytes[at] <= 0x20 { at += 1 }
    guard at < end else { return nil }
    let start = at
    var mark = Mark.none
    while at < end, bytes[at] > 0x20 {
      // Chinese and Japanese have no spaces: some characters are taken as a word.
      if at - start >= 12, 0xE3...0xE9 ~= bytes[at], 0xE3...0xE9 ~= bytes[at - 3] { break }
      if at - start >= UtteranceCutter.wordBytes, bytes[at] & 0xC0 != 0x80 { break }
      if bytes[at] == 0xE3, at + 2 < end, bytes[at + 1] == 0x80 {
        if bytes[at + 2] == 0x82 { mark = .end }
        if bytes[at + 2] == 0x81, mark == .none { mark = .comma }
      } else if bytes[at] == 0xEF, at + 2 < end, bytes[at + 1] == 0xBC {
        if bytes[at + 2] == 0x81 || bytes[at + 2] == 0x9F { mark = .end }
        if mark == .none, [0x8C, 0x9A, 0x9B].contains(bytes[at + 2]) { mark = .comma }
      }
      at += 1
      if mark == .end { break }
    }
    if mark == .end {
      while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
      return Word(range: start..<at, mark: .end)
    }
    return Word(range: start..<at, mark: Self.mark(bytes[start..<at]) ?? mark)
  }

  /// What the end of a word says, quotation marks and brackets aside.
  private static func mark(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Mark? {
    var word = word
    while word.count > 1, let last = word.last {
      if "\"')]*_".utf8.contains(last) {
        word = word.dropLast()
      } else if word.count > 3, word.suffix(3).starts(with: [0xE2, 0x80]), 0x98...0x9F ~= last {
        word = word.dropLast(3)
      } else if word.count > 2, word.suffix(2).elementsEqual([0xC2, 0xBB]) {
        word = word.dropLast(2)
      } else {
        break
      }
    }
    guard let last = word.last else { return nil }
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return .end
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"): return .comma
    case UInt8(ascii: "-") where word.count <= 2: return .comma
    case 0xA6 where word.suffix(3).starts(with: [0xE2, 0x80]): return .end
    case 0x93 where word.suffix(3).starts(with: [0xE2, 0x80]),
      0x94 where word.suffix(3).starts(with: [0xE2, 0x80]):
      return .comma
    // Devanagari and Arabic: danda, question mark, full stop, comma.
    case 0xA4 where word.suffix(3).starts(with: [0xE0, 0xA5]): return .end
    case 0x9F where word.suffix(2).first == 0xD8, 0x94 where word.suffix(2).first == 0xDB: return .end
    case 0x8C where word.suffix(2).first == 0xD8: return .comma
    default: return nil
    }
  }
}
