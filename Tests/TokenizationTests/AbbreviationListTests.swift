import Testing
import Tokenization

@Suite("Abbreviation files")
struct AbbreviationListTests {
  func split(_ text: String, file: String) throws -> [String] {
    let list = try Resources.withFile(Array(file.utf8)) {
      try AbbreviationList.english.merging(contentsOf: $0)
    }
    return SentenceSplitter(abbreviations: list).sentences(in: text).map { text.utf8($0.range) }
  }

  @Test("An abbreviation from a file ends no sentence, with or without its full stop in the file")
  func plain() throws {
    #expect(try split("The Wdg. Committee met. It rose.", file: "# ours\n\nWdg.\n").count == 2)
    #expect(try split("The Committ. Chair met. It rose.", file: "Committ # short").count == 2)
  }

  @Test("An entry overrides the built-in one of the same spelling")
  func kinds() throws {
    #expect(try split("We ate pie etc. Then we left.", file: "etc.\tinner\n").count == 1)
    #expect(try split("Dr. Hale left.", file: "Dr\tfinal").count == 2)
  }

  @Test("A file that can't be used is named, with line and reason")
  func errors() throws {
    func failure(_ bytes: [UInt8]) throws -> TokenizationError? {
      try Resources.withFile(bytes) { path in
        do {
          _ = try AbbreviationList.english.merging(contentsOf: path)
          return nil
        } catch let error as TokenizationError {
          #expect(error.file == path)
          return error
        }
      }
    }
    #expect(try failure(Array("ok.\nWdg.\tsometimes\n".utf8))?.line == 2)
    #expect(
      try failure(Array("ok.\nWdg.\tsometimes\n".utf8))?.description.contains("use one of: title") == true)
    #expect(try failure(Array("one two three".utf8))?.line == 1)
    #expect(try failure(Array("...".utf8))?.line == 1)
    #expect(try failure([0xFF, 0xFE, 0x41])?.reason == .notText)
    #expect(try failure([])?.reason == .empty)
    #expect(throws: TokenizationError(file: "/no/such/list", reason: .missing)) {
      try AbbreviationList.english.merging(contentsOf: "/no/such/list")
    }
    #expect(throws: TokenizationError(file: "/", reason: .directory)) {
      try AbbreviationList.english.merging(contentsOf: "/")
    }
  }
}
