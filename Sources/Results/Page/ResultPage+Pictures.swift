import Foundation
import Ingestion

extension TaskResult {
  /// Numbers of the pages on which passages stand, where the document is one with pages.
  public var pagesWithPassages: [Int] {
    Set(passages.compactMap(\.place).flatMap(\.rectangles).map(\.page)).sorted()
  }
}

extension ResultPage {
  /// The pages as pictures, with the chosen sentences or the answers marked on them.
  static func pictureSection(_ result: TaskResult) -> String {
    guard !result.pictures.isEmpty else { return "" }
    let figures = result.pictures.sorted { $0.page < $1.page }.map { figure($0, result) }
    return """
      <section aria-labelledby="pages">
      <h2 id="pages">Pages</h2>
      \(figures.joined(separator: "\n"))
      </section>
      """
  }

  private static func figure(_ picture: PagePicture, _ result: TaskResult) -> String {
    var marks: [String] = []
    var numbers: [Int] = []
    let isSummary = result.kind == .summary
    let what = isSummary ? "sentence" : result.kind == .questions ? "question" : "answer"
    for (index, passage) in result.passages.enumerated() {
      let rectangles = passage.place?.rectangles.filter { $0.page == picture.page } ?? []
      guard !rectangles.isEmpty else { continue }
      let number: Int
      let target: String
      if isSummary {
        guard let sentence = passage.sentence else { continue }
        (number, target) = (sentence + 1, anchor(passage.part, sentence))
      } else {
        (number, target) = (index + 1, "p\(index + 1)")
      }
      numbers.append(number)
      let shapes = rectangles.map { rectangle in
        """
        <rect x="\(rectangle.x0)" y="\(rectangle.y0)" width="\(rectangle.x1 - rectangle.x0)" \
        height="\(rectangle.y1 - rectangle.y0)"/>
        """
      }
      marks.append("<a href=\"#\(target)\"><title>\(what) \(number)</title>\(shapes.joined())</a>")
    }
    let (width, height) = ("\(picture.width)", "\(picture.height)")
    let data = Data(picture.png).base64EncodedString()
    let list = numbers.map(String.init).joined(separator: ", ")
    return """
      <figure class="page"><svg viewBox="0 0 \(width) \(height)" role="img" aria-label="page \(picture.page)">\
      <image href="data:image/png;base64,\(data)" width="\(width)" height="\(height)"/>\(marks.joined())</svg>\
      <figcaption>Page \(picture.page): \(what)\(numbers.count == 1 ? "" : "s") \(list)</figcaption></figure>
      """
  }
}
