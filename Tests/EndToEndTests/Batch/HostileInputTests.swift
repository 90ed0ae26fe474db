import Foundation
import TestSupport
import Testing

/// Inputs that ask for more than to be read.
@Suite("Inputs that cannot be trusted")
struct HostileInputTests {
  private func inspect(
    _ folder: Scratch, _ arguments: [String], input: Data = Data()
  ) throws -> Program.Outcome {
    try Program.run(
      ["batch", "inspect", "--output", "o.jsonl", "--quiet"] + arguments, input: input, in: folder.path)
  }

  private func errors(_ folder: Scratch) throws -> [[String: Any]] {
    try folder.lines("o.jsonl.errors.jsonl")
  }

  // MARK: Lines that name files

  @Test(
    "Lines found in a folder, an archive, a pattern or a list name no files",
    arguments: [["found"], ["packed.tar.gz"], ["found/*.jsonl"], ["--files-from", "list"], ["packed.zip"]])
  func foundLines(arguments: [String]) throws {
    let folder = try Scratch()
    try folder.write("secret.txt", "The password is swordfish.")
    let line = #"{"id":"x","path":"secret.txt"}"#
    try folder.write("found/a.jsonl", "\(line)\n{\"id\":\"y\",\"text\":\"The mill is old.\"}\n")
    try folder.write("list", "found/a.jsonl\n")
    try Program.shell(
      "tar czf packed.tar.gz -C found a.jsonl && python3 -m zipfile -c packed.zip found/a.jsonl",
      in: folder.path)
    let outcome = try inspect(folder, arguments)
    #expect(outcome.status == 1)
    #expect(try errors(folder).map { $0["kind"] as? String } == ["path"])
    #expect(try folder.lines("o.jsonl").map { $0["id"] as? String } == ["y"])
    #expect(try !String(decoding: folder.read("o.jsonl"), as: UTF8.self).contains("swordfish"))
  }

  @Test("Lines that are named themselves, compressed or not, or come through standard input, name files")
  func namedLines() throws {
    let folder = try Scratch()
    try folder.write("a.txt", "The mill is old.")
    let line = "{\"id\":\"x\",\"path\":\"a.txt\"}\n"
    try folder.write("lines.jsonl", line)
    try Program.shell("gzip -k lines.jsonl", in: folder.path)
    for arguments in [["lines.jsonl"], ["lines.jsonl.gz"], ["-"]] {
      let outcome = try inspect(folder, arguments + ["--force"], input: Data(line.utf8))
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
      #expect(try folder.lines("o.jsonl").count == 1)
    }
  }

  @Test("A line's path is a regular file: '-', FIFOs and devices are error lines")
  func pathsOfLines() throws {
    let folder = try Scratch()
    try #require(mkfifo(folder.path + "/fifo", 0o600) == 0)
    let lines = ["-", "fifo", "/dev/zero"].map { #"{"path":"\#($0)"}"# }.joined(separator: "\n")
    let outcome = try inspect(folder, ["-"], input: Data(lines.utf8))
    #expect(outcome.status == 1)
    let kinds = try errors(folder).compactMap { $0["kind"] as? String }
    #expect(kinds == ["missing", "special", "special"])
  }

  // MARK: What is no file

  @Test("A FIFO costs one error line: named after its time, and found at once")
  func fifos() throws {
    let folder = try Scratch()
    try folder.write("docs/a.txt", "The mill is old.")
    try folder.write("list", "docs/fifo\ndocs/a.txt\n")
    try #require(mkfifo(folder.path + "/docs/fifo", 0o600) == 0)
    var outcome = try inspect(folder, ["docs/fifo", "docs/a.txt", "--max-seconds", "0.3"])
    #expect(outcome.status == 1)
    #expect(try errors(folder).map { $0["kind"] as? String } == ["time"])
    #expect(try folder.lines("o.jsonl").count == 1)
    outcome = try inspect(folder, ["--files-from", "list", "--force"])
    #expect(try errors(folder).map { $0["kind"] as? String } == ["special"])
    outcome = try inspect(folder, ["docs", "--force"])
    #expect(outcome.status == 0)
    #expect(try Program.run(["inspect", "docs/fifo", "--wait", "0.2"], in: folder.path).status == 66)
  }

  @Test("A FIFO that trickles ends by --max-seconds, though --wait is long")
  func trickles() throws {
    let folder = try Scratch()
    try folder.write("a.txt", "The mill is old.")
    try #require(mkfifo(folder.path + "/slow", 0o600) == 0)
    let outcome = try Program.shell(
      "(while printf a; do sleep 0.02; done) 2>/dev/null > slow & '\(Program.binary.path)' batch inspect slow a.txt "
        + "--quiet --wait 600 --max-seconds 0.4 --output o --errors e",
      in: folder.path)
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(try folder.lines("e").map { $0["kind"] as? String } == ["time"])
    #expect(try folder.lines("o").count == 1)
  }

  @Test(
    "Names that are not UTF-8 are read under their bytes, in folders, patterns, lists and on the command line"
  )
  func names() throws {
    let folder = try Scratch()
    try Program.shell(
      #"mkdir docs; printf 'The mill is old.' > "docs/$(printf 'caf\351.txt')""#, in: folder.path)
    try Program.shell(#"printf 'docs/caf\351.txt\n' > list"#, in: folder.path)
    for arguments in [["docs"], ["docs/*.txt"], ["--files-from", "list"]] {
      let outcome = try inspect(folder, arguments + ["--force"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.lines("o.jsonl").map { $0["id"] as? String } == ["docs/caf\\xE9.txt"])
    }
    let outcome = try Program.shell("\(Program.binary.path) inspect docs/*.txt", in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("docs/caf\\xE9.txt"))
    let missing = try Program.shell(
      #"\#(Program.binary.path) inspect "$(printf 'no\376such')""#, in: folder.path)
    #expect(missing.status == 66 && missing.errors.contains("no\\xFEsuch: no such file"))
  }

  // MARK: What a run writes itself

  @Test(
    "A run never reads what it writes, wherever that is",
    arguments: [
      ["--output", "o.jsonl"], ["--output", "docs/o.jsonl"],
      ["--output", "docs/o.jsonl", "--errors", "docs/x.jsonl"],
      ["--output-dir", "docs/out"], ["--database", "docs/o.db"],
      ["--output", "docs/o.jsonl", "--report", "docs/r.html"],
    ])
  func ownOutputs(arguments: [String]) throws {
    let folder = try Scratch()
    for number in 0..<300 { try folder.write("docs/a\(number).txt", Samples.text(number)) }
    for number in 0..<20 { try folder.write("docs/b\(number).xml", "<broken") }
    try folder.write("docs/r.html", "<p>An earlier report.</p>")
    // Another name for an output is the output too.
    if arguments.contains("docs/o.jsonl") {
      try Program.shell("ln -s o.jsonl docs/zlink.jsonl", in: folder.path)
    }
    let expected = arguments.contains("docs/r.html") ? 320 : 321
    for mode in [[], ["--resume"], ["--force"]] {
      let outcome = try Program.run(
        ["batch", "inspect", "docs", "--checkpoint", "7", "--jobs", "2"] + arguments + mode, in: folder.path)
      #expect(outcome.errors.contains("\(expected) records"), "\(mode): \(outcome.errors)")
      #expect(outcome.errors.contains("20 errors"))
    }
  }

  @Test("Standard output that leads into the folder is passed over, and a named output is an error line")
  func standardOutput() throws {
    let folder = try Scratch()
    for number in 0..<50 { try folder.write("a\(number).txt", Samples.text(number)) }
    let outcome = try Program.shell(
      "\(Program.binary.path) batch inspect . --output - > all.jsonl", in: folder.path)
    #expect(outcome.status == 0)
    #expect(try folder.lines("all.jsonl").count == 50)
    let named = try inspect(folder, ["a1.txt", "o.jsonl"])
    #expect(named.status == 1)
    #expect(try errors(folder).map { $0["kind"] as? String } == ["special"])
  }
}
