import Foundation
import Ingestion
import Results
import Testing
import Tokenization

/// What is written piece by piece is what Foundation's encoder makes of the whole report.
@Suite("Inspections written piece by piece")
struct InspectionStreamTests {
  private static let controls = String(String.UnicodeScalarView((1..<0x20).compactMap { Unicode.Scalar($0) }))

  /// Documents of several kinds: sections, notes left out of sentences, times, text that JSON escapes.
  private static let files: [(name: String, text: String)] = [
    (
      "a.xml",
      "<article><front><article-title>A “mill”</article-title></front><body><sec><title>One \\ \"two\"</title>"
        + "<p>The mill<fn><p>A note.</p></fn> is old / grey. It stands.</p></sec></body></article>"
    ),
    (
      "b.xml",
      "<article xml:lang='en'><front><article-meta><title-group><article-title>The \"Gull\"</article-title></title-group>"
        + "<contrib-group><contrib contrib-type='author'><name><surname>Holt</surname><given-names>Ann</given-names></name>"
        + "</contrib><contrib contrib-type='author'><name><surname>Moe</surname><given-names>Per\\Ole</given-names></name>"
        + "</contrib></contrib-group><pub-date><day>3</day><month>5</month><year>2020</year></pub-date></article-meta></front>"
        + "<body><p>The mill is old & grey.</p></body></article>"
    ),
    ("a.srt", "1\n00:00:01,500 --> 00:00:03,250\nThe ferry is late.\n"),
    ("a.md", "# Ferries\n\n- One\n- <b>Two</b>\n\n| a | b |\n|---|---|\n| 1 | 港 |\n"),
    ("a.txt", "Bell\u{7}, escape\u{1B}[1m and delete\u{7F}.\n\nTabs\there, a line\u{2028}separator."),
  ]

  private func documents() throws -> [Document] {
    var options = IngestionOptions()
    options.isLenient = true
    var documents = try Self.files.map {
      try DocumentReader(options: options).document(bytes: Array($0.text.utf8), name: $0.name)
    }
    documents[1].source.recordIndex = 3
    documents[1].source.recordID = "a/\"3\""
    return documents
  }

  @Test("The documents have every member that a description of a document can have")
  func members() throws {
    let reports = try documents().map(DocumentReport.init)
    #expect(reports.contains { ($0.authors?.count ?? 0) > 1 && $0.date != nil && $0.language != nil })
    #expect(reports.contains { $0.warnings != nil } && reports.contains { $0.title == nil })
    #expect(reports.contains { $0.record != nil && $0.id != nil })
  }

  @Test("JSON is that of the report, byte for byte", arguments: [true, false], [nil, "a \"name\""])
  func json(isPretty: Bool, id: String?) throws {
    let vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nmill\n##s\nold\n"
    let tokenizer = try WordPieceTokenizer(vocabulary: Array(vocabulary.utf8), file: "vocab.txt")
    for document in try documents() {
      let sentences = SentenceSplitter().sentences(in: document)
      for (own, pieces) in [(nil, nil), ([], tokenizer), (sentences, nil), (sentences, tokenizer)] {
        let inspection = Inspection(document, sentences: own, tokenizer: pieces)
        let whole = IdentifiedReport(id: id, report: InspectionReport(inspection))
        let expected = try JSONEncoder.peruse(pretty: isPretty).encode(whole)
        var result = TaskResult(inspection)
        result.id = id
        var options = RenderOptions()
        options.prettyJSON = isPretty
        #expect(
          try ResultForm.json.body(of: result, options: options)
            == String(decoding: expected, as: UTF8.self))
      }
    }
  }

  @Test("Every character is escaped as Foundation escapes it")
  func characters() throws {
    let text = Self.controls + "\0\"\\/\u{7F}\u{80}\u{2028}é港🌉"
    var written = ""
    var json = JSONStream(isPretty: false) { written += $0 }
    try json.value(text)
    try json.finish()
    #expect(written == String(decoding: try JSONEncoder.peruse(pretty: false).encode(text), as: UTF8.self))
  }

  @Test("No piece is much longer than the others, however long a text is, and none cuts a character")
  func pieces() throws {
    let text = String(repeating: "港🌉é and words without an end ", count: 20_000)
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: "a.txt")
    let result = TaskResult(Inspection(document, sentences: nil, tokenizer: nil))
    var pieces: [String] = []
    try ResultForm.jsonl.write(result) { pieces.append($0) }
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.utf8.count < 4 * TextPieces.pieceBytes && !$0.contains("\u{FFFD}") })
    #expect(pieces.joined() == (try ResultForm.jsonl.body(of: result)))
  }

  @Test("Every form is in pieces what it is in one", arguments: ResultForm.forms(of: .inspection))
  func forms(form: ResultForm) throws {
    for document in try documents() {
      let result = TaskResult(
        Inspection(document, sentences: SentenceSplitter().sentences(in: document), tokenizer: nil))
      var text = ""
      try form.write(result) { text += $0 }
      #expect(try text == form.body(of: result))
      #expect(!text.isEmpty)
    }
  }

  @Test("Text shows a line a block")
  func text() throws {
    let document = try documents()[2]
    let lines = try ResultForm.text.body(of: TaskResult(Inspection(document, sentences: nil, tokenizer: nil)))
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == document.blocks.count + 2)
  }
}
