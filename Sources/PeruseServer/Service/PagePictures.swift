import Peruse

extension OpenDocument {
  /// Pages of a PDF up to the last one with text; nil where there are none, or nothing draws them.
  var pages: Int? {
    guard pdf != nil else { return nil }
    return document.blocks.reduce(0) { most, block in
      max(most, document.provenance(of: block.textRange)?.rectangles.map(\.page).max() ?? 0)
    }
  }

  /// A page as PNG, at `PDFPictures.resolution` dots an inch.
  ///
  /// - Throws: `IngestionError`, `Problem` where nothing was drawn.
  func picture(ofPage number: Int) throws -> [UInt8] {
    guard let pdf,
      let picture = try PDFPictures.pages([number], ofPDF: pdf, name: document.source.path).first
    else { throw Problem(404, "there is no picture of page \(number)", kind: "page") }
    return picture.png
  }
}
