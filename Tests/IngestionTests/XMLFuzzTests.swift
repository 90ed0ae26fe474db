import Foundation
import Ingestion
import Testing

@Suite("Damaged XML")
struct XMLFuzzTests {
  /// Small documents that between them use all that the reader knows.
  static let seeds: [String] = [
    """
    <?xml version="1.0"?>
    <!DOCTYPE article [<!ENTITY corp "The &amp; Company"><!-- c --><?pi x?>]>
    <article xml:lang="en"><front><article-meta><title-group><article-title>A <i>title</i></article-title></title-group>
    <abstract><p>Short &corp; &#x2014; abstract.</p></abstract></article-meta></front><body><sec><title>One</title>
    <p>Text with <xref>1</xref><fn><p>a note</p></fn>, <![CDATA[raw < & text]]> and <!-- hidden --> more.</p>
    <list><list-item><p>item</p></list-item></list></sec></body><back><ref-list><ref><element-citation>
    <surname>A</surname><given-names>B</given-names></element-citation></ref></ref-list></back></article>
    """,
    """
    <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>
    <text><body><div><head>H</head><p>A <choice><sic>teh</sic><corr>the</corr></choice> line<lb/>broken<note>why?</note>.</p>
    <lg><l>One line</l><l>and another</l></lg><sp><speaker>X</speaker><l>verse</l></sp></div></body></text></TEI>
    """,
    """
    <mediawiki><page><title>P &amp; Q</title><revision><text>'''Bold''' [[a|b]] {{t|{{u}}}} &lt;ref name="x"&gt;r&lt;/ref&gt; &amp;nbsp;x
    == Head ==
    * item [http://x.example y]
    {| table
    ! a !! [[b|c]]
    |- x=1
    | y=1 | d || {{e}} f
    |}
    text &lt;br/&gt; after</text></revision></page><page><title>R</title><revision><text>more</text></revision></page></mediawiki>
    """,
    """
    <doc><name>Generic</name><part title="T">text <b>bold</b>

    second</part><x><y>é ü – 漢字</y><z/></x></doc>
    """,
    """
    <?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head><body><h1>A</h1><p>x<br/>y</p><pre> a
      b </pre><h2>References</h2><p>z</p></body></html>
    """,
  ]

  @Test("Thousands of damaged documents neither crash nor lie", arguments: 0..<5)
  func mutations(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 77)
    let original = Array(Self.seeds[seed].utf8)
    var read = 0
    for _ in 0..<1_200 {
      let bytes = Self.mutate(original, &random)
      var problems: [String] = []
      try? DocumentReader(options: Self.options).records(bytes: bytes, name: "fuzz.xml") { result in
        // What damage turns into HTML or plain text has other markup to undo.
        if case .success(let document) = result, document.source.format.isXML {
          read += 1
          problems += ProvenanceChecker(
            document: document, bytes: bytes, undo: XMLUndo(document, file: bytes), samples: 1,
            seed: random.next()
          ).problems()
        }
        return true
      }
      if !problems.isEmpty {
        Issue.record("\(problems) in \(String(decoding: bytes, as: UTF8.self))")
        return
      }
    }
    #expect(read > 20, "some damage leaves a document readable")
  }

  @Test("Documents cut at any byte neither crash nor are taken for whole", arguments: 0..<4)
  func cuts(seed: Int) {
    let original = Array(Self.seeds[seed].utf8)
    for length in 0..<original.count {
      var sawFailure = false
      do {
        try DocumentReader(options: Self.options).records(bytes: Array(original[..<length]), name: "cut.xml")
        {
          if case .failure = $0 { sawFailure = true }
          return true
        }
      } catch {
        sawFailure = true
      }
      let rest = original[length...].allSatisfy { $0 == 0x0A }
      if !sawFailure, !rest { Issue.record("cut at \(length) of \(original.count) is read without a word") }
    }
  }

  /// Anything is to be read as XML here, and in UTF-8: guesses about format are tested elsewhere.
  private static let options: IngestionOptions = {
    var options = IngestionOptions()
    options.encoding = "UTF-8"
    options.format = .xml
    return options
  }()

  private static func mutate(_ original: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let length = min(bytes.count - at, Int.random(in: 1...12, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes.removeSubrange(at..<at + length)
      case 2: bytes.insert(contentsOf: bytes[at..<at + length], at: at)
      case 3:
        let marks = [
          "<", ">", "&", ";", "\"", "<!--", "-->", "<![CDATA[", "]]>", "/>", "</p>", "<p>", "{{", "]]",
          "\r\n",
        ]
        bytes.insert(contentsOf: (marks.randomElement(using: &random) ?? "<").utf8, at: at)
      default:
        let other = Int.random(in: 0..<bytes.count, using: &random)
        bytes.swapAt(at, other)
      }
      if bytes.isEmpty { return original }
    }
    return bytes
  }
}
