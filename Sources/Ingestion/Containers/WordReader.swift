/// Reads the documents of Word and of whoever writes them (Office Open XML, ECMA-376).
enum WordReader {
  static func wants(_ name: String) -> Bool {
    name.hasPrefix("word/") && name.hasSuffix(".xml") && !name.contains("theme/")
      || name == "docProps/core.xml"
  }

  static func read(
    _ container: Container, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    let main = ["word/document.xml", "word/document2.xml"].first { container.names.contains($0) }
    guard let main, let content = try container.source(main) else {
      throw IngestionError(file: description.path, reason: .noText)
    }
    let styles = WordStyles(SettingsXML(try container.source("word/styles.xml")))
    var builder = container.builder()
    let properties = try OfficeProperties(container, into: &builder, options: options)
    let body = try part(content, main, .body, styles, container, options)
    if let body { builder.graft(body, path: "", keepsTitle: true) }
    let named = body?.blocks.first { $0.kind == .title }.map { body?.text(in: $0.textRange) ?? "" }
    for name in container.names where name.hasPrefix("word/charts/chart") && name.hasSuffix(".xml") {
      if let chart = try ChartExtractor.document(name, in: container, options: options) {
        builder.graft(chart, path: "")
      }
    }
    for name in ["word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"] {
      guard let source = try container.source(name),
        let notes = try part(source, name, .note, styles, container, options)
      else { continue }
      builder.graft(notes, path: "")
    }
    return try OfficeTitle.finish(
      &builder, container, description, own: named, declared: properties["title"],
      language: properties["language"])
  }

  /// One part of the document; `nil` where it has no text.
  private static func part(
    _ source: DecodedSource, _ name: String, _ role: Block.Role, _ styles: WordStyles, _ container: Container,
    _ options: IngestionOptions
  ) throws(IngestionError) -> Document? {
    try container.document(of: source, name, format: .docx, options: options) {
      (bytes, description) throws(IngestionError) in
      var extractor = WordExtractor(source, bytes, styles: styles, role: role)
      return try extractor.run(description)
    }
  }
}

/// What the paragraph styles of a document say a paragraph is.
struct WordStyles {
  /// What a paragraph is by its style.
  enum Meaning: Equatable {
    case title, caption, list, preformatted, metadata, abstract, bibliography
    /// A heading of a rank, 0 for the outermost.
    case heading(Int)
  }

  private var meanings: [String: Meaning] = [:]
  /// Where styles of runs put their text: `superscript`, `subscript`.
  private var scripts: [String: String] = [:]

  init(_ settings: SettingsXML) {
    struct Style {
      var name = ""
      var parent: String?
      var outline: Int?
      var isList = false
    }
    var styles: [String: Style] = [:]
    var current: String?
    var run: String?
    for element in settings.elements {
      let value = element.attributes["val"]
      switch element.name {
      case "style":
        current = element.attributes["type"] == "paragraph" ? element.attributes["styleId"] : nil
        if let current { styles[current] = Style() }
        run = element.attributes["type"] == "character" ? element.attributes["styleId"] : nil
      case "vertAlign": if let run { scripts[run] = value }
      case "name": if let current { styles[current]?.name = value?.lowercased() ?? "" }
      case "basedOn": if let current { styles[current]?.parent = value }
      case "outlineLvl": if let current { styles[current]?.outline = value.flatMap { Int($0) } }
      case "numId": if let current { styles[current]?.isList = value != "0" }
      default: break
      }
    }
    for id in styles.keys {
      var at: String? = id
      for _ in 0..<20 {
        guard let name = at, let style = styles[name] else { break }
        if let meaning = Self.meaning(named: style.name) {
          meanings[id] = meaning
          break
        }
        if let outline = style.outline, outline < 9 {
          meanings[id] = .heading(outline)
          break
        }
        if style.isList {
          meanings[id] = .list
          break
        }
        at = style.parent
      }
    }
  }

  /// Where the style of runs called `id` puts its text, if it says so.
  func script(_ id: String) -> String? { scripts[id] }

  /// What the style called `id` says; names stand for themselves where the document defines no styles.
  subscript(id: String) -> Meaning? { meanings[id] ?? Self.meaning(named: Self.spaced(id)) }

  /// `Heading1` as `heading 1`.
  private static func spaced(_ id: String) -> String {
    let lower = id.lowercased()
    guard let digit = lower.lastIndex(where: { !$0.isNumber }), digit != lower.index(before: lower.endIndex)
    else {
      return lower
    }
    let next = lower.index(after: digit)
    return lower[...digit] + " " + lower[next...]
  }

  private static func meaning(named name: String) -> Meaning? {
    if name.hasPrefix("heading "), let rank = Int(name.dropFirst(8)), (1...9).contains(rank) {
      return .heading(rank - 1)
    }
    switch name {
    case "title": return .title
    case "subtitle", "author", "date", "toc heading", "table of figures", "header", "footer": return .metadata
    case let other where other.hasPrefix("toc ") || other.hasPrefix("index ") || other.hasPrefix("contents "):
      return .metadata
    case let other where other.hasSuffix("caption"): return .caption
    case "abstract": return .abstract
    case "bibliography": return .bibliography
    case "source code", "html preformatted", "preformatted text": return .preformatted
    case let other where other.hasPrefix("list bullet") || other.hasPrefix("list number"): return .list
    default: return nil
    }
  }
}
