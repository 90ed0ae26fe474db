/// What a caller may set about reading; the defaults detect everything from content.
public struct IngestionOptions: Sendable, Hashable {
  /// Format, or `nil` to detect it from content.
  public var format: DocumentFormat?
  /// IANA name of the encoding, or `nil` to detect it.
  public var encoding: String?
  /// XPath of the elements whose text is read, for XML formats of one's own.
  ///
  /// Names take the prefixes that the file declares, or the name of its format (`tei:p`); without a prefix
  /// they mean elements written without one.
  public var textPath: String?
  /// XPath of the title.
  public var titlePath: String?
  /// XPath of elements to leave out.
  public var skipPath: String?
  /// Path of the record element, for XML files that hold many: names with `/`, `//`, `*` and `|`.
  public var recordPath: String?
  /// Largest document or record in bytes.
  public var maximumBytes: Int = 256 << 20
  /// Deepest nesting of elements; more than 256 has no effect, since libxml2's own limit stays on.
  public var maximumDepth: Int = 256
  /// Password of an encrypted PDF.
  public var pdfPassword: String?
  /// Most time that another program (`pdftotext`) may take for a document, in seconds.
  public var toolSeconds: Double = 300
  /// Most memory that it may take, in bytes.
  public var toolMemoryBytes: Int = 2 << 30

  /// Creates the default options.
  public init() {}
}
