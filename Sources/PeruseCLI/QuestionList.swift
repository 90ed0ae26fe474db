import Foundation
import Peruse
import Platform

/// Questions from a file: one a line, or JSON lines.
struct QuestionList {
  struct Question {
    var text: String
    var id: String?
  }

  var questions: [Question] = []

  /// Largest file of questions in bytes.
  private static let limit = 64 << 20

  /// - Throws: a failure that names the file and the line.
  init(readingFrom path: String) throws {
    if path == "-" { Console.sayWaiting(for: "questions") }
    let data: [UInt8]
    do throws(InputDescriptor.Fault) {
      let input = try InputDescriptor(
        path: path, origin: .named, patience: IngestionOptions().maximumSilence)
      data = try input.all(limit: Self.limit + 1)
    } catch { throw Failure(IngestionError(file: path, fault: error)) }
    guard data.count <= Self.limit else {
      throw Failure(.data, "\(path): more than \(Self.limit >> 20) MB of questions; use peruse batch answer")
    }
    guard String(validating: data, as: UTF8.self) != nil else {
      throw Failure(.data, "\(path): is not UTF-8 text")
    }
    for line in JSONLines(Data(data), file: path) { try take(line) }
    guard !questions.isEmpty else { throw Failure(.data, "\(path): holds no question") }
  }

  /// A line that begins with a brace holds JSON; any other is a question as it stands, or a comment.
  private mutating func take(_ line: JSONLine) throws {
    let text = String(decoding: try line.bytes(), as: UTF8.self).trimmingCharacters(in: .whitespaces)
    if text.hasPrefix("{") { return questions.append(try Self.record(line)) }
    // Editors break lines of text with more than LF.
    for part in text.split(whereSeparator: \.isNewline) {
      let question = part.trimmingCharacters(in: .whitespaces)
      if !question.isEmpty, !question.hasPrefix("#") { questions.append(Question(text: question)) }
    }
  }

  private static func record(_ line: JSONLine) throws -> Question {
    struct Record: Decodable {
      var question: String
      var id: String?
    }
    guard let record = try? line.decode(Record.self),
      !record.question.allSatisfy(\.isWhitespace)
    else {
      throw Failure(.data, #"\#(line.file):\#(line.number): is no JSON object with a "question""#)
    }
    return Question(text: record.question, id: record.id)
  }
}
