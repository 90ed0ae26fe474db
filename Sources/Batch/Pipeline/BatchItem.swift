import Ingestion

/// One document or record of a batch, before it is read.
public struct BatchItem: Sendable {
  /// Position in the batch, counted from 0.
  public var ordinal: Int
  /// Stable name: the path from the input on that was named, `#3` behind it for a record,
  /// `archive.tar!/member` for a member, or the caller's own.
  public var id: String
  /// The name with the path as it was given, where the writer tells records by it; else ``id``.
  package var wholeName: String
  /// Its bytes, or why there are none.
  public var payload: Result<PendingRecord, BatchFailure>
  /// A question of its own.
  public var question: String?
  /// What the result depends on beside the payload, such as the line that named it.
  public var context: [UInt8] = []
  /// What an earlier run wrote at this position.
  var expected: RecordSummary?

  package init(
    ordinal: Int, id: String, wholeName: String? = nil, payload: Result<PendingRecord, BatchFailure>,
    question: String? = nil, context: [UInt8] = []
  ) {
    self.ordinal = ordinal
    self.id = id
    self.wholeName = wholeName ?? id
    self.payload = payload
    self.question = question
    self.context = context
  }

  /// Memory that it holds.
  var byteCount: Int { if case .success(let record) = payload { record.byteCount } else { 0 } }
}

/// A document with its name and question, ready to be worked on.
public struct BatchInput: Sendable {
  /// Stable name.
  public var id: String
  /// The document.
  public var document: Document
  /// A question of its own.
  public var question: String?

  /// Creates an input.
  public init(id: String, document: Document, question: String? = nil) {
    self.id = id
    self.document = document
    self.question = question
  }
}

/// Why one record has no result. It costs one line among the errors, never the run.
public struct BatchFailure: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// Stable name of the record.
  public var id: String
  /// File that it stands in, as given.
  public var file: String
  /// One-based line, where it is known.
  public var line: Int?
  /// What sort of fault, one word: `malformed`, `encoding`, `limit`, `missing` …
  public var kind: String
  /// What is wrong, in words, without the place.
  public var reason: String
  /// What is wrong, as a value, where it is one that something can be changed about. Files of failures hold
  /// the words alone.
  package var cause: Cause?

  /// What the program puts into words of its own.
  package enum Cause: Sendable, Hashable {
    /// The record could not be read as a document.
    case reading(IngestionError.Reason)
    /// Nothing was asked about the record.
    case noQuestion
  }

  private enum CodingKeys: String, CodingKey { case id, file, line, kind, reason }

  /// Creates a failure.
  public init(id: String, file: String, line: Int? = nil, kind: String, reason: String) {
    self.init(id: id, file: file, line: line, kind: kind, reason: reason, cause: nil)
  }

  package init(id: String, file: String, line: Int? = nil, kind: String, reason: String, cause: Cause?) {
    self.id = id
    self.file = file
    self.line = line
    self.kind = kind
    self.reason = reason
    self.cause = cause
  }

  /// Creates a failure from what reading said.
  public init(id: String, _ error: IngestionError) {
    self.init(
      id: id, file: error.file, line: error.line, kind: error.reason.kind, reason: error.reason.message,
      cause: .reading(error.reason))
  }

  /// What may be changed so that the record is read; nil where nothing may, and in failures that were read
  /// from a file.
  public var remedy: IngestionRemedy? {
    if case .reading(let reason) = cause { reason.remedy } else { nil }
  }

  /// The file with its line, where it is known, or with the record's number in a file of many.
  public var place: String {
    if let line { return "\(file):\(line)" }
    var end = id.endIndex
    // `#3` of a record, before which `#2` may tell one file from another.
    for _ in 0..<2 {
      guard let mark = id[..<end].lastIndex(of: "#") else { break }
      let name = id[..<mark]
      if file == name || file.hasSuffix("/\(name)") { return "\(file)\(id[mark...])" }
      end = mark
    }
    return file
  }

  /// `place: reason`.
  public var description: String { "\(place): \(reason)" }
}

extension IngestionError.Reason {
  /// The reason as one word, for tables.
  public var kind: String {
    switch self {
    case .missing: "missing"
    case .directory: "directory"
    case .permissionDenied: "permission"
    case .io: "unreadable"
    case .special: "special"
    case .silent, .slow: "time"
    case .empty: "empty"
    case .binary: "binary"
    case .foreign, .readOtherwise: "foreign"
    case .encoding: "encoding"
    case .malformed: "malformed"
    case .externalEntity: "external-entity"
    case .entityAmplification: "amplification"
    case .limit: "limit"
    case .invalidOption, .invalidPath: "option"
    case .missingTool: "missing-tool"
    case .encrypted: "encrypted"
    case .damaged: "damaged"
    case .pictures, .unreadableFonts: "pictures"
    case .noText, .onlyOtherPages: "no-text"
    }
  }
}

extension BatchFailure {
  /// The failure as a line of JSON, with its end; keys in alphabetical order.
  public var jsonLine: [UInt8] {
    var writer = JSONWriter()
    writer.object { object in
      object["file"] = file
      object["id"] = id
      object["kind"] = kind
      if let line { object["line"] = line }
      object["reason"] = reason
    }
    return writer.bytes + [0x0A]
  }
}
