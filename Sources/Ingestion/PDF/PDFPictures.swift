import Platform

/// A page of a PDF as it looks.
public struct PagePicture: Sendable, Hashable {
  /// Number of the page, from 1.
  public var page: Int
  /// Size in points.
  public var width, height: Double
  /// The picture as PNG.
  public var png: [UInt8]
}

/// Draws pages through poppler's `pdftoppm`.
public enum PDFPictures {
  /// Dots an inch: text can be read, and a page takes some 100 kB.
  public static let resolution = 96

  /// Whether the program that draws pages is there.
  public static var areAvailable: Bool { (try? ProcessRunner("pdftoppm")) != nil }

  /// Pictures of the pages `numbers` of the PDF that `document` was read from; none where it is no PDF.
  ///
  /// - Throws: What keeps the file from being read again or drawn; `.damaged` where it has changed since.
  public static func pages(
    _ numbers: [Int], of document: Document, options: IngestionOptions = IngestionOptions()
  ) throws(IngestionError) -> [PagePicture] {
    let file = document.source.path
    guard document.source.format == .pdf, !numbers.isEmpty else { return [] }
    let bytes = try InputFile(path: file, patience: options.maximumSilence).readAll(
      maximum: options.maximumBytes)
    guard SHA256.hexadecimal(of: bytes) == document.source.sha256 else {
      throw IngestionError(file: file, reason: .damaged("it has changed since it was read"))
    }
    return try pages(numbers, ofPDF: bytes, name: file, options: options)
  }

  /// Pictures of the pages `numbers` of the PDF whose bytes are given; errors call it `file`.
  ///
  /// - Throws: What keeps it from being drawn.
  public static func pages(
    _ numbers: [Int], ofPDF bytes: [UInt8], name file: String, options: IngestionOptions = IngestionOptions()
  ) throws(IngestionError) -> [PagePicture] {
    do {
      let tool = try ProcessRunner("pdftoppm")
      let copy = try TemporaryFile(bytes)
      return try numbers.compactMap { number in
        let arguments = PDFTool.arguments(
          ["-png", "-r", "\(resolution)", "-f", "\(number)", "-l", "\(number)"], password: options.pdfPassword
        )
        let png = try tool.output(
          of: arguments + ["/dev/stdin"], input: .descriptor(copy.descriptor), limits: PDFTool.limits(options)
        )
        return picture(png, page: number)
      }
    } catch let failure as ProcessFailure {
      throw PDFTool.error(failure, file: file)
    } catch {
      throw IngestionError(file: file, reason: .io("\(error)"))
    }
  }

  /// `png` with its size, which its header tells.
  private static func picture(_ png: [UInt8], page: Int) -> PagePicture? {
    guard png.count > 24, png.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    let number = { (at: Int) in png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    let (width, height) = (number(16), number(20))
    guard (1...100_000).contains(width), (1...100_000).contains(height) else { return nil }
    return PagePicture(
      page: page, width: Double(width) * 72 / Double(resolution),
      height: Double(height) * 72 / Double(resolution),
      png: png)
  }
}
