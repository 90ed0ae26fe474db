/// Reads OpenDocument texts, presentations and spreadsheets: `content.xml` by the rules of a dialect to which
/// the document's own styles are added.
enum OpenDocumentReader {
  static func wants(_ name: String) -> Bool {
    ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"].contains(name)
  }

  static func read(
    _ container: Container, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    let manifest = SettingsXML(try container.source("META-INF/manifest.xml"))
    if manifest.elements.contains(where: { $0.name == "encryption-data" }) {
      throw IngestionError(
        file: description.path, reason: .foreign("encrypted", advice: "save a copy without a password"))
    }
    guard let content = try container.source("content.xml") else {
      throw IngestionError(file: description.path, reason: .noText)
    }
    var builder = container.builder()
    var title: String?
    var language: String?
    if let meta = try container.source("meta.xml") {
      let settings = SettingsXML(meta)
      title = settings.elements.first { $0.name == "title" }?.text
      language = settings.elements.first { $0.name == "language" }?.text
      let document = try? XMLDocumentParser.parse(
        meta, dialect: .officeMetadata, description: container.description(of: "meta.xml", format: .xml),
        options: options)
      if let document { builder.graft(document, path: "") }
    }
    if description.format == .ods {
      return try sheets(
        container, builder, description, title: title, language: language, options: options)
    }
    var styles = OpenDocumentStyles()
    styles.add(SettingsXML(try container.source("styles.xml")))
    styles.add(SettingsXML(content))
    let body = try XMLDocumentParser.parse(
      content, dialect: styles.dialect(of: description.format),
      description: container.description(of: "content.xml", format: description.format), options: options)
    builder.graft(body, path: "", keepsTitle: true)
    let named = body.blocks.first { $0.kind == .title }.map { body.text(in: $0.textRange) }
    return try OfficeTitle.finish(
      &builder, container, description, own: named, declared: title, language: language)
  }

  private static func sheets(
    _ container: Container, _ builder: DocumentBuilder, _ description: SourceDescription, title: String?,
    language: String?, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    var writer = SheetWriter(builder)
    var hidden: [String] = []
    if let part = try SheetPart("content.xml", in: container, options: options) {
      var extractor = OpenDocumentSheets(part)
      try extractor.run(&writer, file: container.description(of: "content.xml", format: .ods).path)
      hidden = extractor.hidden
    }
    let declared = title ?? writer.title
    var document = try OfficeTitle.finish(
      &writer.builder, container, description, own: nil, declared: declared, language: language,
      namesFirst: false)
    if !hidden.isEmpty { document.warnings.append(.hiddenSheets(hidden)) }
    return document
  }
}

/// What a document is called: what it calls itself on its first page, else what its properties say, else its
/// first heading where that names it.
enum OfficeTitle {
  static func finish(
    _ builder: inout DocumentBuilder, _ container: Container, _ description: SourceDescription,
    own: String?, declared: String?, language: String?, namesFirst: Bool = true
  ) throws(IngestionError) -> Document {
    let declared = declared.flatMap { $0.allSatisfy(\.isWhitespace) || isFileName($0) ? nil : $0 }
    let language = language.flatMap { $0.isEmpty ? nil : $0 }
    var document = try builder.finish(description, title: own ?? declared, language: language)
    document.space = .members(container.members)
    if namesFirst, document.title == nil, let first = document.blocks.first(where: { $0.role != .metadata }),
      first.kind == .heading
    {
      document.title = document.text(in: first.textRange)
    }
    return document
  }

  /// What converters write where nobody gave a title.
  private static func isFileName(_ title: String) -> Bool {
    let lower = title.lowercased()
    return lower.hasPrefix("microsoft word - ") || lower == "powerpoint presentation"
      || lower.hasPrefix("untitled") || lower == "unknown title"
      || [".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods"].contains {
        lower.hasSuffix($0)
      }
  }
}

/// The paragraph styles of a document that say what a paragraph is.
struct OpenDocumentStyles {
  private var parents: [String: String] = [:]
  private var names: [String: String] = [:]
  /// Styles of runs that raise or lower them.
  private var scripts: [String: ElementRule] = [:]
  private var runParents: [String: String] = [:]

  mutating func add(_ settings: SettingsXML) {
    addScripts(settings)
    for element in settings.elements where element.name == "style" {
      guard element.attributes["family"] == "paragraph", let name = element.attributes["name"] else {
        continue
      }
      parents[name] = element.attributes["parent-style-name"]
      names[name] = element.attributes["display-name"] ?? name
    }
  }

  /// `text-position` is `super 58%`, `sub 58%`, or how far the text is raised, `33% 58%`.
  private mutating func addScripts(_ settings: SettingsXML) {
    var run: String?
    for element in settings.elements {
      switch element.name {
      case "style":
        run = element.attributes["family"] == "text" ? element.attributes["name"] : nil
        if let run { runParents[run] = element.attributes["parent-style-name"] }
      case "text-properties":
        guard let run, let position = element.attributes["text-position"]?.split(separator: " ").first else {
          continue
        }
        if position == "super" || (Double(position.filter { $0 != "%" }) ?? 0) > 0 {
          scripts[run] = .raised
        } else if position == "sub" || position.hasPrefix("-") {
          scripts[run] = .lowered
        }
      default: break
      }
    }
  }

  /// Rules of the spans that are raised or lowered.
  private var scriptRows: [(patterns: String, rule: ElementRule)] {
    Set(scripts.keys).union(runParents.keys).sorted().compactMap {
      name -> (patterns: String, rule: ElementRule)? in
      guard !name.contains(where: { $0 == " " || $0 == "/" }) else { return nil }
      var at: String? = name
      for _ in 0..<20 {
        guard let style = at else { return nil }
        if let rule = scripts[style] { return ("span@text:style-name=\(name)", rule) }
        at = runParents[style]
      }
      return nil
    }
  }

  /// The rules of OpenDocument with those of these styles.
  func dialect(of format: DocumentFormat) -> Dialect {
    // The styles of slides say how they look and no more.
    if format == .odp { return Dialect(.odp, Dialect.slideRows + Dialect.openDocumentRows + scriptRows) }
    var rows: [(patterns: String, rule: ElementRule)] = []
    // Styles that every program has are often used without being defined.
    let known = Set(names.keys).union(["Title", "Subtitle", "Caption", "Abstract", "Author", "Date"])
    for name in known.sorted() where !name.contains(where: { $0 == " " || $0 == "/" }) {
      if let rule = rule(of: name) { rows.append(("p@text:style-name=\(name)", rule)) }
    }
    return Dialect(.odt, Dialect.openDocumentRows + rows + scriptRows)
  }

  private func rule(of style: String) -> ElementRule? {
    var at: String? = style
    for _ in 0..<20 {
      guard let name = at else { return nil }
      let plain = (names[name] ?? name).replacing("_20_", with: " ").lowercased()
      switch plain {
      case "title", "doctitle": return .title
      case "subtitle": return ElementRule(.heading)
      case let other where other.hasSuffix("caption"): return .block(.caption)
      case "footnote", "endnote": return nil
      case "author", "date", "first line author": return .paragraph(.metadata)
      case "abstract": return .paragraph(.abstract)
      case "preformatted text", "source code": return .preformatted
      case let other where other.hasPrefix("contents ") || other.hasSuffix("index heading"):
        return .paragraph(.metadata)
      case let other where other.hasPrefix("bibliography"): return .paragraph(.bibliography)
      default: at = parents[name]
      }
    }
    return nil
  }
}
