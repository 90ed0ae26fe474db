import Peruse

@testable import Batch
@testable import Ingestion

/// Containers from inside: the input is their members, which mutations of a packed file never reach, since
/// its checksums no longer hold.
extension Targets {
  static let containers: [Target] = [
    container(.docx, ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "docProps/core.xml"]),
    container(.odt, ["content.xml", "styles.xml", "meta.xml"]),
    container(.odp, ["content.xml", "meta.xml"]),
    container(
      .pptx,
      [
        "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/slide1.xml",
        "ppt/slides/_rels/slide1.xml.rels", "ppt/notesSlides/notesSlide1.xml", "ppt/diagrams/data1.xml",
        "ppt/charts/chart1.xml",
      ]),
    container(
      .xlsx,
      [
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
        "xl/styles.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml",
        "xl/drawings/drawing1.xml", "xl/tables/table1.xml",
      ]),
    container(.ods, ["content.xml", "meta.xml"]),
    container(
      .epub,
      ["META-INF/container.xml", "OEBPS/content.opf", "OEBPS/1.xhtml", "OEBPS/2.xhtml", "OEBPS/nav.xhtml"]),
  ]

  /// The members called `names`, with bytes 0xFF between them, which UTF-8 does not have.
  private static func container(_ format: DocumentFormat, _ names: [String]) -> Target {
    Target(name: "inside-\(format.rawValue)") { bytes in
      let parts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false)
      readContainer(zip(names, parts).map { ($0, Array($1)) }, format)
    }
  }
}

/// A zip archive of members that are not compressed (APPNOTE.TXT 4.3).
enum StoredZip {
  static func bytes(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    func add(_ value: UInt32, _ count: Int, to bytes: inout [UInt8]) {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * place))) }
    }
    /// Version, flags, method, time, date, checksum, sizes, length of the name: the same in both places.
    func describe(_ member: (name: String, content: [UInt8]), in bytes: inout [UInt8]) {
      let size = UInt32(member.content.count)
      for (value, count) in [
        (20, 2), (0x800, 2), (0, 2), (0, 2), (0x21, 2), (CyclicCheck.crc32(member.content), 4), (size, 4),
        (size, 4),
        (UInt32(member.name.utf8.count), 2), (0, 2),
      ] { add(value, count, to: &bytes) }
    }
    for member in members {
      let start = UInt32(out.count)
      add(0x0403_4B50, 4, to: &out)
      describe(member, in: &out)
      out += Array(member.name.utf8) + member.content
      add(0x0201_4B50, 4, to: &directory)
      add(20, 2, to: &directory)
      describe(member, in: &directory)
      for (value, count) in [(0, 2), (0, 2), (0, 2), (0, 4), (start, 4)] { add(value, count, to: &directory) }
      directory += Array(member.name.utf8)
    }
    let (count, start, size) = (UInt32(members.count), UInt32(out.count), UInt32(directory.count))
    out += directory
    for (value, count) in [
      (0x0605_4B50, 4), (0, 2), (0, 2), (count, 2), (count, 2), (size, 4), (start, 4), (0, 2),
    ] { add(value, count, to: &out) }
    return out
  }
}
