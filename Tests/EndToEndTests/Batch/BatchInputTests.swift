import Foundation
import TestSupport
import Testing

@Suite("What a batch reads")
struct BatchInputTests {
  private func ids(_ arguments: [String], input: Data = Data(), in folder: Scratch) throws -> [String] {
    let outcome = try Program.run(
      ["batch", "inspect"] + arguments + ["--output", "-", "--quiet"], input: input, in: folder.path)
    #expect(outcome.errors.isEmpty)
    return try outcome.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["id"] as? String ?? ""
    }
  }

  @Test("Folders are read in the order of names, with everything below, without hidden files")
  func folders() throws {
    let folder = try Samples.folder()
    #expect(
      try ids(["docs"], in: folder) == ["docs/a.xml", "docs/b.xml", "docs/sub/c.xml", "docs/sub/deep/d.md"])
  }

  @Test("--include and --exclude choose by name or by path")
  func patterns() throws {
    let folder = try Samples.folder()
    #expect(try ids(["docs", "--include", "*.md"], in: folder) == ["docs/sub/deep/d.md"])
    #expect(
      try ids(["docs", "--include", "*.xml", "--exclude", "docs/sub/**"], in: folder)
        == ["docs/a.xml", "docs/b.xml"])
  }

  @Test("A pattern in quotes is searched below its fixed part")
  func globs() throws {
    let folder = try Samples.folder()
    #expect(try ids(["docs/**/*.xml"], in: folder) == ["docs/a.xml", "docs/b.xml", "docs/sub/c.xml"])
    #expect(try ids(["docs/[!a]*.xml"], in: folder) == ["docs/b.xml"])
  }

  @Test("JSON lines may begin with a byte order mark, end with CR LF or nothing, and leave lines blank")
  func linesAsEditorsWriteThem() throws {
    let lines = "\u{FEFF}{\"id\":\"a\",\"text\":\"One word.\"}\r\n\r\n \n{\"text\":\"Another word.\"}"
    let folder = try Samples.folder()
    #expect(try ids(["-"], input: Data(lines.utf8), in: folder) == ["a", "-:4"])
    try folder.write("some.jsonl", lines)
    #expect(try ids(["some.jsonl"], in: folder) == ["a", "some.jsonl:4"])
  }

  @Test("--files-from takes lines, and names separated by NUL")
  func lists() throws {
    let folder = try Samples.folder()
    try folder.write("list", "docs/b.xml\ndocs/sub\n")
    #expect(
      try ids(["--files-from", "list"], in: folder) == ["docs/b.xml", "docs/sub/c.xml", "docs/sub/deep/d.md"])
    #expect(
      try ids(["--files-from", "-"], input: Data("docs/b.xml\0docs/a.xml\0".utf8), in: folder)
        == ["docs/b.xml", "docs/a.xml"])
  }

  @Test(
    "Archives are read as streams, and give what the folder gives",
    arguments: [
      ("docs.tar", "tar cf docs.tar docs"), ("docs.tar.gz", "tar czf docs.tar.gz docs"),
      ("docs.zip", "python3 -m zipfile -c docs.zip docs"),
    ])
  func archives(name: String, command: String) throws {
    let folder = try Samples.folder()
    try #require(try Program.shell(command, in: folder.path).status == 0)
    #expect(Set(try ids([name], in: folder)) == Set(try ids(["docs"], in: folder).map { "\(name)!/\($0)" }))
  }

  @Test("A compressed file is read as the file inside it, records included")
  func compressed() throws {
    let folder = try Scratch()
    try folder.write("dump.xml", Samples.dump(5))
    try #require(try Program.shell("gzip -k dump.xml", in: folder.path).status == 0)
    #expect(try ids(["dump.xml.gz"], in: folder) == (0..<5).map { "dump.xml.gz#\($0)" })
  }

  @Test("JSON lines bring text or a path, and their own names")
  func jsonLines() throws {
    let folder = try Samples.folder()
    let lines = """
      {"id": "one", "text": "A line of text stands here."}
      {"id": 2, "path": "docs/a.xml"}

      {"text": "No name is given here."}
      """
    #expect(try ids(["-"], input: Data(lines.utf8), in: folder) == ["one", "2", "-:4"])
  }

  @Test("JSON lines bring the bytes of whole files, records and encodings included")
  func jsonData() throws {
    let folder = try Scratch()
    let dump = Data(Samples.dump(2).utf8).base64EncodedString()
    let latin = Data(
      [0x3C, 0x3F] + Array("xml version=\"1.0\" encoding=\"ISO-8859-1\"?><story><p>Caf".utf8) + [0xE9]
        + Array(" by the sea.</p></story>".utf8)
    ).base64EncodedString()
    let lines = #"{"id": "d", "data": "\#(dump)"}"# + "\n" + #"{"id": "l", "data": "\#(latin)"}"#
    #expect(try ids(["-"], input: Data(lines.utf8), in: folder) == ["d#0", "d#1", "l"])
    let bad = try Program.run(
      ["batch", "inspect", "-", "--output", "-", "--quiet"], input: Data(#"{"id": "x", "data": "%%"}"#.utf8),
      in: folder.path)
    #expect(bad.output.contains("is not valid JSON") || bad.output.contains("base64"))
  }

  @Test("Files of the present folder are named without it")
  func presentFolder() throws {
    let folder = try Samples.folder()
    #expect(try ids(["."], in: folder).first == "docs/a.xml")
    #expect(try ids(["**/*.md"], in: folder) == ["docs/sub/deep/d.md"])
  }

  @Test("--record-path splits a file of one's own")
  func recordPath() throws {
    let folder = try Scratch()
    try folder.write("own.xml", "<all><item>\(Samples.xml(1))</item><item>\(Samples.xml(2))</item></all>")
    #expect(try ids(["own.xml", "--record-path", "//item"], in: folder) == ["own.xml#0", "own.xml#1"])
  }

  @Test("What cannot be used is said before anything is read")
  func usage() throws {
    let folder = try Scratch()
    func error(_ arguments: [String]) throws -> (Int32, String) {
      let outcome = try Program.run(["batch"] + arguments, in: folder.path)
      return (outcome.status, outcome.errors)
    }
    let none = try error(["inspect", "--output", "o"])
    #expect(none.0 == 64 && none.1.contains("no input"))
    let nowhere = try error(["inspect", "x"])
    #expect(nowhere.0 == 64 && nowhere.1.contains("give one of --output, --output-dir and --database"))
    let both = try error(["inspect", "x", "--output", "o", "--resume", "--force"])
    #expect(both.0 == 64 && both.1.contains("--resume or --force"))
    try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
    let empty = try error(["inspect", "empty", "--output", "o", "--quiet"])
    #expect(empty.0 == 66 && empty.1.contains("no documents found"))
    try folder.write("docs/letters/a.xml", Samples.xml(1))
    let chosen = try error(["inspect", "docs", "--include", "letters/*", "--output", "chosen", "--quiet"])
    #expect(chosen.0 == 66 && chosen.1.contains("'**/letters/*.xml'"))
  }

  @Test("An empty share of lines or of a list is no mistake")
  func emptyShare() throws {
    let folder = try Scratch()
    let lines = try Program.run(["batch", "inspect", "-", "--output", "-", "--quiet"], in: folder.path)
    #expect(lines.status == 0 && lines.output.isEmpty && lines.errors.isEmpty)
    let list = ["batch", "inspect", "--files-from", "-", "--output", "o", "--quiet"]
    #expect(try Program.run(list, in: folder.path).status == 0)
    #expect(try folder.read("o").isEmpty)
  }
}
