import Foundation
import Peruse

/// `corpora/questions.json`: documents with questions, gold answers and a reference summary each.
struct Corpora: Decodable {
  struct Entry: Decodable {
    struct Question: Decodable {
      var id: String
      var question: String
      var reworded: String?
      var answers: [String]
    }

    var path: String
    var format: String
    var recordIndex: Int?
    var language: String
    var words: Int
    var summary: String
    var keySentences: [String]
    var questions: [Question]

    enum CodingKeys: String, CodingKey {
      case path, format, recordIndex, language, words, summary, questions
      case keySentences = "key_sentences"
    }
  }

  var documents: [Entry]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("corpora")

  static func load() throws -> Corpora {
    try JSONDecoder().decode(
      Corpora.self, from: Data(contentsOf: folder.appendingPathComponent("questions.json")))
  }

  /// The document of an entry; for a file that holds many, its record.
  static func document(_ entry: Entry) throws -> Document? {
    var found: Document?
    try DocumentReader().records(at: folder.appendingPathComponent(entry.path).path) { result in
      let document = try result.get()
      guard (entry.recordIndex ?? 0) == (document.source.recordIndex ?? 0) else { return true }
      found = document
      return false
    }
    return found
  }

  /// White space collapsed and soft hyphens dropped, as `corpora/README.md` says texts are compared.
  static func collapsed(_ text: String) -> String {
    text.filter { $0 != "\u{AD}" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
