import Ingestion
import Testing

@Suite("FictionBook, and markup that is read as plain text")
struct FictionBookTests {
  private static func book(_ body: String) -> String {
    "<?xml version=\"1.0\"?><FictionBook xmlns=\"http://www.gribuser.ru/xml/fictionbook/2.0\" xmlns:l=\"http://www.w3.org/1999/xlink\">"
      + "<description><title-info><genre>prose</genre><author><first-name>Ann</first-name><last-name>Petrel</last-name></author>"
      + "<book-title>The Rope</book-title><annotation><p>About ropes.</p></annotation><lang>en</lang></title-info>"
      + "<document-info><program-used>x</program-used><id>7</id></document-info></description>\(body)"
      + "<binary id=\"a\" content-type=\"image/png\">AAAA</binary></FictionBook>"
  }

  @Test("Title, author, abstract, sections, verse and notes have their roles")
  func roles() throws {
    let document = try Kind.read(
      Self.book(
        """
        <body><title><p>The Rope</p><p>A Tale</p></title>
        <section><title><p>Part</p><p>One</p></title><epigraph><p>So it goes.</p><text-author>B.</text-author></epigraph>
        <section><p>The mill <emphasis>opened</emphasis> in 1790<a l:href="#n1" type="note">[1]</a>. It was old.</p><empty-line/>
        <poem><stanza><v>Rope, rope,</v><v>hope.</v></stanza></poem></section></section></body>
        <body name="notes"><section id="n1"><title><p>1</p></title><p>A note.</p></section></body>
        """))
    #expect(document.source.format == .fb2)
    #expect(document.title == "The Rope")
    #expect(document.sections.map(\.heading).contains("Part One"))
    func role(_ text: String) -> Block.Role? {
      document.blocks.first { document.text(in: $0.textRange) == text }?.role
    }
    #expect(role("Ann Petrel") == .metadata)
    #expect(role("About ropes.") == .abstract)
    #expect(role("The mill opened in 1790. It was old.") == .body)
    #expect(role("A note.") == .note)
    #expect(document.blocks.contains { $0.kind == .verse })
    for absent in ["prose", "AAAA", "program"] { #expect(!document.text.contains(absent)) }
  }

  @Test(
    "Markup without a reader is read as text, with a word", arguments: ["a.adoc", "b.typ", "c.texi", "d.pod"])
  func plain(name: String) throws {
    let text = Array("= The mill\n\nThe mill opened in 1790. It was old.\n".utf8)
    let document = try DocumentReader().document(bytes: text, name: name)
    #expect(document.text.contains("The mill opened in 1790."))
    #expect(document.warnings.contains { $0.message.contains("read as plain text") })
    let plain = try DocumentReader().document(bytes: text, name: "a.txt")
    #expect(plain.warnings.isEmpty)
  }
}
