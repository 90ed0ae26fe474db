import Ingestion
import Testing

@Suite("Format detector")
struct FormatDetectorTests {
  private func detect(_ text: String, _ path: String = "f") -> DocumentFormat {
    FormatDetector.detect(Array(text.utf8), path: path)
  }

  @Test(
    "XML formats are told by their root element, its namespace and the document type",
    arguments: [
      ("<?xml version='1.0'?><!-- c --><?pi?><TEI xmlns='http://www.tei-c.org/ns/1.0'>", DocumentFormat.tei),
      ("<tei:teiCorpus xmlns:tei='http://www.tei-c.org/ns/1.0'>", .tei), ("<TEI.2><teiHeader/>", .tei),
      ("<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96) v1.2//EN\" \"JATS.dtd\"><article>", .jats),
      ("<article dtd-version='1.3'><front>", .jats), ("<article article-type=\"research\">", .jats),
      ("<article><front><article-meta></article-meta></front></article>", .jats),
      ("<article xmlns='http://docbook.org/ns/docbook' version='5.0'>", .docbook),
      ("<?xml version='1.0'?><book xmlns:db='http://docbook.org/ns/docbook'>", .docbook),
      (
        "<!DOCTYPE book PUBLIC \"-//OASIS//DTD DocBook XML V4.5//EN\" \"d.dtd\" [<!ENTITY a \">\">]><book>",
        .docbook
      ),
      ("<section><title>T</title><para>x</para></section>", .docbook), ("<nitf><head>", .nitf),
      ("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>", .newsml), ("<newsMessage>", .newsml),
      ("<PubmedArticleSet>", .medline), ("<MedlineCitation>", .medline),
      ("<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.10/\">", .mediawiki),
      ("<?xml version='1.0'?><html xmlns=\"http://www.w3.org/1999/xhtml\">", .xhtml),
      ("<?xml version='1.0'?>\n<recipe>", .xml), ("<recipe><step>x</step></recipe>", .xml),
      ("<!DOCTYPE recipe SYSTEM 'r.dtd'>\n<recipe>", .xml), ("<PAPER><S sid='1'>x</S></PAPER>", .xml),
    ])
  func xml(text: String, format: DocumentFormat) {
    #expect(detect(text) == format)
    #expect(detect("\u{FEFF}\n  " + text, "f.txt") == format)
  }

  @Test(
    "HTML, Markdown and plain text are told by what they hold",
    arguments: [
      ("<!doctype html><title>x</title>", DocumentFormat.html), ("<HTML><BODY>", .html),
      ("<p>Hello <b>you</b></p>", .html),
      ("<!-- saved from url --><html>", .html), ("<article><h1>T</h1><p>x</p></article>", .html),
      ("<?xml version='1.0'?><html><body>", .html), ("# Title\n\nText with [a link](http://x.y).", .markdown),
      ("---\ntitle: T\n---\n\nText", .markdown), ("| a | b |\n|---|---|\n| c | d |", .markdown),
      ("Text\n\n```\ncode\n```\n", .markdown),
      ("<div align=center>\n\n# Title\n\n[a](b) ![c](d)\n</div>", .markdown),
      ("Just text.\n\nMore of it, with * stars and 1 < 2.", .text), ("<3 is a heart", .text),
      ("< not a tag", .text),
      ("<John> hello\n<Mary> hi", .text), ("# one remark\nno Markdown", .text), ("", .text),
      ("TITLE\n=====\n\n- item\n\n> quoted mail\n", .text),
    ])
  func text(text: String, format: DocumentFormat) {
    #expect(detect(text) == format)
  }

  @Test("The extension breaks ties, and no more")
  func ties() {
    #expect(detect("Just text.", "a/b.md") == .markdown)
    #expect(detect("# T\n\n[a](b)", "a.txt") == .text)
    #expect(detect("# T\n\n[a](b) [c](d)\n\n## U\n\n```\nx\n```\n", "a.txt") == .markdown)
    #expect(detect("<!doctype html><p>", "page.md") == .html)
    #expect(detect("<html xmlns='http://www.w3.org/1999/xhtml'>", "page.xhtml") == .xhtml)
    #expect(detect("Words <b>in a fragment</b>.", "page.html") == .html)
    #expect(detect("Words <b>in a fragment</b>.", "page") == .text)
    #expect(detect("plain", "dir.md/file") == .text)
  }
}
