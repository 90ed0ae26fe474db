import Foundation
import TestSupport
import Testing

@Suite("Options, commands and arguments that cannot be meant")
struct OptionTests {
  private static let document = Tool.corpus("manuals/tidemark-guide.md")

  @Test(
    "An option that may stand once and stands twice is an error that names it",
    arguments: [
      ["summarize", "--sentences", "2", document, "--sentences", "3"],
      ["summarize", "--method=lead", "--method", "textrank", document],
      ["summarize", "-s", "2", "--sentences", "3", document],
      ["answer", "--top", "1", "--top=2", "When?", document],
      ["inspect", "--input-format", "markdown", "--input-format", "markdown", document],
      ["batch", "inspect", "--output", "-", document, "--output", "x.jsonl"],
    ])
  func twice(arguments: [String]) throws {
    let outcome = try Tool.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("stands twice"))
    #expect(outcome.output.isEmpty)
  }

  @Test(
    "A limit of time that no clock counts is refused, and the longest that one does is taken",
    arguments: [
      ["batch", "inspect", "--output", "-", "--max-seconds", document],
      ["serve", "--max-seconds"], ["inspect", "--wait", document],
    ])
  func seconds(arguments: [String]) throws {
    for value in ["1e300", "inf", "nan", "1e10", "0", "-1"] {
      let outcome = try Tool.run(Self.giving(arguments, value))
      #expect(outcome.status == 64, "\(value)")
      #expect(outcome.errors.contains("must be above 0 and at most 1000000000"), "\(outcome.errors)")
    }
    guard arguments[0] != "serve" else { return }
    #expect(try Tool.run(Self.giving(arguments, "1e9")).status == 0)
  }

  @Test(
    "Numbers that overflow nothing are taken, and so many threads are refused",
    arguments: ["9223372036854775807", "99999999999"])
  func counts(value: String) throws {
    for arguments in [
      ["summarize", "--method", "lead", Self.document, "--workers=\(value)"],
      ["batch", "inspect", "--output", "-", Self.document, "--jobs=\(value)"],
      ["serve", "--jobs=\(value)"], ["index", "--corpus", "none.db", Self.document, "--jobs=\(value)"],
    ] {
      let outcome = try Tool.run(arguments)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("must lie between 1 and 1024"), "\(outcome.errors)")
    }
    for arguments in [
      ["evaluate", "summaries", Self.document, "--resamples=\(value)"],
      ["evaluate", "faithfulness", "reader", Self.document, "--seeds=\(value)"],
    ] {
      let outcome = try Tool.run(arguments)
      #expect(outcome.status == 64 && outcome.errors.contains("must be at most 1000"), "\(outcome.errors)")
    }
    for arguments in [
      ["answer", "How often is the tide measured?", Self.document, "--context=\(value)"],
      ["summarize", Self.document, "--sentences=\(value)"], ["summarize", Self.document, "--words=\(value)"],
      ["answer", "How often is the tide measured?", Self.document, "--top=\(value)"],
    ] {
      let outcome = try Tool.run(arguments)
      #expect(outcome.status < 2, "\(arguments.last ?? ""): \(outcome.errors)")
    }
  }

  /// Gives the last option its value; the document comes last.
  private static func giving(_ arguments: [String], _ value: String) -> [String] {
    arguments.flatMap { $0.hasSuffix("seconds") || $0 == "--wait" ? ["\($0)=\(value)"] : [$0] }
  }

  @Test("A value that looks like an option, and words behind --, are not counted")
  func values() throws {
    let folder = try Scratch()
    try folder.write("--top", "The mill opened in 1790.\n")
    for arguments in [
      ["inspect", "--", "--top", "--top"], ["summarize", "--method", "lead", "--", "--top", "--top"],
    ] {
      let outcome = try Program.run(arguments, in: folder.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test("Options that may repeat accumulate")
  func accumulates() throws {
    let folder = try Scratch()
    try folder.write("a.txt", "The mill opened in 1790. Ada Brown built it.\n")
    let answers = try Program.run(
      [
        "answer", "--question", "When did the mill open?", "--question", "Who built the mill?", "a.txt",
        "--format",
        "jsonl",
      ], in: folder.path)
    #expect(answers.status == 0, "\(answers.errors)")
    let questions = try answers.output.split(separator: "\n").map { line in
      (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["question"] as? String
    }
    #expect(questions == ["When did the mill open?", "Who built the mill?"])
    let asked =
      ["batch", "answer", "a.txt"]
      + ["When did the mill open?", "Who built the mill?"].flatMap { ["--question", $0] }
    let records = try Program.run(asked + ["--output", "out.jsonl", "--quiet"], in: folder.path)
    #expect(records.status == 0, "\(records.errors)")
    let lines = String(decoding: try folder.read("out.jsonl"), as: UTF8.self)
    #expect(lines.contains("1790") && lines.contains("Ada Brown"))
    let database = try Program.run(asked + ["--database", "out.db"], in: folder.path)
    #expect(database.status == 64 && database.errors.contains("leave out --database"))

    try folder.write(
      "set.jsonl",
      #"{"sentences": ["The mill opened.", "It ground oats.", "It burned."], "summary": ["It burned."]}"#)
    let scores = try Program.run(
      [
        "evaluate", "summaries", "set.jsonl", "--method", "textrank,lexrank", "--method", "centrality",
        "--quiet",
      ],
      in: folder.path)
    #expect(scores.status == 0, "\(scores.errors)")
    for method in ["textrank", "lexrank", "centrality"] { #expect(scores.output.contains(method)) }
  }

  @Test("What a part of the trained method is worth is measured without it")
  func ablation() throws {
    let folder = try Scratch()
    // The second sentence leans on the first, and the last says what the first said.
    try folder.write(
      "set.jsonl",
      """
      {"sentences": ["The old mill of Ambrey ground oats for the whole valley.", "It burned down to its walls in a \
      storm last winter.", "Nobody has built it up again since that storm.", "The council of Ambrey now wants to sell \
      the walls.", "The old mill of Ambrey ground oats for the whole valley."], "summary": ["The old mill of Ambrey \
      burned down."]}
      """)
    let run = ["evaluate", "summaries", "set.jsonl", "--sentences", "2", "--format", "json", "--quiet"]
    let all = try Program.run(run + ["--without", "all"], in: folder.path)
    #expect(all.status == 0, "\(all.errors)")
    for part in ["salience", "wording", "bundles", "coverage", "spread", "exchange", "repetition"] {
      #expect(all.output.contains("\"- \(part)\""), "\(part): \(all.output)")
    }
    let two = try Program.run(run + ["--without", "position", "--without", "title,length"], in: folder.path)
    for part in ["position", "title", "length"] { #expect(two.output.contains("\"- \(part)\"")) }
    #expect(!two.output.contains("\"- style\""))
    let unknown = try Program.run(run + ["--without", "luck"], in: folder.path)
    #expect(unknown.status == 64 && unknown.errors.contains("no part 'luck'"))
    let other = try Program.run(run + ["--method", "lexrank", "--without", "title"], in: folder.path)
    #expect(other.status == 64 && other.errors.contains("--without"))
  }

  @Test(
    "A misspelt command gets the one that was meant",
    arguments: [
      (["sumarize", "a.xml"], "peruse summarize"), (["anwser", "Who?", "a.xml"], "peruse answer"),
      (["batch", "inspct", "a.xml"], "peruse batch inspect"),
      (["evaluate", "squd"], "peruse evaluate squad"),
      (["Models"], "peruse models"), (["eval"], "peruse evaluate"),
    ])
  func misspelt(arguments: [String], meant: String) throws {
    let outcome = try Tool.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("did you mean '\(meant)'?"))
  }

  @Test("A word that is like no command gets the list")
  func unknown() throws {
    let outcome = try Tool.run(["frobnicate", "a.xml"])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("summarize, answer, questions, classify, inspect"))
  }

  @Test("A file where the question should stand is said at once, without reading standard input")
  func fileAsQuestion() throws {
    let outcome = try Tool.run(["answer", Self.document])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("is a file, and a question comes first"))
    let two = try Tool.run(["answer", Self.document, Self.document])
    #expect(two.status == 64)
  }

  @Test(
    "Who is asked to type is told so, and who pipes is not",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"),
      "needs the program 'script', which makes a terminal"))
  func waiting() throws {
    let folder = try Scratch()
    let script = "\(Program.binary.path) summarize --method lead -"
    let typed = try Program.shell(
      "printf 'The mill opened.\\n\\004' | script -qec '\(script)' /dev/null", in: folder.path)
    #expect(typed.output.contains("waiting for a document on standard input"))
    let piped = try Program.shell("echo 'The mill opened.' | \(script)", in: folder.path)
    #expect(!piped.errors.contains("waiting"))
    #expect(piped.status == 0)
  }
}
