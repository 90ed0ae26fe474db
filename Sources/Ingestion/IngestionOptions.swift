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
  /// Deepest nesting of the elements of XML and of pages and of Markdown's lists and quotations, at most
  /// 2048.
  public var maximumDepth: Int = 256
  /// Longest wait for the next bytes of a pipe that is named as a file, in seconds. Standard input as `-` is
  /// waited for without end.
  public var maximumSilence: Double = 30

  /// Spellings that an edition offers side by side.
  public enum Spelling: String, Sendable, Hashable, Codable, CaseIterable {
    /// As its editors regularized and corrected it.
    case regularized
    /// As it stands in the original.
    case original
  }

  /// The witness whose readings are read where an edition gives those of several: the name that its `wit`
  /// attributes use, with or without `#`. `nil` for the reading that the edition prefers.
  public var witness: String?
  /// Which spelling is read where an edition offers two.
  public var spelling: Spelling = .regularized
  /// Whether broken markup and bytes are read as far as they are good, with a warning, instead of being
  /// refused.
  public var isLenient = false
  /// Whether external entities, definitions and XInclude elements of XML are read from files below the
  /// document's own folder. Otherwise, and for all other places, an external entity is refused and an
  /// XInclude element left out.
  public var readsLocalFiles = false
  /// Whether pages of a wiki are read that are no articles: redirects, templates, modules, messages.
  public var readsAllPages = false
  /// Password of an encrypted PDF.
  public var pdfPassword: String?
  /// Most time that another program (`pdftotext`) may take for a document, in seconds.
  public var toolSeconds: Double = 300
  /// Most memory that it may take, in bytes.
  public var toolMemoryBytes: Int = 2 << 30

  /// Creates the default options.
  public init() {}
}
