import Foundation
import Peruse
import Platform
import Testing

@Suite("What the library says speaks of values")
struct MessageTests {
  /// A reason of every kind, with what it was made of.
  private static let reasons: [IngestionError.Reason] =
    [
      .missing, .directory, .permissionDenied, .io("x"), .special("a folder"), .silent(3), .slow(3), .empty,
      .binary,
      .foreign("a picture", advice: "describe it"), .encoding("a byte of no text"), .malformed("a tag"),
      .externalEntity("x"), .entityAmplification("x"), .limit("size in bytes", 5),
      .limit("nesting depth of elements", 256), .invalidOption("x"),
      .missingTool("pdftotext", package: "poppler-utils"),
      .encrypted, .damaged("x"), .pictures(pages: 2), .unreadableFonts, .onlyOtherPages(2), .noText,
    ]
    + IngestionRemedy.allCases.flatMap {
      [.readOtherwise("a database", $0), .invalidPath("//[", problem: "no path", $0)]
    }

  private static let corpora: [CorpusError] =
    [
      .outputExists("o"), .cannotOpen(path: "o", reason: "x"), .cannotWrite(path: "o", reason: "x"),
      .cannotName(path: "o", reason: "x"), .inUse("o"), .otherSettings("o"), .damaged(path: "o", reason: "x"),
      .invalidOption("x"), .notACorpus("o"),
    ]
    + CorpusRemedy.allCases.flatMap {
      [.damaged(path: "o", reason: "x", remedy: $0), .invalidOption("x", remedy: $0)]
    }

  /// Flags of other programs, which messages recommend, are none of Peruse's.
  private static func names(_ words: String) -> Bool {
    words.replacing("ocrmypdf --force-ocr", with: "").contains("--") || words.contains("peruse ")
  }

  @Test("No error of the library names a flag or a command")
  func errors() {
    var messages = Self.reasons.map { IngestionError(file: "a.xml", line: 3, reason: $0).description }
    messages += Self.reasons.map {
      BatchFailure(id: "a", IngestionError(file: "a.xml", reason: $0)).description
    }
    messages += Self.corpora.map(\.description)
    messages += [SummaryBudget.sentences(0), .words(0), .ratio(2)].map {
      SummarizationError.invalidBudget($0).description
    }
    messages += [Notice.readsEnglish(language: "de"), .readsParts, .summarizes(by: .lsa, language: "de")].map(
      \.description)
    for message in messages { #expect(!Self.names(message), "\(message)") }
  }

  @Test("What may be changed is a value that callers can tell apart, and its words end the message")
  func remedies() throws {
    let reader = DocumentReader()
    let error = #expect(throws: IngestionError.self) {
      try reader.document(bytes: Array("<story><b>text</story>".utf8), name: "a.xml")
    }
    #expect(error?.remedy == .leniency)
    #expect(error?.description.hasSuffix("; what is good of it can be read leniently") == true)
    #expect(error?.described { _ in "tick the box" }.hasSuffix("; tick the box") == true)
    let database = #expect(throws: IngestionError.self) {
      try reader.document(bytes: Array("SQLite format 3\0\u{1}\u{2}\u{3}".utf8), name: "c.db")
    }
    #expect(database?.remedy == .corpus)
    let doubt = try reader.document(bytes: Array("Der B".utf8) + [0xE4] + Array("r kam.".utf8), name: "a.txt")
    let warning = try #require(doubt.warnings.first)
    #expect(warning.remedy == .encoding && !Self.names(warning.description))
  }

  @Test("A failure of a batch keeps its cause beside the words, and files hold the words alone")
  func failures() throws {
    let error = IngestionError(file: "a.xml", line: 2, reason: .malformed("a tag"))
    let failure = BatchFailure(id: "a", error)
    #expect(failure.cause == .reading(error.reason) && failure.description == error.description)
    let read = try JSONDecoder().decode(BatchFailure.self, from: Data(failure.jsonLine))
    #expect(read.cause == nil && read.reason == failure.reason && read.line == 2)
  }
}
