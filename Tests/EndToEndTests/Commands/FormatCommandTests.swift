import Foundation
import Platform
import TestSupport
import Testing

/// Every command on every format: nothing that one of them reads is strange to another.
@Suite("Every format in every command")
struct FormatCommandTests {
  /// The fixtures whose programs are here, in a folder.
  private struct Fixtures {
    let folder: Scratch
    let files: [(name: String, format: String, bytes: [UInt8])]
    var paths: [String] { files.map { folder.path + "/in/\($0.name)" } }

    init() throws {
      folder = try Scratch()
      var files = FormatFixture.all
      if (try? ProcessRunner("pdftotext")) != nil { files.append(FormatFixture.pdf) }
      if (try? ProcessRunner("pandoc")) != nil { files += FormatFixture.pandoc }
      for file in files { try folder.write("in/\(file.name)", file.bytes) }
      self.files = files
    }

    func path(_ name: String) -> String { folder.path + "/" + name }

    /// What stands about each file in `objects`: those whose document has its name.
    func each(
      _ objects: [[String: Any]],
      _ check: (_ name: String, _ format: String, _ own: [[String: Any]]) throws -> Void
    ) rethrows {
      for file in files {
        let own = objects.filter {
          let document = $0["document"] as? [String: Any]
          let path = document?["path"] as? String ?? document?["name"] as? String
          return path?.contains(file.name) == true
        }
        try check(file.name, file.format, own)
      }
    }
  }

  private func objects(_ outcome: Tool.Outcome) throws -> [[String: Any]] {
    #expect(outcome.status == 0, "\(outcome.errors)")
    let json = try outcome.json()
    return json as? [[String: Any]] ?? (json as? [String: Any]).map { [$0] } ?? []
  }

  private func lines(_ path: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// All strings under `key`, however deep.
  private func strings(_ key: String, in value: Any) -> [String] {
    if let list = value as? [Any] { return list.flatMap { strings(key, in: $0) } }
    guard let object = value as? [String: Any] else { return [] }
    return object.flatMap { name, inner in
      if name == key, let text = inner as? String { return [text] }
      return strings(key, in: inner)
    }
  }

  @Test("inspect names each format and shows its text")
  func inspect() throws {
    let fixtures = try Fixtures()
    let reports = try objects(Tool.run(["inspect", "--format", "json", "--quiet"] + fixtures.paths))
    fixtures.each(reports) { name, format, own in
      #expect(own.count == 1, "\(name)")
      #expect(own.flatMap { strings("format", in: $0) } == [format], "\(name)")
      let blocks = own.flatMap { strings("text", in: $0["blocks"] ?? []) }.joined(separator: " ")
      #expect(blocks.contains(FormatFixture.second), "\(name): \(blocks)")
    }
  }

  @Test("summarize quotes a sentence of each format, with its place")
  func summarize() throws {
    let fixtures = try Fixtures()
    let reports = try objects(
      Tool.run(["summarize", "--method", "lead", "-s", "2", "--format", "json", "--quiet"] + fixtures.paths))
    fixtures.each(reports) { name, format, own in
      let chosen = own.flatMap { $0["summary"] as? [[String: Any]] ?? [] }
      #expect(chosen.contains { $0["text"] as? String == FormatFixture.first }, "\(name): \(chosen)")
      let sources = chosen.compactMap { $0["source"] as? [String: Any] }
      #expect(sources.count == chosen.count, "\(name)")
      for source in sources {
        switch format {
        case "pdf": #expect(source["page"] as? Int == 1 && source["rectangles"] != nil, "\(name)")
        case "docx", "odt", "epub", "pptx", "odp", "xlsx", "ods":
          #expect(source["member"] != nil && source["byteStart"] != nil, "\(name)")
        default: #expect(source["byteStart"] != nil, "\(name)")
        }
      }
    }
  }

  @Test("answer finds the year in each format")
  func answer() throws {
    let fixtures = try Fixtures()
    let reports = try objects(
      Tool.run(["answer", "When did the mill open?", "--format", "json", "--quiet"] + fixtures.paths))
    fixtures.each(reports) { name, _, own in
      let answers = own.flatMap { $0["answers"] as? [[String: Any]] ?? [] }
      #expect(answers.contains { ($0["text"] as? String)?.contains("1790") == true }, "\(name): \(answers)")
    }
  }

  @Test("batch works through a folder of all formats without an error")
  func batch() throws {
    let fixtures = try Fixtures()
    for command in [["inspect"], ["summarize", "--method", "lead", "-s", "1"]] {
      let output = fixtures.path("\(command[0]).jsonl")
      let outcome = try Tool.run(
        ["batch"] + command + [fixtures.path("in"), "--output", output, "--quiet"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let records = try lines(output)
      fixtures.each(records) { name, _, own in
        #expect(own.count == 1, "\(command[0]) \(name)")
        let texts = own.flatMap { strings("text", in: $0) }
        #expect(texts.contains { $0.contains(FormatFixture.first) }, "\(command[0]) \(name)")
      }
    }
  }

  @Test("index takes all formats in, search and ask find them again")
  func corpus() throws {
    let fixtures = try Fixtures()
    let corpus = fixtures.path("corpus.db")
    let indexed = try Tool.run(["index", corpus, fixtures.path("in"), "--quiet"])
    #expect(indexed.status == 0, "\(indexed.errors)")
    let found = try objects(
      Tool.run(["search", corpus, "\"Ada Brown\"", "--limit", "100", "--format", "json", "--quiet"]))
    let passages = found.flatMap { $0["passages"] as? [[String: Any]] ?? [] }
    fixtures.each(passages) { name, format, own in
      #expect(!own.isEmpty, "\(name)")
      let sources = own.compactMap { $0["sentenceSource"] as? [String: Any] }
      if format == "pdf" { #expect(sources.contains { $0["page"] as? Int == 1 }, "\(name)") }
    }
    let asked = try Tool.run(
      ["ask", "--corpus", corpus, "When did the mill open?", "--format", "json", "--quiet"])
    #expect(asked.status == 0, "\(asked.errors)")
    #expect(asked.output.contains("1790"))
  }
}
