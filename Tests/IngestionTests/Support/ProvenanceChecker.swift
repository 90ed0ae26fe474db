import Ingestion

/// Holds a document to the promise that its source can be found again: for every block, and for random
/// ranges inside it, the source bytes that the map names, cut out, decoded and freed of markup by means of
/// the test's own, are the text.
struct ProvenanceChecker {
  /// The document.
  let document: Document
  /// The file that it was read from.
  let bytes: [UInt8]
  /// How markup is undone.
  let undo: any MarkupUndo
  /// Random ranges tried in each block.
  var samples = 3
  /// Start of the random numbers.
  var seed: UInt64 = 1

  /// What is wrong, in words; at most a few findings.
  func problems() -> [String] {
    var problems = structureProblems()
    var random = SplitMix(seed: seed)
    let text = Array(document.text.utf8)
    for block in document.blocks where problems.count < 5 {
      check(block.textRange, block, text, &problems)
      for _ in 0..<samples {
        if let range = randomRange(in: block.textRange, text, &random) {
          check(range, block, text, &problems)
        }
      }
    }
    return problems
  }

  // MARK: Ranges

  private func check(_ range: Range<Int>, _ block: Block, _ text: [UInt8], _ problems: inout [String]) {
    // What Peruse adds has no source: it is left out here, and what it stands for is an omission there.
    // An addition with a space in it may stand for white space of the source.
    var (own, spaced): ([UInt8], [UInt8]) = ([], [])
    var at = range.lowerBound
    for inserted in document.map.insertions(in: range) {
      own += text[at..<inserted.lowerBound]
      spaced += text[at..<inserted.lowerBound]
      if text[inserted].contains(0x20) { spaced.append(0x20) }
      at = inserted.upperBound
    }
    own += text[at..<range.upperBound]
    spaced += text[at..<range.upperBound]
    let expected = Self.collapsed(own)
    guard let place = document.provenance(of: range) else {
      if !expected.isEmpty {
        problems.append("\(block.elementPath) \(range): no source for '\(Self.show(expected))'")
      }
      return
    }
    guard let source = place.bytes, source.byteStart >= 0, source.byteEnd <= bytes.count, source.count >= 0
    else {
      problems.append("\(block.elementPath) \(range): source \(place.words) lies outside the file")
      return
    }
    let undone = undo.text(of: place, in: bytes)
    let found = Self.collapsed(undone)
    if found == expected || found == Self.collapsed(spaced) { return }
    // Fields of metadata, references and data have spaces between them that the source only implies; between
    // the items of a menu or of a key combination the source's spaces are not printed.
    let mayDifferInSpaces: Set<Block.Role> = [.metadata, .bibliography, .front]
    let hasItems =
      document.source.format == .docbook
      && ["<menuchoice", "<keycombo"].contains { bytes.firstRange(of: Array($0.utf8)) != nil }
    let isLoose =
      mayDifferInSpaces.contains(block.role) || document.source.format == .xml || hasItems
      || hasFormula(block)
    if isLoose, found.filter({ $0 != 0x20 }) == expected.filter({ $0 != 0x20 }) { return }
    // From a little before the first difference: that is what one wants to look at.
    let same = zip(expected, found).prefix { $0 == $1 }.count
    let start = expected[..<max(0, same - 40)].lastIndex { $0 & 0xC0 != 0x80 } ?? 0
    problems.append(
      "\(block.elementPath) \(range) ← \(source): '\(Self.show(expected[start...]))' is in the text, "
        + "'\(Self.show(found[min(start, found.count)...]))' in the source")
  }

  /// Whether the source of a whole block holds a formula in MathML: white space between its elements is no
  /// text, and a range that begins or ends inside of it shows nothing of its element.
  private func hasFormula(_ block: Block) -> Bool {
    guard let place = document.provenance(of: block.textRange)?.bytes else { return false }
    return ["<mml:", "</mml:", "<math", "</math"].contains {
      bytes[place.byteStart..<place.byteEnd].firstRange(of: Array($0.utf8)) != nil
    }
  }

  /// A range on character boundaries that cuts no unit of several characters, such as an entity's text.
  private func randomRange(
    in block: Range<Int>, _ text: [UInt8], _ random: inout SplitMix
  ) -> Range<Int>? {
    func boundary(_ offset: Int) -> Int {
      var offset = offset
      while offset > block.lowerBound, offset < block.upperBound, text[offset] & 0xC0 == 0x80 { offset -= 1 }
      return offset
    }
    var low = boundary(Int.random(in: block, using: &random))
    var high = boundary(Int.random(in: block.lowerBound...block.upperBound, using: &random))
    if low > high { (low, high) = (high, low) }
    guard low < high, !cutsUnit(at: low), !cutsUnit(at: high) else { return nil }
    return low..<high
  }

  private func cutsUnit(at offset: Int) -> Bool {
    let segments = document.map.segments
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].textEnd <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < segments.count, segments[low].textStart < offset else { return false }
    return (offset - segments[low].textStart) % Int(segments[low].textUnit) != 0
  }

  // MARK: Structure

  private func structureProblems() -> [String] {
    var problems: [String] = []
    var end = -2
    let count = document.text.utf8.count
    for (index, block) in document.blocks.enumerated() {
      if block.textRange.isEmpty { problems.append("block \(index) is empty") }
      if block.textRange.lowerBound != end + 2 {
        problems.append("block \(index) does not follow the one before")
      }
      if !block.elementPath.hasPrefix("/") {
        problems.append("block \(index) has the path '\(block.elementPath)'")
      }
      if let section = block.section {
        if section >= document.sections.count {
          problems.append("block \(index) is in section \(section), which does not exist")
        } else if !document.sections[section].blocks.contains(index) {
          problems.append("block \(index) is not among the blocks of its section")
        }
      }
      end = block.textRange.upperBound
    }
    if !document.blocks.isEmpty, end != count { problems.append("text after the last block") }
    for (index, section) in document.sections.enumerated() {
      if section.blocks.isEmpty { problems.append("section \(index) is empty") }
      guard let parent = section.parent else { continue }
      let outer = document.sections[parent]
      if parent >= index || outer.blocks.clamped(to: section.blocks) != section.blocks
        || outer.level >= section.level
      {
        problems.append("section \(index) does not lie in its parent")
      }
    }
    for pair in zip(document.map.segments, document.map.segments.dropFirst())
    where pair.0.textEnd > pair.1.textStart {
      problems.append("segments overlap at \(pair.1.textStart)")
    }
    return problems
  }

  // MARK: Comparison

  /// `text` with runs of white space made one space, and none at the edges.
  static func collapsed(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var pending = false
    for byte in text {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        pending = true
        continue
      }
      if pending, !result.isEmpty { result.append(0x20) }
      pending = false
      result.append(byte)
    }
    return result
  }

  private static func show(_ text: some Sequence<UInt8>) -> String {
    let shown = String(decoding: Array(text), as: UTF8.self)
    return shown.count > 240 ? shown.prefix(120) + " … " + shown.suffix(110) : shown
  }
}

/// Gets the text back out of a piece of a source file, independently of the reader.
protocol MarkupUndo {
  /// UTF-8 of the text at `place` of `file`, white space as it comes.
  func text(of place: Provenance, in file: [UInt8]) -> [UInt8]
}

extension Provenance {
  /// The bytes of the place without what was left out.
  func remainingPieces() -> [Range<Int>] {
    guard let bytes else { return [] }
    var pieces: [Range<Int>] = []
    var at = bytes.byteStart
    for range in omitted where range.byteEnd > at {
      if range.byteStart > at { pieces.append(at..<range.byteStart) }
      at = max(at, range.byteEnd)
    }
    if at < bytes.byteEnd { pieces.append(at..<bytes.byteEnd) }
    return pieces
  }
}
