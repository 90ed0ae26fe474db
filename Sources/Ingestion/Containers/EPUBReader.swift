/// Reads EPUB 2 and 3: the chapters in the order of the package's spine, without its navigation and its
/// cover.
enum EPUBReader {
  static func wants(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".xhtml", ".html", ".htm", ".xml", ".opf", ".xht"].contains { lower.hasSuffix($0) }
  }

  static func read(
    _ container: Container, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    let package = try package(container, description)
    var builder = container.builder()
    var title: String?
    var language: String?
    if let source = try container.source(package.path) {
      let settings = SettingsXML(source)
      title = settings.elements.first { $0.name == "title" }?.text
      language = settings.elements.first { $0.name == "language" }?.text
      let document = try? XMLDocumentParser.parse(
        source, dialect: .packageMetadata,
        description: container.description(of: package.path, format: .epub),
        options: options)
      if let document { builder.graft(document, path: "", keepsTitle: true) }
    }
    var read = 0
    for chapter in package.chapters {
      guard let source = try container.source(chapter) else { continue }
      let description = container.description(of: chapter, format: .epub)
      guard let document = try self.chapter(source, description, options) else { continue }
      builder.graft(document, path: "")
      read += 1
    }
    guard read > 0 else { throw IngestionError(file: description.path, reason: .noText) }
    return try OfficeTitle.finish(
      &builder, container, description, own: nil, declared: title, language: language)
  }

  /// A chapter; `nil` where it has no text, as a picture of the cover has none.
  private static func chapter(
    _ source: DecodedSource, _ description: SourceDescription, _ options: IngestionOptions
  ) throws(IngestionError) -> Document? {
    do {
      return try XMLDocumentParser.parse(
        source, dialect: .bookChapter, description: description, options: options)
    } catch {
      switch error.reason {
      case .noText: return nil
      case .malformed: break
      default: throw error
      }
    }
    // Books that no validator has seen: what browsers make of it.
    do {
      return try HTMLDocumentParser.parse(source, description: description, options: options)
    } catch {
      if error.reason == .noText { return nil }
      throw error
    }
  }

  private struct Package {
    var path: String
    var chapters: [String] = []
  }

  /// What the book is made of, by its package document.
  private static func package(
    _ container: Container, _ description: SourceDescription
  ) throws(IngestionError) -> Package {
    let root = SettingsXML(try container.source("META-INF/container.xml"))
    let path =
      root.elements.first { $0.name == "rootfile" }?.attributes["full-path"]
      ?? container.names.first { $0.hasSuffix(".opf") }
    guard let path, let source = try container.source(path) else {
      throw IngestionError(file: description.path, reason: .malformed("the book has no package document"))
    }
    let encrypted = Set(
      SettingsXML(try container.source("META-INF/encryption.xml")).elements
        .filter { $0.name == "CipherReference" }.compactMap { $0.attributes["URI"] })
    let settings = SettingsXML(source)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    var manifest: [String: (path: String, isChapter: Bool)] = [:]
    var skipped: Set<String> = []
    for item in settings.elements where item.name == "item" {
      guard let id = item.attributes["id"], let reference = item.attributes["href"] else { continue }
      let type = item.attributes["media-type"] ?? ""
      let properties = (item.attributes["properties"] ?? "").split(separator: " ")
      let isChapter = type.contains("html") || type.contains("x-dtbook")
      manifest[id] = (Container.resolve(reference, in: folder), isChapter && !properties.contains("nav"))
    }
    // EPUB 2 says in its guide what is a cover or a table of contents.
    for reference in settings.elements where reference.name == "reference" {
      let type = reference.attributes["type"] ?? ""
      if ["cover", "toc", "loi", "lot"].contains(type), let target = reference.attributes["href"] {
        skipped.insert(Container.resolve(String(target.prefix { $0 != "#" }), in: folder))
      }
    }
    var package = Package(path: path)
    var all: [String] = []
    for item in settings.elements where item.name == "itemref" {
      guard let id = item.attributes["idref"], let entry = manifest[id], entry.isChapter else { continue }
      all.append(entry.path)
      if item.attributes["linear"] != "no", !skipped.contains(entry.path) {
        package.chapters.append(entry.path)
      }
    }
    // A book whose one file is called its cover is that file all the same.
    if package.chapters.isEmpty { package.chapters = all }
    if let locked = package.chapters.first(where: { encrypted.contains($0) }) {
      throw IngestionError(
        file: "\(description.path)!\(locked)",
        reason: .foreign(
          "protected by digital rights management", advice: "read it in the shop's own program"))
    }
    return package
  }
}
