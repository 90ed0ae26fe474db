import Foundation
import TestSupport
import Testing

@Suite("Errors that users meet")
struct ErrorTests {
  private func expectError(
    _ arguments: [String], status: Int32, message: String, input: Data = Data(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Tool.run(arguments, input: input)
    #expect(outcome.status == status, sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(message), "got: \(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
  }

  @Test("A missing file says so and exits with 66", arguments: ["summarize", "inspect"])
  func missingFile(command: String) throws {
    try expectError([command, "nowhere.xml"], status: 66, message: "peruse: nowhere.xml: no such file")
  }

  @Test("A missing file for a question exits with 66")
  func missingFileForQuestion() throws {
    try expectError(["answer", "Who?", "nowhere.xml"], status: 66, message: "nowhere.xml: no such file")
  }

  @Test("A folder without documents says so and exits with 66")
  func emptyFolder() throws {
    let scratch = try Scratch()
    try expectError(["inspect", scratch.path], status: 66, message: "no documents found in it")
  }

  @Test("What is no text is named as what it is, and nothing is summarized of it")
  func otherFormats() throws {
    let scratch = try Scratch()
    for (name, content, words) in [
      ("a.json", "{\"rows\": [{\"text\": \"One sentence. Another one.\"}]}", "is JSON"),
      ("d.ps", "%!PS-Adobe-3.0\n(Hello) show\n", "is PostScript"),
    ] {
      let path = try scratch.write(name, content)
      try expectError(["summarize", "--method", "lead", path], status: 65, message: words)
    }
  }

  @Test("A file that may not be read is refused with 66")
  func noPermission() throws {
    let scratch = try Scratch()
    let path = try scratch.write("secret.txt", "Nobody may read this.")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let outcome = try Tool.runUnprivileged(["inspect", path], in: scratch)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("secret.txt: permission denied"), "got: \(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("An empty file exits with 65")
  func emptyFile() throws {
    let scratch = try Scratch()
    try expectError(
      ["summarize", scratch.write("empty.txt", "")], status: 65, message: "empty.txt: the file is empty")
  }

  @Test("A binary file exits with 65")
  func binaryFile() throws {
    let scratch = try Scratch()
    let noise = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    let path = try scratch.write("image.bin", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13] + noise)
    try expectError(["inspect", path], status: 65, message: "image.bin")
  }

  @Test("Broken XML names file and line and exits with 65")
  func brokenXML() throws {
    let scratch = try Scratch()
    let path = try scratch.write("broken.xml", "<?xml version=\"1.0\"?>\n<a>\n<b>text</a>\n")
    try expectError(["summarize", path], status: 65, message: "broken.xml:3: not well-formed")
  }

  @Test("An empty question is a usage error")
  func emptyQuestion() throws {
    try expectError(["answer", "  ", Tool.corpus("README.md")], status: 64, message: "the question is empty")
  }

  @Test("A question longer than a window is a usage error that names the limit")
  func longQuestion() throws {
    let question = String(repeating: "why and how ", count: 200)
    try expectError(
      ["answer", question, Tool.corpus("README.md")], status: 64, message: "the question has 600 word pieces")
  }

  @Test("An unknown option is a usage error")
  func unknownOption() throws {
    try expectError(["summarize", "--frobnicate", "x"], status: 64, message: "Unknown option '--frobnicate'")
  }

  @Test(
    "A value out of range is a usage error",
    arguments: [["--top", "0"], ["--threshold", "2"], ["--workers", "0"]])
  func valueOutOfRange(option: [String]) throws {
    try expectError(["answer", "Who?", "x.txt"] + option, status: 64, message: option[0])
  }

  @Test("An encoding nobody knows is a usage or data error that names it")
  func unknownEncoding() throws {
    let outcome = try Tool.run(["inspect", "--encoding", "klingon-8", Tool.corpus("README.md")])
    #expect([64, 65].contains(outcome.status))
    #expect(outcome.errors.contains("klingon-8"))
  }

  @Test("One bad file among several costs one error line; the others are printed")
  func oneBadFile() throws {
    let scratch = try Scratch()
    let good = try scratch.write("good.txt", "The bridge opened in 1902. It was painted green.")
    let outcome = try Tool.run(["inspect", "--format", "jsonl", good, "nowhere.txt", good])
    #expect(outcome.status == 66)
    #expect(outcome.output.split(separator: "\n").count == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("A model folder that is not there exits with 66")
  func missingModel() throws {
    try expectError(
      ["answer", "--model", "no-model", "Who?", Tool.corpus("README.md")], status: 66, message: "no-model")
  }
}
