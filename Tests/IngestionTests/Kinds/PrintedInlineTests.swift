import Ingestion
import Testing

@Suite("Inline elements that print something")
struct PrintedInlineTests {
  static let cases: [(String, String)] = [
    (
      "Choose <menuchoice><guimenu>File</guimenu><guimenuitem>Open</guimenuitem></menuchoice> now.",
      "Choose File → Open now."
    ),
    (
      "Press <keycombo action=\"simul\"><keycap>Ctrl</keycap><keycap>O</keycap></keycombo> now.",
      "Press Ctrl+O now."
    ),
    (
      "Choose <menuchoice>\n  <guimenu>File</guimenu>\n  <guisubmenu>New</guisubmenu>\n  <guimenuitem>Rope</guimenuitem>\n</menuchoice>, then wait.",
      "Choose File → New → Rope, then wait."
    ),
    (
      "Press <keycombo>\n<keycap>Ctrl</keycap> <!-- or Cmd -->\n<keycap>Alt</keycap>\n<keycap>O</keycap>\n</keycombo>.",
      "Press Ctrl+Alt+O."
    ),
    (
      "Choose <menuchoice>\n<shortcut>\n<keycombo>\n<keycap>Ctrl</keycap>\n<keycap>O</keycap>\n</keycombo>\n</shortcut>\n<guimenu>File</guimenu>\n<guimenuitem>Open</guimenuitem>\n</menuchoice>.",
      "Choose (Ctrl+O) File → Open."
    ),
    (
      "Choose <menuchoice><guimenu>File</guimenu> <guimenuitem>Open</guimenuitem> <shortcut><keycap>F3</keycap></shortcut></menuchoice>.",
      "Choose File → Open (F3)."
    ),
    ("He said <quote>no</quote> twice.", "He said “no” twice."),
    (
      "See <citerefentry><refentrytitle>rope</refentrytitle><manvolnum>1</manvolnum></citerefentry>.",
      "See rope(1)."
    ),
    ("See <link linkend=\"other\"/> for more.", "See [other] for more."),
    ("See <olink targetdoc=\"d\" targetptr=\"p\"/> there.", "See [p] there."),
    ("See <ulink url=\"http://e.org/a\"/> there.", "See http://e.org/a there."),
    ("See <ulink url=\"http://e.org/a\">the site</ulink> there.", "See the site there."),
    (
      "Use <simplelist type=\"inline\"><member>tar</member><member>hemp</member></simplelist> or both.",
      "Use tar, hemp or both."
    ),
    ("See <xref linkend=\"other\"/> for more.", "See [other] for more."),
    ("See <link linkend=\"c2\">the next</link>.", "See the next."),
    ("About 10<superscript>6</superscript> ropes.", "About 10^6 ropes."),
    ("Rope<trademark>Works</trademark> ties.", "RopeWorks™ ties."),
    ("Let <inlineequation><mathphrase>a = b</mathphrase></inlineequation> hold.", "Let a = b hold."),
    (
      "A <inlinemediaobject><imageobject><imagedata fileref=\"a\"/></imageobject><textobject><phrase>key</phrase></textobject></inlinemediaobject> sign.",
      "A key sign."
    ),
  ]

  @Test("DocBook prints what it prints", arguments: cases)
  func docbook(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.docbook("<para>\(source)</para>"))) == [text])
  }

  @Test("A reference prints the title of what it refers to")
  func reference() throws {
    let document = try Kind.read(
      Kind.docbook(
        "<section xml:id=\"a\"><title>Tying  <emphasis>knots</emphasis></title><para>See <xref linkend=\"a\"/>.</para></section>"
      ))
    #expect(Kind.texts(document).last == "See Tying knots.")
  }

  @Test("Reviews with an article are labelled, full stops alone are no paragraphs")
  func reviews() throws {
    let document = try XMLReading.document(
      "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front><body><p>Text.</p>.<p>More.</p></body>"
        + "<sub-article article-type=\"decision-letter\"><front-stub><title-group><article-title>Decision</article-title></title-group></front-stub><body><p>We reviewed.</p></body></sub-article></article>"
    )
    #expect(
      document.blocks.filter { $0.role == .body }.map { document.text(in: $0.textRange) } == [
        "Text.", "More.",
      ])
    #expect(try XMLReading.block(document, "We reviewed").role == .review)
  }
}
