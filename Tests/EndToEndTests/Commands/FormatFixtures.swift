import TestSupport

/// One short text in every format that Peruse reads.
enum FormatFixture {
  static let first = "The mill opened in 1790."
  static let second = "Ada Brown built it beside the river."
  private static let text = "\(first) \(second)"

  /// Name of the file, the format as `inspect` names it, its bytes.
  static let all: [(name: String, format: String, bytes: [UInt8])] =
    [
      ("plain.txt", "text", text + "\n"),
      ("notes.md", "markdown", "# The old mill\n\n\(text)\n\n- one\n- two\n"),
      (
        "page.html", "html",
        "<!DOCTYPE html><html><head><title>The old mill</title></head><body><h1>The old mill</h1><p>\(text)</p></body></html>"
      ),
      ("page.xhtml", "xhtml", ContainerText.page("The old mill", "<p>\(text)</p>")),
      (
        "tei.xml", "tei",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p>\(text)</p></body></text></TEI>"
      ),
      (
        "jats.xml", "jats",
        "<article article-type=\"research\"><front><article-meta><title-group><article-title>The old mill</article-title></title-group></article-meta></front><body><p>\(text)</p></body></article>"
      ),
      ("news.xml", "nitf", "<nitf><body><body.content><p>\(text)</p></body.content></body></nitf>"),
      (
        "docbook.xml", "docbook",
        "<article xmlns=\"http://docbook.org/ns/docbook\"><title>The old mill</title><para>\(text)</para></article>"
      ),
      (
        "pubmed.xml", "medline",
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>The old mill.</ArticleTitle><Abstract><AbstractText>\(text)</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
      ),
      (
        "wiki.xml", "mediawiki",
        "<mediawiki><page><title>The old mill</title><ns>0</ns><id>7</id><revision><text>\(text)</text></revision></page></mediawiki>"
      ),
      (
        "feed.xml", "feed",
        "<rss version=\"2.0\"><channel><title>Mills</title><item><title>The old mill</title><guid>1</guid><description>&lt;p&gt;\(text)&lt;/p&gt;</description></item></channel></rss>"
      ),
      (
        "book.fb2", "fb2",
        "<FictionBook xmlns=\"http://www.gribuser.ru/xml/fictionbook/2.0\"><description><title-info><book-title>The old mill</book-title></title-info></description><body><section><title><p>One</p></title><p>\(text)</p></section></body></FictionBook>"
      ),
      ("other.xml", "xml", "<?xml version=\"1.0\"?><report><chapter><text>\(text)</text></chapter></report>"),
      (
        "talk.srt", "subtitles",
        "1\n00:00:01,000 --> 00:00:03,000\n\(first)\n\n2\n00:00:03,500 --> 00:00:06,000\n\(second)\n"
      ),
      (
        "talk.vtt", "subtitles",
        "WEBVTT\n\n00:01.000 --> 00:03.000\n\(first)\n\n00:03.500 --> 00:06.000\n\(second)\n"
      ),
      (
        "letter.eml", "mail",
        "From: Ann <a@example.org>\r\nTo: b@example.org\r\nSubject: The old mill\r\nDate: Mon, 05 Jan 2026 10:00:00 +0000\r\n"
          + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(text)\r\n"
      ),
      (
        "book.ipynb", "notebook",
        "{\"cells\": [{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": [\"\(text)\"]}], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}"
      ),
      (
        "paper.tex", "latex",
        "\\documentclass{article}\n\\title{The old mill}\n\\begin{document}\n\\maketitle\n\(text)\n\\end{document}\n"
      ),
    ].map { ($0.0, $0.1, Array($0.2.utf8)) } + [
      ("office.docx", "docx", ZipFile.make(ContainerText.word(text))),
      ("office.odt", "odt", ZipFile.make(ContainerText.openDocument(text))),
      ("novel.epub", "epub", ZipFile.make(ContainerText.book(text))),
      ("talk.pptx", "pptx", ZipFile.make(ContainerText.slide(text))),
      ("talk.odp", "odp", ZipFile.make(ContainerText.openSlide(text))),
      ("book.xlsx", "xlsx", ZipFile.make(ContainerText.sheet(text))),
      ("book.ods", "ods", ZipFile.make(ContainerText.openSheet(text))),
    ]

  /// Those that another program reads first.
  static let pdf: (name: String, format: String, bytes: [UInt8]) =
    ("print.pdf", "pdf", PDFFile.make([[(24, "The old mill"), (10, text)]]))
  static let pandoc: [(name: String, format: String, bytes: [UInt8])] = [
    ("memo.rtf", "rtf", "{\\rtf1\\ansi {\\fonttbl\\f0 Times;}\\f0 \(text)\\par}"),
    ("plan.org", "org", "#+TITLE: The old mill\n\n* Mills\n\n\(text)\n"),
    ("guide.rst", "rst", "The old mill\n============\n\n\(text)\n"),
    ("wiki.muse", "muse", "* Mills\n\n\(text)\n"),
    ("tags.t2t", "t2t", "The old mill\n\n\n= Mills =\n\n\(text)\n"),
    ("page.textile", "textile", "h1. The old mill\n\n\(text)\n"),
  ].map { ($0.0, $0.1, Array($0.2.utf8)) }
}

/// What the members of office documents and books hold.
private enum ContainerText {
  static func page(_ title: String, _ body: String) -> String {
    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>\(title)</title></head><body>\(body)</body></html>"
  }

  static func word(_ text: String) -> [(name: String, content: String)] {
    [
      ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"x\"/>"),
      (
        "word/document.xml",
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:body></w:document>"
      ),
    ]
  }

  static func openDocument(_ text: String) -> [(name: String, content: String)] {
    [
      ("mimetype", "application/vnd.oasis.opendocument.text"),
      (
        "content.xml",
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text><text:p>\(text)</text:p></office:text></office:body></office:document-content>"
      ),
    ]
  }

  static func slide(_ text: String) -> [(name: String, content: String)] {
    [
      ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"x\"/>"),
      ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\"/>"),
      (
        "ppt/slides/slide1.xml",
        "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>\(text)</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
      ),
    ]
  }

  static func openSlide(_ text: String) -> [(name: String, content: String)] {
    [
      ("mimetype", "application/vnd.oasis.opendocument.presentation"),
      (
        "content.xml",
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:draw=\"d\"><office:body><office:presentation><draw:page><draw:frame><draw:text-box><text:p>\(text)</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document-content>"
      ),
    ]
  }

  static func sheet(_ text: String) -> [(name: String, content: String)] {
    [
      ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"x\"/>"),
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Mills\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
      ),
      (
        "xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>\(text)</t></is></c></row></sheetData></worksheet>"
      ),
    ]
  }

  static func openSheet(_ text: String) -> [(name: String, content: String)] {
    [
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      (
        "content.xml",
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"a\"><office:body><office:spreadsheet><table:table table:name=\"Mills\"><table:table-row><table:table-cell><text:p>\(text)</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
      ),
    ]
  }

  static func book(_ text: String) -> [(name: String, content: String)] {
    [
      ("mimetype", "application/epub+zip"),
      (
        "META-INF/container.xml",
        "<container><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles></container>"
      ),
      ("a.xhtml", page("One", "<p>\(text)</p>")),
      (
        "book.opf",
        "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"dc\"><dc:title>The old mill</dc:title></metadata>"
          + "<manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>"
      ),
    ]
  }
}
