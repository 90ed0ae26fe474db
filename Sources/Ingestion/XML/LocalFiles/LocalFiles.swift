/// Puts in what a document includes from files below its own folder: external entities, `&chapter2;`, and
/// XInclude elements. What its document type definition declares in such files is known as well.
///
/// Text from another file stands for the reference or the element that includes it: that is its place, and
/// the only one that it has in the document's own file.
struct LocalFiles {
  private var folder: LocalFolder
  private let file: String
  private let options: IngestionOptions
  private var declarations: EntityDeclarations
  private var text: [UInt8] = []
  private var map = SourceMap()
  /// Files that include one another, from the outermost.
  private var open: [String] = []

  /// Deepest nesting of files.
  private static let deepest = 16

  /// A document with everything put in.
  struct Whole {
    var source: DecodedSource
    /// Entities that are declared in other files.
    var entities: [String: [UInt8]]
  }

  /// Puts in what `source`, the text of the file `file`, includes.
  ///
  /// - Throws: `externalEntity` for what is not below the file's folder, `limit` for files that include
  ///   themselves, and what keeps a file from being read.
  static func include(
    in source: DecodedSource, file: String, options: IngestionOptions
  ) throws(IngestionError) -> Whole {
    guard let folder = LocalFolder(ofFileAt: file, limit: options.maximumBytes) else {
      return Whole(source: source, entities: [:])
    }
    var files = LocalFiles(folder: folder, file: file, options: options)
    try files.declare(source.utf8, folder: folder.path)
    try files.copy(source.utf8, folder: folder.path)
    var result = DecodedSource(
      utf8: files.text, map: files.map.composed(through: source.map), encoding: source.encoding)
    result.hasReplacements = source.hasReplacements
    result.warnings = source.warnings
    return Whole(source: result, entities: files.declarations.texts)
  }

  private init(folder: LocalFolder, file: String, options: IngestionOptions) {
    self.folder = folder
    self.file = file
    self.options = options
    declarations = EntityDeclarations(file: file)
  }

  // MARK: Declarations

  /// Reads the declarations of the document `bytes`, whose file lies in `place`.
  private mutating func declare(_ bytes: [UInt8], folder place: String) throws(IngestionError) {
    guard let (whole, subset) = Self.doctype(bytes) else { return }
    var folder = self.folder
    var declarations = self.declarations
    let options = self.options
    let load = { (name: String) throws(IngestionError) -> [UInt8]? in
      // A definition that is an address, or that is not there, is done without.
      guard let path = folder.path(name, from: place) else { return nil }
      return try folder.read(path, options: options).utf8
    }
    // The internal subset is read first, and its declarations bind.
    try declarations.read(subset, load: load)
    if let name = EntityDeclarations.externalSubset(whole), let content = try load(name) {
      try declarations.read(content, load: load)
    }
    self.declarations = declarations
    self.folder = folder
  }

  /// The document type declaration of `bytes`, and its internal subset.
  private static func doctype(_ bytes: [UInt8]) -> (whole: [UInt8], subset: [UInt8])? {
    bytes.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      while let token = scanner.next(), token.kind != .startTag, token.kind != .emptyTag {
        if token.kind == .doctype { return (Array(bytes[token.range]), Array(bytes[token.inner])) }
      }
      return nil
    }
  }

  // MARK: Text

  /// Something to put in: what stands in the source as `range`.
  private struct Inclusion {
    var range: Range<Int>
    var kind: Kind
    enum Kind {
      case entity(String)
      case element(href: String, isText: Bool, fallback: Range<Int>?)
    }
  }

  /// Copies the document's own file, with what it includes.
  private mutating func copy(_ bytes: [UInt8], folder place: String) throws(IngestionError) {
    var at = 0
    for inclusion in inclusions(in: bytes) {
      keep(bytes, at..<inclusion.range.lowerBound)
      let content = try content(of: inclusion, bytes, folder: place)
      if !content.isEmpty {
        map.append(
          textStart: text.count, sourceStart: inclusion.range.lowerBound, textUnit: content.count,
          sourceUnit: inclusion.range.count, count: 1)
        text += content
      }
      at = inclusion.range.upperBound
    }
    keep(bytes, at..<bytes.count)
  }

  private mutating func keep(_ bytes: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    map.append(
      textStart: text.count, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: range.count)
    text += bytes[range]
  }

  /// What `inclusion`, which stands in `bytes`, puts in, with everything that this includes itself.
  private mutating func content(
    of inclusion: Inclusion, _ bytes: [UInt8], folder place: String
  ) throws(IngestionError) -> [UInt8] {
    switch inclusion.kind {
    case .entity(let name):
      let system = declarations.files[name] ?? ""
      guard let path = folder.path(system, from: place) else {
        throw error(.externalEntity("\(name) (\(system))"), bytes, inclusion.range)
      }
      return try markup(of: path, bytes, inclusion.range)
    case .element(let href, let isText, let fallback):
      guard let path = folder.path(href, from: place) else {
        if let fallback { return Array(bytes[fallback]) }
        throw error(.externalEntity(href), bytes, inclusion.range)
      }
      guard isText else { return try markup(of: path, bytes, inclusion.range) }
      return try folder.read(path, options: options).utf8.flatMap { byte -> [UInt8] in
        switch byte {
        case 0x26: Array("&amp;".utf8)
        case 0x3C: Array("&lt;".utf8)
        case 0x3E: Array("&gt;".utf8)
        default: [byte]
        }
      }
    }
  }

  /// The markup in the file at `path`, without its declarations.
  private mutating func markup(
    of path: String, _ bytes: [UInt8], _ range: Range<Int>
  ) throws(IngestionError) -> [UInt8] {
    guard !open.contains(path), open.count < Self.deepest else {
      throw error(.limit("nesting depth of files that include one another", Self.deepest), bytes, range)
    }
    open.append(path)
    defer { open.removeLast() }
    let content = try folder.read(path, options: options).utf8
    let place = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? folder.path
    try declare(content, folder: place)
    var result: [UInt8] = []
    var at = 0
    for inclusion in inclusions(in: content) {
      result += content[at..<inclusion.range.lowerBound]
      result += try self.content(of: inclusion, content, folder: place)
      guard result.count <= options.maximumBytes else {
        throw error(.limit("size in bytes", options.maximumBytes), bytes, range)
      }
      at = inclusion.range.upperBound
    }
    result += content[at...]
    return Self.withoutPrologue(result)
  }

  /// What `bytes` include, in order.
  private func inclusions(in bytes: [UInt8]) -> [Inclusion] {
    bytes.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var found: [Inclusion] = []
      while let token = scanner.next() {
        switch token.kind {
        case .reference:
          let name = bytes.string(token.inner)
          if declarations.files[name] != nil {
            found.append(Inclusion(range: token.range, kind: .entity(name)))
          }
        case .startTag, .emptyTag:
          guard Self.isInclude(bytes, token), let href = TagAttributes.value(of: "href", in: token, bytes)
          else {
            continue
          }
          let isText = TagAttributes.value(of: "parse", in: token, bytes).map(bytes.string) == "text"
          let (end, fallback) =
            token.kind == .emptyTag
            ? (token.range.upperBound, nil) : Self.rest(bytes, &scanner, token.range.upperBound)
          found.append(
            Inclusion(
              range: token.range.lowerBound..<end,
              kind: .element(href: bytes.string(href), isText: isText, fallback: fallback)))
        default: break
        }
      }
      return found
    }
  }

  /// Whether a tag is XInclude's, by the name that its prefix has everywhere, or by its own declaration.
  static func isInclude(_ bytes: UnsafeBufferPointer<UInt8>, _ token: MarkupToken) -> Bool {
    let name = bytes.string(token.inner)
    if name == "xi:include" || name == "xinclude:include" { return true }
    guard name == "include" || name.hasSuffix(":include") else { return false }
    return TagAttributes(bytes, of: token).contains { bytes.string($0.value).hasSuffix("/XInclude") }
  }

  /// Where the element ends whose start tag ends at `start`, and what its fallback holds.
  private static func rest(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scanner: inout MarkupScanner, _ start: Int
  ) -> (end: Int, fallback: Range<Int>?) {
    var depth = 1
    var fallback: Range<Int>?
    var begin = start
    while depth > 0, let token = scanner.next() {
      switch token.kind {
      case .startTag:
        depth += 1
        if depth == 2 { begin = token.range.upperBound }
      case .endTag:
        if depth == 2 { fallback = begin..<token.range.lowerBound }
        depth -= 1
      default: break
      }
    }
    return (scanner.position, fallback)
  }

  /// `content` without an XML declaration and a document type declaration.
  private static func withoutPrologue(_ content: [UInt8]) -> [UInt8] {
    content.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var result: [UInt8] = []
      var at = 0
      while let token = scanner.next(), token.kind != .startTag, token.kind != .emptyTag {
        let isDeclaration = token.kind == .instruction && bytes.string(token.inner) == "xml"
        guard isDeclaration || token.kind == .doctype else { continue }
        result += bytes[at..<token.range.lowerBound]
        at = token.range.upperBound
      }
      return result + bytes[at...]
    }
  }

  private func error(_ reason: IngestionError.Reason, _ bytes: [UInt8], _ range: Range<Int>) -> IngestionError
  {
    let line = bytes.withUnsafeBufferPointer { $0.lineEnds(before: range.lowerBound) + 1 }
    return IngestionError(file: open.last ?? file, line: line, reason: reason)
  }
}
