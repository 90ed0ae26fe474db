/// Writes PDFs for tests: lines of text on pages, and an outline.
package enum PDFFile {
  /// A piece of text on the page: size and words.
  package typealias Line = (size: Int, words: String)

  /// A PDF of one page a list of lines, with an outline of titles, pages (from 0) and depths.
  package static func make(
    _ pages: [[Line]], outline: [(title: String, page: Int, depth: Int)] = []
  ) -> [UInt8] {
    var objects: [String] = []
    let firstPage = 4
    let kids = pages.indices.map { "\(firstPage + 2 * $0) 0 R" }.joined(separator: " ")
    let firstItem = firstPage + 2 * pages.count
    objects.append(
      "<< /Type /Catalog /Pages 2 0 R \(outline.isEmpty ? "" : "/Outlines \(firstItem) 0 R") >>")
    objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
    for (index, lines) in pages.enumerated() {
      var y = 760
      var content = ""
      for line in lines {
        y -= line.size * 14 / 10 + (line.size > 10 ? 12 : 0)
        content += "BT /F1 \(line.size) Tf 72 \(y) Td (\(line.words)) Tj ET\n"
      }
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
          + "/Contents \(firstPage + 2 * index + 1) 0 R >>")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream")
    }
    if !outline.isEmpty {
      // Parent, siblings and children of each item, by depth.
      func number(_ index: Int) -> String { "\(firstItem + 1 + index) 0 R" }
      let tops = outline.indices.filter { outline[$0].depth == 1 }
      objects.append(
        "<< /Type /Outlines /First \(number(tops[0])) /Last \(number(tops[tops.count - 1])) /Count \(tops.count) >>"
      )
      for (index, item) in outline.enumerated() {
        let parent = outline[..<index].lastIndex { $0.depth == item.depth - 1 }
        let after = outline.indices.dropFirst(index + 1)
        let end = after.first { outline[$0].depth < item.depth } ?? outline.count
        let next = after.first { $0 < end && outline[$0].depth == item.depth }
        let childEnd = after.first { outline[$0].depth <= item.depth } ?? outline.count
        let children = (index + 1..<childEnd).filter { outline[$0].depth == item.depth + 1 }
        var entry = "<< /Title (\(item.title)) /Dest [\(firstPage + 2 * item.page) 0 R /Fit]"
        entry += " /Parent \(parent.map(number) ?? "\(firstItem) 0 R")"
        if let next { entry += " /Next \(number(next))" }
        if let first = children.first, let last = children.last {
          entry += " /First \(number(first)) /Last \(number(last)) /Count \(children.count)"
        }
        objects.append(entry + " >>")
      }
    }
    return file(objects)
  }

  /// A piece of text at a place: points from the left and from the top of a page of 595 × 842.
  package typealias Placed = (x: Int, y: Int, size: Int, words: String)

  /// A PDF of one page a list of texts at places.
  package static func make(placed pages: [[Placed]]) -> [UInt8] {
    var objects: [String] = ["<< /Type /Catalog /Pages 2 0 R >>"]
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
    for (index, lines) in pages.enumerated() {
      let content = lines.map { "BT /F1 \($0.size) Tf \($0.x) \(842 - $0.y) Td (\($0.words)) Tj ET\n" }
        .joined()
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
          + "/Contents \(5 + 2 * index) 0 R >>")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream")
    }
    return file(objects)
  }

  /// A PDF of these objects, the catalogue first.
  public static func file(_ objects: [String]) -> [UInt8] {
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }
}
