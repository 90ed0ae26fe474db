import Foundation
import Platform
import Testing

@Suite("Values that are one of several words")
struct ChoiceTests {
  enum Colour: String, Choice { case red, green, blue }
  enum Only: String, Choice { case one }
  struct Settings: Codable { var colour: Colour }

  @Test("They are read by their words, and written by them")
  func read() throws {
    let settings = try JSONDecoder().decode(Settings.self, from: Data(#"{"colour": "green"}"#.utf8))
    #expect(settings.colour == .green)
    #expect(String(decoding: try JSONEncoder().encode(settings), as: UTF8.self) == #"{"colour":"green"}"#)
    #expect(Colour.words == "red, green or blue" && Only.words == "one")
  }

  @Test("Another word is refused, with its place and the words that are known")
  func refused() throws {
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Settings.self, from: Data(#"{"colour": "grey"}"#.utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["colour"])
    #expect(
      context.underlyingError as? UnknownChoice == UnknownChoice(word: "grey", known: "red, green or blue"))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Settings.self, from: Data(#"{"colour": 3}"#.utf8))
    }
  }
}
