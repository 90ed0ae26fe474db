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
    let data: [UInt8]
    do throws(InputDescriptor.Fault) {
      let input = try InputDescriptor(
        path: path, origin: .named, patience: IngestionOptions().maximumSilence)
      data = try input.all(limit: Self.limit + 1)
    } catch { throw Failure(IngestionError(file: path, fault: error)) }
    guard data.count <= Self.limit else {
      throw Failure(.data, "\(path): more than \(Self.limit >> 20) MB of questions; use peruse batch answer")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.data, "\(path): is not UTF-8 text")
    }
    for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      questions.append(line.hasPrefix("{") ? try Self.record(line, path, place + 1) : Question(text: line))
    }
    guard !questions.isEmpty else { throw Failure(.data, "\(path): holds no question") }
  }

  private static func record(_ line: String, _ path: String, _ number: Int) throws -> Question {
    struct Record: Decodable {
      var question: String
      var id: String?
    }
    guard let record = try? JSONDecoder().decode(Record.self, from: Data(line.utf8)),
      !record.question.allSatisfy(\.isWhitespace)
    else {
      throw Failure(.data, #"\#(path):\#(number): is no JSON object with a "question""#)
    }
    return Question(text: record.question, id: record.id)
  }
}
