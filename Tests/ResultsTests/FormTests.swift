import Foundation
import Ingestion
import Results
import Testing

/// Results made by hand, so that every form is seen with text that means something to it.
enum Made {
  static let nasty = "a\tb, \"c\" <d> & *e*\nf"

  static func summary(path: String = "report.txt") throws -> TaskResult {
    let text = "The ferry & the bridge stopped at noon. Nobody \"knew\" why, it *seems*. It opened again."
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: path)
    let sentence = 0..<39
    return TaskResult(
      kind: .summary, parts: [TaskResult.Part(document)],
      passages: [
        TaskResult.Passage(
          text: document.text(in: sentence), range: sentence, score: 1.5, sentence: 0,
          place: document.provenance(of: sentence))
      ], report: ["kind": "summary"])
  }

  static func answers(_ texts: [String], path: String = "report.txt") throws -> TaskResult {
    let document = try DocumentReader().document(bytes: Array("Ada paid. Bea did not.".utf8), name: path)
    return TaskResult(
      kind: .answers, parts: [TaskResult.Part(document)], question: "Who, \"really\", paid?",
      passages: texts.map { text in
        TaskResult.Passage(
          text: text, range: 0..<3, score: 0.5, sentence: 0, place: document.provenance(of: 0..<3),
          evidence: "Ada paid.")
      }, report: ["kind": "answers"])
  }
}

@Suite("Forms of results")
struct FormTests {
  @Test("A text column holds no tab and no line end, whatever stands in the text or the file's name")
  func columns() throws {
    for path in ["a b.txt", "a\tb.txt", "a\nb.txt", "a\u{1B}[31mb.txt"] {
      let line = try ResultForm.text.body(of: Made.summary(path: path))
      #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == 3, "\(path)")
      #expect(!line.contains("\n") && !line.contains("\u{1B}"))
      let answer = try ResultForm.text.body(of: Made.answers([Made.nasty], path: path))
      #expect(answer.split(separator: "\t", omittingEmptySubsequences: false).count == 5)
      #expect(!answer.contains("\n"))
    }
  }

  @Test("CSV can be read back: quotation marks, commas and line ends stay in their field")
  func csv() throws {
    let file = try ResultForm.csv.file(of: Made.answers([Made.nasty, "plain"]))
    let rows = CSV.rows(file)
    #expect(rows.count == 3 && Set(rows.map(\.count)).count == 1)
    #expect(rows[0].prefix(4) == ["question", "id", "answer", "probability"])
    #expect(rows[1][0] == "Who, \"really\", paid?" && rows[1][2] == Made.nasty && rows[2][2] == "plain")
    let place = rows[0].firstIndex(of: "byte_start")
    #expect(place.map { rows[1][$0] } == "0")
  }

  @Test("A question without an answer has its row in a table")
  func silence() throws {
    let rows = CSV.rows(try ResultForm.csv.file(of: Made.answers([])))
    #expect(rows.count == 2 && rows[1][0] == "Who, \"really\", paid?" && rows[1][2].isEmpty)
    let tab = try ResultForm.tsv.file(of: Made.answers([])).split(separator: "\n")
    #expect(tab.count == 2)
  }

  @Test("TSV has one line a row and as many columns as its header")
  func tsv() throws {
    let lines = try ResultForm.tsv.file(of: Made.answers([Made.nasty])).split(separator: "\n")
    #expect(lines.count == 2)
    let counts = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).count }
    #expect(counts[0] == counts[1])
  }

  @Test("In Markdown, text means nothing but itself")
  func markdown() throws {
    let text = try ResultForm.markdown.body(of: Made.answers(["*e* <d> [x](y) # 1. `z`"]))
    #expect(text.contains(#"\*e\* \<d\> \[x\](y) # 1. \`z\`"#))
    for beginning in ["# a", "- a", "+ a", "12. a", "> a"] {
      let line = try ResultForm.markdown.body(of: Made.answers([beginning]))
      #expect(
        !line.contains("**\(beginning)**") || beginning.hasPrefix(">") == false && line.contains("\\"),
        "\(line)")
    }
  }

  @Test(
    "A title that stands in the head of a file and again above its text is shown once",
    arguments: [
      (
        "<nitf><head><title>Rain</title></head><body><body.head><hedline><hl1>Rain</hl1></hedline></body.head><body.content><p>It rained.</p>"
          + "</body.content></body></nitf>", 1
      ),
      ("# Rain\n\nIt rained.\n\n## Rain\n\nIt rained again.\n", 2),
      ("# Rain\n\n## Snow\n\nIt snowed.\n", 1),
    ])
  func title(text: String, times: Int) throws {
    let document = try DocumentReader().document(
      bytes: Array(text.utf8), name: text.first == "<" ? "a.xml" : "a.md")
    let result = TaskResult(Inspection(document, sentences: nil, tokenizer: nil), sentences: [])
    for form in [ResultForm.plain, .markdown] {
      let lines = try form.file(of: result).split(separator: "\n").map { $0.drop { "# ".contains($0) } }
      #expect(lines.count { $0 == "Rain" } == times, "\(form): \(lines)")
      #expect(text.contains("Snow") == lines.contains("Snow"))
    }
  }

  @Test("Plain forms are text and nothing else")
  func plain() throws {
    let result = try Made.summary()
    let sentence = "The ferry & the bridge stopped at noon."
    #expect(try ResultForm.plain.file(of: result) == sentence + "\n")
    #expect(try ResultForm.bullets.file(of: result) == "- \(sentence)\n")
    #expect(try ResultForm.paragraph.file(of: result) == sentence + "\n")
  }

  @Test("A page is whole, keeps markup out, and says by hash which style it has")
  func page() throws {
    let page = try ResultForm.html.file(of: Made.answers(["<script>alert(1)</script>"]))
    #expect(!page.contains("<script") && page.contains("&lt;script&gt;"))
    #expect(page.contains("Content-Security-Policy") && page.contains("style-src 'sha256-"))
    #expect(!page.contains(" style=\""))
    #expect(page.contains("<mark class=\"k\" id=\"p1\">Ada</mark>"))
  }

  @Test(
    "Each kind of result offers only forms that it can be rendered in", arguments: TaskResult.Kind.allCases)
  func meaning(kind: TaskResult.Kind) throws {
    #expect(ResultForm.forms(of: kind).contains(.text) && ResultForm.forms(of: kind).contains(.json))
    #expect(ResultForm.forms(of: kind).contains(.paragraph) == (kind == .summary))
    var result = kind == .answers ? try Made.answers(["Ada"]) : try Made.summary()
    result.kind = kind
    if kind == .inspection, let document = result.parts[0].document {
      result = TaskResult(Inspection(document, sentences: nil, tokenizer: nil))
    }
    for form in ResultForm.forms(of: kind) {
      #expect(try !form.file(of: result).isEmpty, "\(kind) \(form)")
    }
  }

  @Test("Places are shown as they are asked for, and a line and a column as an editor counts them")
  func places() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let cases: [(name: String, bytes: [UInt8], word: String, line: Int, column: Int)] = [
      ("lf.txt", Array("Ärger.\n\nDas Öl läuft.".utf8), "läuft", 3, 8),
      ("crlf.txt", Array("One line.\r\n\r\nTwo lines here.".utf8), "lines", 3, 5),
      ("mark.txt", [0xEF, 0xBB, 0xBF] + Array("First words.".utf8), "words", 1, 7),
    ]
    for item in cases {
      let path = folder.appendingPathComponent(item.name).path
      try Data(item.bytes).write(to: URL(fileURLWithPath: path))
      let document = try DocumentReader().document(at: path)
      let found = try #require(document.text.range(of: item.word))
      let start = document.text.utf8.distance(from: document.text.startIndex, to: found.lowerBound)
      let range = start..<start + item.word.utf8.count
      let result = TaskResult(
        kind: .answers, parts: [TaskResult.Part(document)], question: "?",
        passages: [
          TaskResult.Passage(text: item.word, range: range, score: 1, place: document.provenance(of: range))
        ], report: [String: String]())
      var options = RenderOptions()
      options.places = [.line]
      let line = try ResultForm.text.body(of: result, options: options)
      #expect(line.contains("\(item.name):\(item.line):\(item.column)\t"), "\(line)")
      options.places = []
      #expect(try !ResultForm.text.body(of: result, options: options).contains(item.name))
    }
  }

  @Test("On a terminal a path stays in one line, however narrow it is")
  func narrow() throws {
    let path = "a folder with many words in its name/and another one/report.txt"
    var options = RenderOptions()
    options.terminal = TerminalLayout(width: 30, hasColours: false)
    let lines = try ResultForm.text.body(of: Made.summary(path: path), options: options).split(
      separator: "\n")
    #expect(lines.contains { $0.contains("  " + path + ", bytes 0–39") })
    let prose = lines.filter { !$0.contains("report.txt") }
    #expect(prose.allSatisfy { $0.count <= 30 })
  }
}

/// A reader of CSV that shares nothing with the writer.
enum CSV {
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var quoted = false
    var characters = text.unicodeScalars.makeIterator()
    var next = characters.next()
    while let character = next {
      next = characters.next()
      if quoted {
        if character == "\"" {
          if next == "\"" {
            field += "\""
            next = characters.next()
          } else {
            quoted = false
          }
        } else {
          field.unicodeScalars.append(character)
        }
      } else if character == "\"" {
        quoted = true
      } else if character == "," {
        row.append(field)
        field = ""
      } else if character == "\n" {
        rows.append(row + [field])
        (row, field) = ([], "")
      } else {
        field.unicodeScalars.append(character)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
