/// A place in the source.
///
/// Bytes of the file, or of a member of it, or rectangles on pages: whichever the format has.
public struct Provenance: Sendable, Hashable {
  /// Bytes of the original file; of the member where there is one, uncompressed; `nil` for places on pages.
  public var bytes: ByteRange?
  /// Path of the block's element, `/TEI[1]/text[1]/body[1]/p[3]`; for formats without elements
  /// the block's place in the outline, `/p[3]`.
  public var path: String
  /// Ranges inside ``bytes`` whose content is not in the text (a footnote in mid-sentence).
  public var omitted: [ByteRange]
  /// Path of the member inside its container, `OEBPS/ch1.xhtml`.
  public var member: String?
  /// Number of the page on which the place begins, from 1.
  public var page: Int?
  /// What the text covers on its pages, a rectangle a line.
  public var rectangles: [PageRectangle]
  /// When it is heard, for subtitles and transcripts.
  public var time: TimeRange?
  /// The program that made the text in which ``bytes`` count, where Peruse does not read the format itself.
  public var convertedBy: String?

  /// Creates a place in bytes.
  public init(
    bytes: ByteRange, path: String, omitted: [ByteRange] = [], member: String? = nil,
    time: TimeRange? = nil, convertedBy: String? = nil
  ) {
    self.bytes = bytes
    self.path = path
    self.omitted = omitted
    self.member = member
    self.time = time
    self.convertedBy = convertedBy
    page = nil
    rectangles = []
  }

  /// Creates a place on pages.
  public init(page: Int, rectangles: [PageRectangle], path: String) {
    bytes = nil
    self.path = path
    omitted = []
    self.page = page
    self.rectangles = rectangles
  }

  /// The place in one word behind the file's name: `notes.txt:10-20`, `book.epub!OEBPS/ch1.xhtml:10-20`,
  /// `report.pdf:p12`.
  public func citation(in file: String) -> String {
    let part = member ?? (convertedBy == nil ? nil : "converted")
    let whole = part.map { "\(file)!\($0)" } ?? file
    return range.map { "\(whole):\($0)" } ?? whole
  }

  /// The place inside a file that is named elsewhere: `10-20`, `OEBPS/ch1.xhtml:10-20`, `p12`.
  public var citationInFile: String {
    [member, range].compactMap(\.self).joined(separator: ":")
  }

  private var range: String? {
    page.map { "p\($0)" } ?? bytes.map { "\($0.byteStart)-\($0.byteEnd)" }
  }

  /// The place in words, without the file: `bytes 10–20`, `OEBPS/ch1.xhtml, bytes 10–20`, `page 12`.
  public var words: String {
    if let page {
      let last = rectangles.last?.page ?? page
      return last > page ? "pages \(page)–\(last)" : "page \(page)"
    }
    let range = bytes.map { "bytes \($0.byteStart)–\($0.byteEnd)" }
    let origin = convertedBy.map { "of the text converted by \($0)" }
    let count = [range, origin].compactMap(\.self).joined(separator: " ")
    let clock = time.map { "at \($0.clock)" }
    return [clock, member, count.isEmpty ? nil : count].compactMap(\.self).joined(separator: ", ")
  }
}

/// A rectangle on a page, in PDF points (1/72 inch) from the left and from the top edge of the page as it is
/// shown.
public struct PageRectangle: Sendable, Hashable, Codable {
  /// Number of the page, from 1.
  public var page: Int
  /// Left edge.
  public var x0: Double
  /// Upper edge.
  public var y0: Double
  /// Right edge.
  public var x1: Double
  /// Lower edge.
  public var y1: Double

  /// Creates a rectangle.
  public init(page: Int, x0: Double, y0: Double, x1: Double, y1: Double) {
    (self.page, self.x0, self.y0, self.x1, self.y1) = (page, x0, y0, x1, y1)
  }
}
