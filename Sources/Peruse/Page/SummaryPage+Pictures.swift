import Foundation

extension SummaryPage {
  /// Numbers of the pages on which chosen sentences stand, where the document is one with pages.
  public var pagesWithSentences: [Int] {
    let places = chosen.compactMap(\.sentence.provenance).flatMap(\.rectangles)
    return Set(places.map(\.page)).sorted()
  }

  /// The pages as pictures, the chosen sentences marked on them.
  var pictureSection: String {
    guard !pictures.isEmpty else { return "" }
    let figures = pictures.sorted { $0.page < $1.page }.map(figure)
    return """
      <section aria-labelledby="pages">
      <h2 id="pages">Pages</h2>
      \(figures.joined(separator: "\n"))
      </section>
      """
  }

  private func figure(_ picture: PagePicture) -> String {
    var marks: [String] = []
    var numbers: [Int] = []
    for choice in chosen {
      let rectangles = choice.sentence.provenance?.rectangles.filter { $0.page == picture.page } ?? []
      guard !rectangles.isEmpty else { continue }
      let number = choice.sentence.index + 1
      numbers.append(number)
      let shapes = rectangles.map { rectangle in
        """
        <rect x="\(rectangle.x0)" y="\(rectangle.y0)" width="\(rectangle.x1 - rectangle.x0)" \
        height="\(rectangle.y1 - rectangle.y0)"/>
        """
      }
      marks.append(
        "<a href=\"#\(Self.anchor(choice.part, choice.sentence.index))\"><title>sentence \(number)</title>\(shapes.joined())</a>"
      )
    }
    let (width, height) = ("\(picture.width)", "\(picture.height)")
    let data = Data(picture.png).base64EncodedString()
    let list = numbers.map(String.init).joined(separator: ", ")
    return """
      <figure class="page"><svg viewBox="0 0 \(width) \(height)" role="img" aria-label="page \(picture.page)">\
      <image href="data:image/png;base64,\(data)" width="\(width)" height="\(height)"/>\(marks.joined())</svg>\
      <figcaption>Page \(picture.page): sentences \(list)</figcaption></figure>
      """
  }
}
