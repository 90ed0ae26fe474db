/// The templates of a dump that only carry text, by name: what is kept of them is bounded.
struct WikiTemplatePages: Sendable {
  private enum Page: Sendable {
    case text(WikiTextTemplate)
    case redirect(String)
  }

  /// Most templates, and most bytes of them: a few megabytes whatever the wiki.
  static let most = 20_000
  static let mostBytes = 4 << 20
  /// Longest page that is looked at, and longest way back from a page's namespace to its beginning.
  private static let longestPage = 1 << 16
  private static let longestHead = 1 << 12

  /// Records read earlier keep what they were given: layers grow by merging like ones, so that giving them on
  /// costs little.
  private var layers: [[String: Page]] = []
  private var count = 0
  private var bytes = 0

  /// Whether there is no room for more.
  var isFull: Bool { count >= Self.most || bytes >= Self.mostBytes }

  /// The template called `name`, in small letters with spaces; redirects are followed twice at most.
  func template(_ name: String) -> WikiTextTemplate? {
    var name = name
    for _ in 0..<3 {
      switch layers.lazy.reversed().compactMap({ $0[name] }).first {
      case .text(let template): return template
      case .redirect(let target): name = target
      case nil: return nil
      }
    }
    return nil
  }

  // MARK: Taking pages in

  /// Takes the page in `page`, a `page` element, if it is a template's that carries text.
  mutating func add(_ page: UnsafeBufferPointer<UInt8>) {
    guard !isFull, page.count <= Self.longestPage else { return }
    var scanner = MarkupScanner(page)
    var element = 0..<0
    var title: [UInt8] = []
    var text: [UInt8] = []
    var isTemplate = false
    while let token = scanner.next() {
      switch token.kind {
      case .startTag:
        element = token.inner
        // Of a page's versions the last.
        if page[element].elementsEqual("text".utf8) { text = [] }
      case .text where page[element].elementsEqual("ns".utf8):
        isTemplate = page.string(token.inner).withoutOuterSpace == "10"
      case .text where page[element].elementsEqual("title".utf8),
        .reference where page[element].elementsEqual("title".utf8):
        title += page[token.kind == .text ? token.inner : token.range]
      case .text where page[element].elementsEqual("text".utf8),
        .reference where page[element].elementsEqual("text".utf8):
        text += page[token.kind == .text ? token.inner : token.range]
      case .endTag: element = 0..<0
      default: break
      }
    }
    guard isTemplate else { return }
    add(title: String(decoding: Self.undone(title), as: UTF8.self), text: Self.undone(text))
  }

  private mutating func add(title: String, text: [UInt8]) {
    guard let name = Self.name(title) else { return }
    let page: Page
    if text.withUnsafeBufferPointer(WikiSite.isRedirect) {
      let target = String(decoding: text, as: UTF8.self).split(separator: "[").dropFirst().first ?? ""
      guard let name = Self.name(String(target.prefix { !"]|#".contains($0) })) else { return }
      page = .redirect(name)
    } else if let template = WikiTextTemplate(text) {
      page = .text(template)
    } else {
      return
    }
    count += 1
    bytes += name.utf8.count + min(text.count, WikiTextTemplate.longest) + 64
    layers.append([name: page])
    while layers.count > 1, layers[layers.count - 2].count <= layers[layers.count - 1].count {
      let newest = layers.removeLast()
      layers[layers.count - 1].merge(newest) { $1 }
    }
  }

  /// What a call names: the title behind its namespace.
  private static func name(_ title: String) -> String? {
    guard let colon = title.firstIndex(of: ":") else { return nil }
    let name = WikiSite.folded(String(title[title.index(after: colon)...])).replacing("_", with: " ")
    return name.isEmpty ? nil : name
  }

  /// Takes the templates among whole pages in `bytes`, a stretch of a dump.
  ///
  /// - Returns: how many bytes are done with; the rest may be the beginning of a page.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
    var done = 0
    while !isFull, let space = bytes.find("<ns>10</ns>", in: done..<bytes.count) {
      let head = max(done, space.lowerBound - Self.longestHead)..<space.lowerBound
      var start: Int?
      var at = head.lowerBound
      while let found = bytes.find("<page>", in: at..<head.upperBound) {
        (start, at) = (found.lowerBound, found.upperBound)
      }
      let limit = min(bytes.count, space.upperBound + Self.longestPage)
      guard let start, let end = bytes.find("</page>", in: space.upperBound..<limit) else {
        if start != nil, limit == bytes.count, !isLast { return start ?? done }
        done = space.upperBound
        continue
      }
      add(UnsafeBufferPointer(rebasing: bytes[start..<end.upperBound]))
      done = end.upperBound
    }
    return isLast || isFull ? bytes.count : max(done, bytes.count - Self.longestHead)
  }

  /// The templates of `file`, a dump in UTF-8, wherever they stand in it; `nil` where it can be read only
  /// once.
  static func ahead(in file: InputFile) -> WikiTemplatePages? {
    var pages = WikiTemplatePages()
    var buffer: [UInt8] = []
    var offset = 0
    while !pages.isFull {
      guard let count = file.look(at: offset, most: 1 << 20, onto: &buffer) else { return nil }
      offset += count
      let done = buffer.withUnsafeBufferPointer { pages.take($0, isLast: count == 0) }
      if count == 0 { break }
      buffer.removeFirst(done)
    }
    return pages
  }

  /// `text` with what references to characters stand for.
  static func undone(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x26) else { return text }
    return text.withUnsafeBufferPointer {
      CharacterReference.undone($0, in: 0..<$0.count, dialect: .markdown)
    }
  }
}
