import FoundationEssentials
import Platform

/// Hands the documents of a data set to other systems, and takes their summaries back: JSON lines both ways,
/// so that all systems choose from the same sentences within the same length.
public enum SummaryTask {
  /// One document for another system.
  struct Request: Encodable {
    var id: String
    var title: String?
    var sentences: [String]
    /// At most this many sentences, if that is the length.
    var maximumSentences: Int?
    /// At most this many words, counted at white space, if that is the length.
    var maximumWords: Int?
  }

  /// One summary of another system.
  struct Response: Decodable {
    var id: String
    var summary: [String]
  }

  /// Writes the sentences and the wanted length of each document of `dataset` to the file at `path`.
  ///
  /// - Throws: `EvaluationError` for a record that cannot be read, or a file that cannot be written.
  public static func export(
    _ dataset: SummaryDataset, length: SummaryLength, limit: Int? = nil, to path: String
  ) throws(EvaluationError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines = Data()
    for index in 0..<min(dataset.count, limit ?? dataset.count) {
      let record = try dataset.record(at: index)
      var request = Request(id: record.id, title: record.document.title, sentences: record.sentenceTexts)
      switch length.resolved(references: record.references) {
      case .sentences(let count): request.maximumSentences = count
      case .words(let count): request.maximumWords = count
      }
      do { lines += try encoder.encode(request) + [0x0A] } catch {
        throw EvaluationError(
          kind: .system, file: path, place: record.id, reason: "cannot be written as JSON: \(error)")
      }
    }
    do { try lines.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw EvaluationError(kind: .unreadable, file: path, reason: "cannot be written: \(error)")
    }
  }
}

extension SummarySystem {
  /// A system whose summaries stand in a file: JSON lines with `id` and `summary`, an array of sentences.
  ///
  /// A summary that is longer than the length is cut to the sentences that fit, so that all systems have the
  /// same budget.
  ///
  /// - Throws: `EvaluationError` naming the line.
  public init(name: String, summariesAt path: String) throws(EvaluationError) {
    var summaries: [String: [String]] = [:]
    for line in try JSONFile.lines(at: path) {
      let response = try line.value(of: SummaryTask.Response.self)
      summaries[response.id] = response.summary
    }
    let known = summaries
    self.init(name: name) { record, length in
      guard let sentences = known[record.id] else {
        throw EvaluationError(kind: .system, file: path, reason: "has no summary for '\(record.id)'")
      }
      return length.lead(words: sentences.map(SummaryLength.words(in:))).map { sentences[$0] }
    }
  }
}
