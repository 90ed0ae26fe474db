import Ingestion
import SpanExtraction
import Testing

@Suite("Options that a question names")
struct NamedOptionTests {
  /// What is read before which blocks, for who asks `question` of `markdown`.
  private func read(_ question: String, _ markdown: String) throws -> [String] {
    let document = try DocumentReader().document(bytes: Array(markdown.utf8), name: "manual.md")
    return NamedOptions.headings(namedIn: question, of: document).sorted { $0.key < $1.key }.map {
      "\($0.value): \(document.text(in: document.blocks[$0.key].textRange))"
    }
  }

  /// A term, what it means, and another one.
  private func manual(_ term: String) -> String {
    "# Copy\n\n\(term)\n\nLeaves out files.\n\n--dry-run\n\nCopies nothing.\n\n## Bugs\n\nNone."
  }

  @Test(
    "What stands below an option is read behind its name",
    arguments: [
      "-x", "-x PATTERN", "-x, --exclude=PATTERN", "-x PATTERN, --exclude PATTERN", "-x | --exclude",
    ])
  func below(term: String) throws {
    #expect(try read("What does the -x option do?", manual(term)) == ["-x option: Leaves out files."])
    #expect(try read("What is '--dry-run' for?", manual(term)) == ["--dry-run option: Copies nothing."])
  }

  @Test(
    "What stands behind it in its line is, too",
    arguments: [
      "-x Leaves out files that match.", "-x: Leaves out.", "-x, --exclude Leaves out files that match.",
      "-x PATTERN: Leaves out files.",
    ])
  func behind(line: String) throws {
    #expect(try read("What does -x do?", manual(line)) == ["-x option: \(line)"])
  }

  @Test(
    "Who names none, or another one, reads the text as it stands",
    arguments: [
      "What is left out?", "What does -X do?", "Is it below -5 degrees?", "What -- if anything - is it?",
    ])
  func others(question: String) throws {
    #expect(try read(question, manual("-x")).isEmpty)
  }

  @Test("An option above a heading says nothing of what stands below that")
  func heading() throws {
    #expect(try read("What does -q do?", "# Copy\n\n-q\n\n## Bugs\n\nNone.\n").isEmpty)
  }
}
