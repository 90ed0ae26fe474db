/// Goes ahead of the judge through bytes that may still be anything, finds where records begin and end, and
/// stops at what exceeds a limit before libxml2 spends time on it.
struct RecordSplitter {
  /// A record, in offsets counted from the first byte ever scanned.
  struct Record: Sendable {
    var range: Range<Int>
    /// Line ends before it.
    var lineOffset: Int
    /// Language in force around it.
    var language: String?
    /// Path of the element around it.
    var pathPrefix: String
    /// Its position among siblings of the same name.
    var position: Int
    /// Start tags of the elements around it, and their end tags.
    var before: [UInt8]
    var after: [UInt8]
  }

  /// A limit that was reached.
  struct Limit {
    /// Offset in the buffer that was scanned.
    var offset: Int
    var reason: IngestionError.Reason
  }

  /// Most attributes in one start tag: libxml2 compares each with each other.
  static let maximumAttributes = 512
  /// Longest tag, comment, CDATA section or processing instruction in bytes, as in libxml2.
  static let maximumMarkup = 10_000_000

  private let path: RecordPath?
  private let maximumDepth: Int
  private var depth = 0
  /// Depth of the record being read, its own level included.
  private var recordDepth: Int?
  private var current: Record?
  private let names = NameTable(dialect: Dialect(.xml, []))
  private var elements: ElementPath
  /// Open elements outside records.
  private var open: [Outer] = []
  /// Whether the tags around records are kept.
  private let keepsSurroundings: Bool
  /// Line ends counted so far.
  private(set) var lines = 0
  private var linesCounted = 0

  /// Records finished and not yet taken.
  var finished: [Record] = []
  /// The document type declaration, once read.
  private(set) var doctype: [UInt8] = []
  /// Bytes scanned for good: offset of the first token not finished, from the first byte ever scanned.
  private(set) var position = 0

  /// An element around records.
  private struct Outer {
    var name: Int
    var tag: [UInt8]
    var language: String?
  }

  /// Looks for records under `path`, or only at limits where there is none.
  init(path: RecordPath?, maximumDepth: Int, keepsSurroundings: Bool = false) {
    self.path = path
    self.keepsSurroundings = keepsSurroundings
    elements = ElementPath(names: names)
    self.maximumDepth = min(maximumDepth, WellFormednessJudge.maximumDepth)
  }

  /// Where the record being read begins.
  var recordStart: Int? { current?.range.lowerBound }

  /// Scans on in `bytes`, whose first byte is number `base` of all.
  ///
  /// - Returns: the limit that was reached, if one was; everything before it has been scanned.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, base: Int = 0, isLast: Bool) -> Limit? {
    var scanner = MarkupScanner(bytes, position: position - base)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        if scanner.attributeCount > Self.maximumAttributes {
          return Limit(
            offset: token.range.lowerBound, reason: .limit("number of attributes", Self.maximumAttributes))
        }
        if depth >= maximumDepth {
          let reason = IngestionError.Reason.limit(IngestionError.Reason.depthLimit, maximumDepth)
          return Limit(offset: token.range.lowerBound, reason: reason)
        }
        start(token, bytes, base)
        if token.kind == .emptyTag { end(token, bytes, base) }
      case .endTag: end(token, bytes, base)
      case .doctype: doctype = Array(bytes[token.range])
      default: break
      }
      position = base + token.range.upperBound
    }
    if !isLast, bytes.count - (position - base) > Self.maximumMarkup {
      return Limit(
        offset: position - base, reason: .limit("length of one piece of markup", Self.maximumMarkup))
    }
    return nil
  }

  private mutating func start(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>, _ base: Int) {
    depth += 1
    guard let path, recordDepth == nil else { return }
    let name = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
    let isRecord = path.matches(depth: open.count + 1) { level in
      let entry = names.entries[level == 0 ? name : open[open.count - level].name]
      return (entry.text, entry.local)
    }
    guard isRecord else {
      elements.push(name)
      let language = TagAttributes.value(of: "xml:lang", in: token, bytes).map(bytes.string)
      open.append(
        Outer(
          name: name, tag: keepsSurroundings ? Array(bytes[token.range]) : [],
          language: language ?? open.last?.language))
      return
    }
    recordDepth = depth
    let start = base + token.range.lowerBound
    let prefix = elements.string
    let position = elements.push(name)
    elements.pop()
    var record = Record(
      range: start..<start, lineOffset: lineEnds(upTo: token.range.lowerBound, bytes, base),
      language: open.last?.language, pathPrefix: prefix, position: position, before: [], after: [])
    if keepsSurroundings {
      record.before = Array(open.map(\.tag).joined())
      record.after = open.reversed().flatMap { Array("</\(names.entries[$0.name].text)>".utf8) }
    }
    current = record
  }

  private mutating func end(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>, _ base: Int) {
    guard path != nil else {
      depth -= 1
      return
    }
    if recordDepth == nil {
      elements.pop()
      _ = open.popLast()
    } else if depth == recordDepth, var record = current {
      record.range = record.range.lowerBound..<base + token.range.upperBound
      finished.append(record)
      current = nil
      recordDepth = nil
    }
    depth -= 1
  }

  /// Line ends before `offset` of `bytes`; asked for in rising order.
  private mutating func lineEnds(upTo offset: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ base: Int) -> Int {
    let from = max(0, linesCounted - base)
    if from < offset {
      lines += bytes.lineEnds(in: from..<offset)
      linesCounted = base + offset
    }
    return lines
  }

  /// Counts the lines of bytes that are about to be given up.
  mutating func countLines(upTo offset: Int, _ bytes: UnsafeBufferPointer<UInt8>, base: Int) {
    _ = lineEnds(upTo: offset, bytes, base)
  }
}
