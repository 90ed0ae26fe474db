import FoundationEssentials
import Ingestion
import Platform
import Tokenization

/// Documents with reference summaries, one JSON object a line.
///
/// An object has `document` (a text), `sections` (objects with a `heading` and a `text`, whose paragraphs
/// blank lines part) or `sentences` (an array of texts), and `summary` (a text) or `summaries`
/// (several). A summary may also be an array of sentences; one given as a text without line breaks is split.
/// `article` and `highlights`, as CNN/DailyMail names them, are understood too; `id` and `title` are
/// optional.
///
/// Instead of a text, `path` names a document in any format that Peruse reads, from the folder of the file,
/// and `recordIndex` one of its records, from 0. `query` says what a summary should be about, for methods
/// that can be asked. `facts` are what a summary should say: see ``KeyFact``.
///
/// The file is mapped and a line is decoded when it is asked for, so that large sets take little memory.
public struct SummaryDataset: Sendable {
  /// Path as given by the caller.
  public let path: String
  /// Splits documents and summaries into sentences.
  public var splitter: SentenceSplitter

  private let lines: JSONLines

  /// Opens the file at `path` and finds its lines; blank ones are passed over.
  ///
  /// - Throws: `EvaluationError` for a file that cannot be read or holds no line.
  public init(
    contentsOf path: String, splitter: SentenceSplitter = SentenceSplitter()
  ) throws(EvaluationError) {
    self.path = path
    self.splitter = splitter
    lines = try JSONFile.lines(at: path, limit: .max)
    guard !lines.isEmpty else {
      throw EvaluationError(
        kind: .malformed, file: path, reason: "is empty; one JSON object a line was expected")
    }
  }

  /// Number of records.
  public var count: Int { lines.count }

  /// Decodes a record.
  ///
  /// - Parameter needsReference: whether a record without a summary is an error.
  /// - Throws: `EvaluationError` naming the line and the field.
  public func record(at index: Int, needsReference: Bool = true) throws(EvaluationError) -> SummaryRecord {
    let line = lines[index]
    let (number, place) = (line.number, line.place)
    let fields = try line.value(of: RecordFields.self)
    let references = (fields.summaries ?? fields.summary.map { [$0] } ?? []).map { reference in
      reference.lines ?? lines(of: reference.text)
    }
    guard !needsReference || references.contains(where: { !$0.isEmpty }) else {
      throw EvaluationError(
        kind: .malformed, file: path, place: place, reason: "no 'summary' or 'summaries', or they are empty")
    }
    let id = fields.id ?? fields.path.map { $0 + (fields.recordIndex.map { "#\($0)" } ?? "") } ?? "\(number)"
    var record = try self.record(fields, id: id, line: number, references: references)
    record.facts = fields.facts ?? []
    record.query = fields.query
    return record
  }

  /// Whether the records come with facts, judged by the first one.
  ///
  /// - Throws: `EvaluationError` where that cannot be read.
  public var hasFacts: Bool {
    get throws(EvaluationError) {
      try lines[0].value(of: RecordFields.self).facts != nil
    }
  }

  private func record(
    _ fields: RecordFields, id: String, line number: Int, references: [String]
  ) throws(EvaluationError) -> SummaryRecord {
    let place = "line \(number)"
    if let name = fields.path {
      let document = try document(at: name, record: fields.recordIndex, place: place)
      return SummaryRecord(
        id: id, line: number, document: document, sentences: splitter.sentences(in: document),
        references: references)
    }
    if let sentences = fields.sentences {
      let kept = sentences.filter { $0.contains { !$0.isWhitespace } }
      guard !kept.isEmpty else {
        throw EvaluationError(kind: .malformed, file: path, place: place, reason: "'sentences' is empty")
      }
      return SummaryRecord(
        id: id, line: number, title: fields.title, sentences: kept, references: references, file: path)
    }
    if let sections = fields.sections {
      guard sections.contains(where: { $0.text.contains { !$0.isWhitespace } }) else {
        throw EvaluationError(kind: .malformed, file: path, place: place, reason: "'sections' are empty")
      }
      return SummaryRecord(
        id: id, line: number, title: fields.title, sections: sections, references: references, file: path,
        splitter: splitter)
    }
    guard let text = fields.document, text.contains(where: { !$0.isWhitespace }) else {
      throw EvaluationError(
        kind: .malformed, file: path, place: place,
        reason: "no 'document', 'sections' or 'sentences', or they are empty")
    }
    return SummaryRecord(
      id: id, line: number, title: fields.title, text: text, references: references, file: path,
      splitter: splitter)
  }

  /// A document that stands in a file of its own.
  private func document(at name: String, record: Int?, place: String) throws(EvaluationError) -> Document {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let file = name.hasPrefix("/") ? name : folder + name
    do {
      guard let record else { return try DocumentReader().document(at: file) }
      var found: Document?
      var next = 0
      try DocumentReader().records(at: file) { result in
        let document = try result.get()
        defer { next += 1 }
        guard (document.source.recordIndex ?? next) == record else { return true }
        found = document
        return false
      }
      if let found { return found }
    } catch {
      throw EvaluationError(kind: .unreadable, file: path, place: place, reason: "\(error)")
    }
    throw EvaluationError(
      kind: .unreadable, file: path, place: place, reason: "\(file) has no record \(record ?? 0)")
  }

  /// One sentence a line: the lines that the text has, or the sentences of a text of one line.
  private func lines(of text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }
    if lines.count > 1 { return lines.joined(separator: "\n") }
    return splitter.sentences(in: text).map { sentence in
      let start = text.utf8.index(text.startIndex, offsetBy: sentence.range.lowerBound)
      return String(text[start..<text.utf8.index(start, offsetBy: sentence.range.count)])
    }.joined(separator: "\n")
  }
}

/// A summary as a text or as an array of sentences.
private struct Reference: Decodable {
  var text = ""
  var lines: String?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let sentences = try? container.decode([String].self) {
      lines = sentences.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }.joined(
        separator: "\n")
    } else {
      text = try container.decode(String.self)
    }
  }
}

private struct RecordFields: Decodable {
  var id: String?
  var title: String?
  var document: String?
  var sentences: [String]?
  var sections: [SummaryRecord.SectionText]?
  var summary: Reference?
  var summaries: [Reference]?
  var path: String?
  var recordIndex: Int?
  var facts: [KeyFact]?
  var query: String?

  private enum Key: String, CodingKey {
    case id, title, document, article, sentences, sections, summary, highlights, summaries, path, recordIndex,
      facts, query
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id =
      (try? container.decodeIfPresent(String.self, forKey: .id))
      ?? (try? container.decodeIfPresent(Int.self, forKey: .id)).map(String.init)
    title = try? container.decodeIfPresent(String.self, forKey: .title)
    document =
      try container.decodeIfPresent(String.self, forKey: .document)
      ?? container.decodeIfPresent(String.self, forKey: .article)
    sentences = try container.decodeIfPresent([String].self, forKey: .sentences)
    sections = try container.decodeIfPresent([SummaryRecord.SectionText].self, forKey: .sections)
    summary =
      try container.decodeIfPresent(Reference.self, forKey: .summary)
      ?? container.decodeIfPresent(Reference.self, forKey: .highlights)
    summaries = try container.decodeIfPresent([Reference].self, forKey: .summaries)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    recordIndex = try container.decodeIfPresent(Int.self, forKey: .recordIndex)
    facts = try container.decodeIfPresent([KeyFact].self, forKey: .facts)
    query = try container.decodeIfPresent(String.self, forKey: .query)
  }
}
