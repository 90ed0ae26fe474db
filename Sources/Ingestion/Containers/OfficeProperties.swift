/// What the containers of Office say of their document (`docProps/core.xml`).
struct OfficeProperties {
  static let member = "docProps/core.xml"
  private let settings: SettingsXML

  /// Reads them, and puts those that are text before everything else in `builder`.
  init(
    _ container: Container, into builder: inout DocumentBuilder, options: IngestionOptions
  ) throws(IngestionError) {
    let source = try container.source(Self.member)
    settings = SettingsXML(source)
    guard let source else { return }
    let document = try? XMLDocumentParser.parse(
      source, dialect: .officeMetadata, description: container.description(of: Self.member, format: .xml),
      options: options)
    if let document { builder.graft(document, path: "") }
  }

  /// The property called `name`.
  subscript(name: String) -> String? { settings.elements.first { $0.name == name }?.text }
}
