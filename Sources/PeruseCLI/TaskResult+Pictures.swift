import Peruse

extension TaskResult {
  /// Adds pictures of the pages of a PDF on which passages stand; for the page that shows the result.
  mutating func addPictures(of document: Document, options: IngestionOptions, quiet: Bool) {
    do {
      pictures = try PDFPictures.pages(pagesWithPassages, of: document, options: options)
    } catch {
      // The text is there all the same.
      if !quiet { Console.error("without pictures of pages: \(error)") }
    }
  }
}
