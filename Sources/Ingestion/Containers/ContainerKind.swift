/// What a zip archive is, told from the names of its members and the type that it declares.
package enum ContainerKind: Sendable, Hashable {
  /// One document in one of these formats.
  case document(DocumentFormat)
  /// One document of a kind that Peruse does not read: what it is, and what would read it.
  case foreign(String, advice: String)
  /// An archive of files.
  case archive

  /// The kind of an archive whose first bytes are `head`, where those tell: a type that is stored first and
  /// uncompressed, as OpenDocument and EPUB ask for.
  package init?(head: some Collection<UInt8>) {
    let bytes = Array(head.prefix(200))
    guard bytes.count > 38, bytes.starts(with: "PK\u{3}\u{4}".utf8) else { return nil }
    let nameLength = Int(bytes[26]) | Int(bytes[27]) << 8
    let extraLength = Int(bytes[28]) | Int(bytes[29]) << 8
    guard nameLength == 8, bytes[30..<38].elementsEqual("mimetype".utf8), bytes[8] == 0, bytes[9] == 0 else {
      return nil
    }
    let size = Int(bytes[18]) | Int(bytes[19]) << 8
    let start = 38 + extraLength
    guard size > 0, start < bytes.count else { return nil }
    let type = String(decoding: bytes[start...].prefix(size), as: UTF8.self)
    self.init(mediaType: type)
  }

  /// The kind of an archive that declares to be of this type.
  package init?(mediaType: String) {
    let openDocument = "application/vnd.oasis.opendocument."
    switch mediaType {
    case "application/epub+zip": self = .document(.epub)
    case let type where type.hasPrefix(openDocument + "text"): self = .document(.odt)
    case let type where type.hasPrefix(openDocument + "spreadsheet"): self = .document(.ods)
    case let type where type.hasPrefix(openDocument + "presentation"): self = .document(.odp)
    case let type where type.hasPrefix(openDocument):
      self = .foreign("an OpenDocument drawing, formula or database", advice: Self.export("plain text"))
    case let type where type.hasPrefix("application/vnd.sun.xml"):
      self = .foreign("an OpenOffice.org 1 document", advice: Self.convert("odt"))
    default: return nil
    }
  }

  /// The kind of an archive that has these members.
  package init(members: some Sequence<String>) {
    let names = Set(members)
    if names.contains("word/document.xml") || names.contains("word/document2.xml") {
      self = .document(.docx)
    } else if names.contains("META-INF/container.xml"), names.contains(where: { $0.hasSuffix(".opf") }) {
      self = .document(.epub)
    } else if names.contains("xl/workbook.xml") {
      self = .document(.xlsx)
    } else if names.contains("xl/workbook.bin") {
      self = .foreign("a binary Excel workbook", advice: "save it as .xlsx")
    } else if names.contains("ppt/presentation.xml") {
      self = .document(.pptx)
    } else if names.contains("content.xml"), names.contains("META-INF/manifest.xml") {
      self = .document(.odt)
    } else if names.contains("Index/Document.iwa") || names.contains("Index.zip") {
      self = .foreign("an Apple iWork document", advice: Self.export("Word or EPUB"))
    } else if names.contains("FixedDocSeq.fdseq") || names.contains("FixedDocumentSequence.fdseq") {
      self = .foreign("an XPS document", advice: "'xpstopdf' (package libgxps-utils) makes a PDF of it")
    } else if names.contains("AndroidManifest.xml") || names.contains("META-INF/MANIFEST.MF") {
      self = .foreign("a program", advice: "it has no text to read")
    } else {
      self = .archive
    }
  }

  private static func convert(_ format: String) -> String {
    "'soffice --convert-to \(format)' (package libreoffice-writer) makes one that it reads"
  }

  private static func export(_ format: String) -> String {
    "export it as \(format) from the program that made it"
  }
}
