import Foundation

/// Reads the presentations of PowerPoint and of whoever writes them (Office Open XML, ECMA-376 part 1, 19):
/// slides in the order in which they are shown, each with its notes and comments.
enum PresentationReader {
  private static let main = "ppt/presentation.xml"

  static func wants(_ name: String) -> Bool {
    let folders = [
      "ppt/slides/", "ppt/notesSlides/", "ppt/diagrams/data", "ppt/charts/chart", "ppt/comments/",
    ]
    return name == main || name == "ppt/_rels/presentation.xml.rels" || name == OfficeProperties.member
      || folders.contains { name.hasPrefix($0) } && (name.hasSuffix(".xml") || name.hasSuffix(".rels"))
  }

  static func read(
    _ container: Container, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    var builder = container.builder()
    let properties = try OfficeProperties(container, into: &builder, options: options)
    var title: String?
    var read: Set<String> = []
    for (number, name) in try slides(of: container).enumerated() {
      // A slide that is named a million times is one.
      guard read.insert(name).inserted, let source = try container.source(name) else { continue }
      let heading = try document(
        number == 0 ? .documentTitle : .slideTitle, source, name, container, options)
      let words = heading.map { $0.text.replacing("\n", with: " ") }
      builder.openSection()
      if let heading { builder.graft(heading, path: "", keepsTitle: true) }
      if number == 0 { title = words } else if let words { builder.setHeading(words) }
      if let body = try document(.body, source, name, container, options) { builder.graft(body, path: "") }
      let related = try Relationship.all(of: name, in: container)
      for relationship in related where relationship.type.hasSuffix("/chart") {
        guard read.insert(relationship.target).inserted,
          let chart = try ChartExtractor.document(relationship.target, in: container, options: options)
        else { continue }
        builder.graft(chart, path: "")
      }
      for (type, part) in [
        ("/diagramData", SlideExtractor.Part.diagram), ("/notesSlide", .notes), ("/comments", .comments),
      ] {
        for relationship in related where relationship.type.hasSuffix(type) {
          guard read.insert(relationship.target).inserted,
            let source = try container.source(relationship.target),
            let document = try document(part, source, relationship.target, container, options)
          else { continue }
          builder.graft(document, path: "")
        }
      }
      // The words of a heading tell what part its slide plays.
      if number > 0, let role = words.flatMap(SectionRole.named) { builder.setSectionRole(role) }
      builder.closeSection()
    }
    return try OfficeTitle.finish(
      &builder, container, description, own: title, declared: properties["title"],
      language: properties["language"])
  }

  /// Names of the slides in the order in which they are shown; by their numbers where the presentation does
  /// not say.
  private static func slides(of container: Container) throws(IngestionError) -> [String] {
    let targets = Dictionary(
      try Relationship.all(of: main, in: container).map { ($0.id, $0.target) }, uniquingKeysWith: { $1 })
    let shown = SettingsXML(try container.source(main)).elements.filter { $0.name == "sldId" }
      .compactMap { $0.attributes["r:id"].flatMap { targets[$0] } }
    guard shown.isEmpty else { return shown }
    func number(_ name: String) -> Int { Int(name.filter(\.isASCII).filter(\.isNumber)) ?? 0 }
    return container.names.filter { $0.hasPrefix("ppt/slides/") && $0.hasSuffix(".xml") }
      .sorted { (number($0), $0) < (number($1), $1) }
  }

  /// What the member `name` says as `part`; `nil` where that is nothing.
  private static func document(
    _ part: SlideExtractor.Part, _ source: DecodedSource, _ name: String, _ container: Container,
    _ options: IngestionOptions
  ) throws(IngestionError) -> Document? {
    try container.document(of: source, name, format: .pptx, options: options) {
      (bytes, description) throws(IngestionError) in
      var extractor = SlideExtractor(source, bytes, part)
      return try extractor.run(description)
    }
  }
}

/// What a member of an Office container refers to (ECMA-376 part 2, 6.5).
struct Relationship {
  var id: String
  /// The last part of the address tells the kind, in the transitional and the strict namespaces alike.
  var type: String
  /// A member's name.
  var target: String

  /// Those of the member `name`, but for what lies outside the container.
  static func all(of name: String, in container: Container) throws(IngestionError) -> [Relationship] {
    let slash = name.lastIndex(of: "/") ?? name.startIndex
    let folder = name[...slash]
    let settings = SettingsXML(try container.source("\(folder)_rels/\(name[slash...].dropFirst()).rels"))
    return settings.elements.compactMap { element in
      guard element.name == "Relationship", element.attributes["TargetMode"] != "External",
        let id = element.attributes["Id"], let type = element.attributes["Type"],
        let target = element.attributes["Target"]
      else { return nil }
      let member = Container.resolve(target, in: target.hasPrefix("/") ? "" : folder)
      return Relationship(id: id, type: type, target: member)
    }
  }
}
