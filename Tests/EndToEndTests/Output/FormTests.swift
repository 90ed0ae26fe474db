import Foundation
import Ingestion
import TestSupport
import Testing

@Suite("Forms on the command line")
struct CommandFormTests {
  private let clock = Tool.corpus("stories/the-tide-clock.xml")
  private let news = Tool.corpus("news/lisk-bridge-reopens.xml")

  @Test(
    "A form that has no meaning for a command is a usage error that names those that have",
    arguments: [
      ["answer", "--format", "paragraph", "Who?"], ["inspect", "--format", "bullets"],
      ["batch", "inspect", "--output", "o.jsonl", "--format", "annotations"],
      ["batch", "summarize", "--output", "o.jsonl", "--format", "html"],
    ])
  func refused(arguments: [String]) throws {
    let outcome = try Tool.run(arguments + [news])
    #expect(outcome.status == 64)
    #expect(
      outcome.errors.contains("--format \(arguments[arguments.count - (arguments[0] == "answer" ? 2 : 1)])"))
    #expect(outcome.output.isEmpty)
  }

  @Test("Help lists the forms of a command", arguments: ["summarize", "answer", "inspect", "search"])
  func help(command: String) throws {
    let text = try Tool.run([command, "--help"]).output
    #expect(text.contains("markdown") && text.contains("csv"))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("bullets, paragraph, html") == (command == "summarize"))
  }

  @Test("JSON of a summary is lean; scores of all sentences come when asked for")
  func lean() throws {
    let lean = try Tool.run(["summarize", "--method", "textrank", "--format", "json", news])
    #expect(try (lean.json() as? [String: Any])?["scores"] == nil)
    let full = try Tool.run(["summarize", "--method", "textrank", "--format", "json", "--scores", news])
    #expect(try ((full.json() as? [String: Any])?["scores"] as? [Any])?.count ?? 0 > 10)
  }

  @Test("The gist is one sentence behind the title")
  func gist() throws {
    let outcome = try Tool.run(["summarize", "--method", "lead", "--gist", "--places", "none", news])
    let fields = outcome.output.split(separator: "\n")[0].split(separator: "\t")
    #expect(outcome.output.split(separator: "\n").count == 1 && fields.count == 2)
    #expect(try Tool.run(["summarize", "--gist", "--words", "9", news]).status == 64)
  }

  @Test("Key phrases are phrases of the text, each once")
  func keywords() throws {
    let file = Tool.corpus("articles/hedgerow-bumblebees.xml")
    let outcome = try Tool.run([
      "summarize", "--method", "textrank", "--keywords", "8", "--format", "json", file,
    ])
    let phrases = try #require(try (outcome.json() as? [String: Any])?["keywords"] as? [String])
    #expect(phrases.count == 8 && Set(phrases).count == 8)
    let text = try Tool.run(["inspect", "--format", "plain", file]).output.lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for phrase in phrases { #expect(text.contains(phrase.lowercased()), "\(phrase)") }
    #expect(
      phrases.contains { $0.lowercased().contains("bumblebee") || $0.lowercased().contains("hedgerow") })
  }

  @Test("The clean text of a document, with what is known about it in Markdown's front matter")
  func clean() throws {
    let plain = try Tool.run(["inspect", "--format", "plain", news]).output
    #expect(plain.contains("The six-arched bridge carries the only main road") && !plain.contains("<p>"))
    let markdown = try Tool.run(["inspect", "--format", "markdown", news]).output
    #expect(markdown.hasPrefix("---\ntitle: \"") && markdown.contains("author: \"Théodora Lévêque\"\n"))
    // The title stands in the head of the file and above its text.
    for text in [plain, markdown.replacing("title: ", with: "")] {
      let titles = text.split(separator: "\n").filter {
        $0.hasSuffix("Lisk bridge reopens after fourteen months")
      }
      #expect(titles.count == 1, "\(titles)")
    }
    #expect(markdown.contains("\n# ") || markdown.contains("\n## "))
  }

  @Test("Many questions on many files make one table, with a row for each pair")
  func matrix() throws {
    let scratch = try Scratch()
    let questions = try scratch.write("q.txt", "Who kept the clock?\nWhen did the bridge open again?\n")
    let outcome = try Tool.run(["answer", "--questions", questions, "--format", "tsv", clock, news])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = outcome.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 5 && Set(rows.map(\.count)).count == 1)
    let batch = try Tool.run(
      [
        "batch", "answer", "--questions", questions, "--format", "tsv", "--output", "-", "--quiet", clock,
        news,
      ])
    #expect(batch.output == outcome.output, "\(batch.errors)")
  }

  @Test("The likeliest answers of all files come first")
  func sorted() throws {
    let outcome = try Tool.run(
      [
        "answer", "--sort", "--top", "3", "--always-answer", "--places", "line", "Who kept the clock?", news,
        clock,
      ])
    let rows = outcome.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 3)
    let probabilities = rows.compactMap { Double($0[1]) }
    #expect(probabilities == probabilities.sorted(by: >))
    #expect(rows[0][2].contains("the-tide-clock.xml:"))
    #expect(rows.allSatisfy { $0[2].split(separator: ":").suffix(2).allSatisfy { Int($0) != nil } })
  }

  @Test("An explanation names words of the text, and what the score loses without them")
  func explained() throws {
    let scratch = try Scratch()
    let file = try scratch.write("t.txt", "The mill was built by Ada Lum in 1902. Bees live in its garden.")
    let outcome = try Tool.run([
      "answer", "--explain", "--attention", "6", "--format", "json", "Who built the mill?", file,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try outcome.json() as? [String: Any])
    let explanation = try #require(report["explanation"] as? [String: Any])
    let words = try #require(explanation["words"] as? [[String: Any]])
    #expect(words.first?["text"] as? String == "The" && explanation["view"] as? String == "layer 6")
    let matrix = try #require(explanation["attention"] as? [[Double]])
    #expect(
      matrix.count == (explanation["question"] as? [String])?.count
        && matrix.allSatisfy { $0.count == words.count })
    #expect(matrix.allSatisfy { $0.reduce(0, +) <= 1.001 && $0.allSatisfy { $0 >= 0 } })
    #expect(words.contains { ($0["erasure"] as? Double ?? 0) > 0 })
    let page = try Tool.run(["answer", "--explain", "--format", "html", "Who built the mill?", file]).output
    #expect(page.contains("<svg") && page.contains("Erasure masks") && page.contains(">Ada Lum</mark>"))
  }

  @Test("A finished batch leaves no empty files, and a table has one header however often it is resumed")
  func tidy() throws {
    let scratch = try Scratch()
    let folder = scratch.path
    for name in ["a.txt", "b.txt"] {
      _ = try scratch.write(name, "The bridge opened. It was painted green. Ada paid.")
    }
    let output = folder + "/out.csv"
    func run(_ more: [String]) throws -> Tool.Outcome {
      try Tool.run(
        ["batch", "summarize", "--method", "lead", "--format", "csv", "--output", output, "--quiet"] + more
          + [
            folder + "/a.txt", folder + "/b.txt",
          ])
    }
    #expect(try run([]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: output + ".errors.jsonl"))
    let whole = try String(contentsOfFile: output, encoding: .utf8)
    _ = try scratch.write("a.txt", "The mill opened. It was painted red. Bea paid.")
    #expect(try run(["--resume"]).status == 0)
    let resumed = try String(contentsOfFile: output, encoding: .utf8)
    #expect(resumed != whole && resumed.hasPrefix("sentence,score,number,file"))
    #expect(resumed.components(separatedBy: "sentence,score").count == 2)
    #expect(resumed.split(separator: "\n").count == whole.split(separator: "\n").count)
  }

  @Test("summarize and batch summarize make the same page")
  func samePage() throws {
    let scratch = try Scratch()
    let single = try Tool.run(["summarize", "--method", "lead", "--format", "html", news])
    let folder = scratch.path + "/pages"
    let batch = try Tool.run(
      ["batch", "summarize", "--method", "lead", "--format", "html", "--output-dir", folder, "--quiet", news])
    #expect(batch.status == 0, "\(batch.errors)")
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let file = try #require(files.first { $0.hasSuffix("lisk-bridge-reopens.xml.html") })
    #expect(try String(contentsOfFile: folder + "/" + file, encoding: .utf8) == single.output)
  }

  @Test(
    "Pages of a PDF are shown with what was chosen, by summarize, answer and batch alike",
    .enabled(if: PDFPictures.areAvailable, "poppler-utils is not installed"))
  func pictures() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/mill.pdf"
    let mill = [
      "The mill on the Sarn was built by Hanna Brock in 1874.", "It ground barley for forty years.",
    ]
    let other = ["Nobody lives in it today, and the wheel has gone.", "Two owls do, if they count."]
    try Data(PDFFile.make([mill, other].map { $0.map { (12, $0) } })).write(to: URL(fileURLWithPath: file))

    let summary = try Tool.run([
      "summarize", "--method", "lead", "--sentences", "1", "--format", "html", file,
    ])
    #expect(summary.output.contains("data:image/png;base64,"))
    #expect(summary.output.contains("Page 1: sentence 1</figcaption>"))
    #expect(!summary.output.contains("Page 2:"))

    let answer = try Tool.run(["answer", "--format", "html", "Who built the mill?", file])
    #expect(answer.output.contains("data:image/png;base64,"), "\(answer.errors)")
    #expect(answer.output.contains("Page 1: answer 1</figcaption>"))
    let page = answer.output
    #expect(page.contains("<a href=\"#p1\"><title>answer 1</title><rect") && page.contains("id=\"p1\""))

    let folder = scratch.path + "/pages"
    let batch = try Tool.run(
      [
        "batch", "summarize", "--method", "lead", "--sentences", "1", "--format", "html", "--output-dir",
        folder,
      ]
        + ["--quiet", file])
    #expect(batch.status == 0, "\(batch.errors)")
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let written = try #require(files.first { $0.hasSuffix("mill.pdf.html") })
    #expect(try String(contentsOfFile: folder + "/" + written, encoding: .utf8) == summary.output)
  }
}
