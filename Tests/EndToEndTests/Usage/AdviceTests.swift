import Foundation
import Peruse
import PeruseCLI
import TestSupport
import Testing

@Suite("The command line says which flag to change, and only the command line")
struct AdviceTests {
  @Test("Every flag that a remedy names is one that some command has")
  func known() throws {
    let remedies =
      IngestionRemedy.allCases.map { Advice.words($0) }
      + CorpusRemedy.allCases.map { Advice.words($0, path: "corpus.db") }
      + NoticeRemedy.allCases.map { Advice.words($0) }
    let named = Set(remedies.flatMap { $0.matches(of: /--[a-z][a-z-]*/).map { String($0.output) } })
    #expect(named.count > 15)
    let helps = try [["batch", "answer"], ["batch", "summarize"], ["ask"], ["index"], ["inspect"]].map {
      try Tool.run($0 + ["--help"]).output
    }
    for flag in named { #expect(helps.contains { $0.contains(flag) }, "\(flag)") }
  }

  @Test(
    "A document that is refused is told with the flag that reads it",
    arguments: [
      (
        "a.xml", "<story><b>text</story>", [], "a.xml:1: not well-formed: ",
        "; what is good of it can be read with --lenient"
      ),
      (
        "a.xml", "<story><p> </p></story>", [], "a.xml: ", "no text found; see --text-path and --input-format"
      ),
      (
        "a.xml", "<story><p>One.</p></story>", ["--text-path", "//["], "the path '//[' cannot be used: ",
        "give another --text-path"
      ),
      (
        "a.xml", "<story><p>One.</p></story>", ["--record-path", "//p[1]"],
        "the path '//p[1]' cannot be used: ",
        "give another --record-path"
      ),
      (
        "a.xml", "<story><b><p>One.</p></b></story>", ["--max-depth", "2"], "exceeds the limit of 2; ",
        "--max-depth raises it"
      ),
      (
        "a.xml", "<!DOCTYPE story [<!ENTITY x SYSTEM \"x.txt\">]><story><p>&x;</p></story>", [],
        "external entity 'x (x.txt)'; ",
        "only --local-entities reads such"
      ),
      (
        "a.xml",
        "<story xmlns:xi=\"http://www.w3.org/2001/XInclude\"><p>One sentence is here.</p><xi:include href=\"two.xml\"/></story>",
        [],
        "'two.xml' is included there and left out; ", "--local-entities reads what lies in the folder"
      ),
      (
        "a.json", "{\"rows\": [{\"text\": \"One sentence.\"}]}", [], "is JSON, ", "'peruse batch' reads texts"
      ),
      (
        "a.pdf", "%PDF-1.4\n", ["--input-format", "text"], "is a PDF, ",
        "leave --input-format and --encoding out"
      ),
    ] as [(String, String, [String], String, String)])
  func refused(name: String, content: String, options: [String], fault: String, advice: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write(name, content)
    let outcome = try Tool.run(["inspect", file] + options)
    #expect(outcome.errors.contains(fault) && outcome.errors.contains(advice), "\(outcome.errors)")
  }

  @Test("A length that cannot be is told with its flag")
  func budgets() throws {
    for (options, words) in [
      (["--sentences", "0"], "--sentences must be at least 1, not 0"),
      (["--words", "0"], "--words must be at least 1, not 0"),
      (["--ratio", "2"], "--ratio must be above 0 and at most 1, not 2.0"),
    ] {
      let outcome = try Tool.run(["summarize", "x.txt"] + options)
      #expect(outcome.status == 64 && outcome.errors.contains(words), "\(outcome.errors)")
    }
  }
}
