import Foundation
import HierarchicalModels
import Ingestion
import Platform
import SpanExtraction
import Tokenization

/// What a result says about the document that it comes from.
public struct DocumentReport: Sendable, Codable, Hashable {
  /// Path as given, `-` for standard input.
  public var path: String
  /// Detected or given format.
  public var format: DocumentFormat
  /// Title, if the document has one.
  public var title: String?
  /// Who wrote it, as far as the document says so in a part that only describes it.
  public var authors: [String]?
  /// When it was written or published, in the document's own words.
  public var date: String?
  /// Declared language as a BCP 47 tag.
  public var language: String?
  /// SHA-256 of the file's bytes, or of the record's where the file holds many.
  public var sha256: String
  /// Number of words in the text.
  public var words: Int
  /// Position in the file, from 0, where the file holds many records.
  public var record: Int?
  /// The record's own identifier.
  public var id: String?
  /// What is to be known about how it was read: a place where its markup is broken, an encoding that is
  /// doubtful.
  public var warnings: [String]?

  /// Describes `document`.
  public init(_ document: Document) {
    path = document.source.path
    format = document.source.format
    title = document.title
    let description = DocumentDescription(document)
    authors = description.authors.isEmpty ? nil : description.authors
    date = description.date
    language = document.language
    sha256 = document.source.sha256
    words = WordSplitter().count(in: document.text)
    record = document.source.recordIndex
    id = document.source.recordID
    warnings = document.warnings.isEmpty ? nil : document.warnings.map(\.description)
  }

  /// Title, or path where there is none, and the record's own identifier.
  public var name: String {
    let name = title.map { $0.onOneLine } ?? (path == "-" ? "standard input" : path.inOneColumn)
    return id.map { "\(name) [\($0.inOneColumn)]" } ?? name
  }
}

/// A place in the source, as the JSON prints it.
public struct SourceReport: Sendable, Codable, Hashable {
  /// First byte in the original file, or in ``member``; absent for places on pages.
  public var byteStart: Int?
  /// One past the last byte.
  public var byteEnd: Int?
  /// Path of the element.
  public var path: String
  /// Ranges inside whose content is not in the text, such as a footnote in mid-sentence.
  public var omitted: [ByteRange]?
  /// Path of the member inside a container; bytes then count in it, uncompressed.
  public var member: String?
  /// Number of the page on which the place begins, from 1.
  public var page: Int?
  /// What the text covers on its pages, a rectangle a line, in PDF points from the page's upper left corner.
  public var rectangles: [PageRectangle]?
  /// When it is heard, in seconds, for subtitles and transcripts.
  public var time: TimeRange?
  /// The program that made the text in which bytes count, where Peruse does not read the format itself.
  public var convertedBy: String?

  /// Describes `place`.
  public init(_ place: Provenance) {
    byteStart = place.bytes?.byteStart
    byteEnd = place.bytes?.byteEnd
    path = place.path
    omitted = place.omitted.isEmpty ? nil : place.omitted
    member = place.member
    page = place.page
    rectangles = place.rectangles.isEmpty ? nil : place.rectangles
    time = place.time
    convertedBy = place.convertedBy
  }

  /// The place that is described.
  public var place: Provenance {
    guard let byteStart, let byteEnd else {
      return Provenance(page: page ?? 1, rectangles: rectangles ?? [], path: path)
    }
    return Provenance(
      bytes: ByteRange(byteStart: byteStart, byteEnd: byteEnd), path: path, omitted: omitted ?? [],
      member: member, time: time, convertedBy: convertedBy)
  }
}

/// The model that made a result.
public struct ModelReport: Sendable, Codable, Hashable {
  /// Name of the model.
  public var name: String
  /// Its version.
  public var version: String
  /// SHA-256 of its weights; absent for a method that has none.
  public var sha256: String?

  /// Describes the model with these properties.
  public init(name: String, version: String, sha256: String?) {
    self.name = name
    self.version = version
    self.sha256 = sha256
  }

  /// Describes a reader's model.
  public init(_ identity: ModelIdentity) {
    self.init(name: identity.name, version: identity.version, sha256: identity.sha256)
  }

  /// Describes the model of `encoder`.
  public init(_ encoder: WordEncoder) {
    self.init(name: encoder.name, version: encoder.version, sha256: encoder.sha256)
  }
}

/// Answers to one question in one document.
public struct AnswersReport: Sendable, Codable, Hashable {
  /// One answer.
  public struct Item: Sendable, Codable, Hashable {
    /// The answer as it stands in the text.
    public var text: String
    /// Probability among all admissible spans of the document.
    public var probability: Double
    /// Index of the evidence sentence.
    public var sentence: Int
    /// Place of the answer.
    public var source: SourceReport?
    /// The sentence that holds the answer.
    public var evidence: String
    /// Place of the evidence sentence.
    public var evidenceSource: SourceReport?
    /// `evidence` where it is no answer but the sentence that bears on a question of yes or no; absent for
    /// answers.
    public var kind: String?
    /// The evidence with the sentences around it, where they were asked for; else of a cell its row.
    public var context: String?
  }

  /// The document.
  public var document: DocumentReport
  /// The question.
  public var question: String
  /// The question's own identifier, where it came with one.
  public var id: String?
  /// Whether the document answers the question; absent where the settings are strict.
  public var verdict: Verdict?
  /// Answers by falling probability; empty where none reaches the threshold, or the reader finds none.
  public var answers: [Item]
  /// Probability that the document holds no answer, from the same distribution as the answers'; absent for a
  /// reader that always answers.
  public var noAnswerProbability: Double?
  /// The reader's model.
  public var model: ModelReport
  /// Settings of the run.
  public var settings: ReaderSettings
  /// How much of a long document was read, where that was not all of it.
  public var read: Extent?
  /// How the first answer came about, where that was asked for.
  public var explanation: AnswerExplanationReport?

  /// How much of a document was read.
  public struct Extent: Sendable, Codable, Hashable {
    /// Windows that were read.
    public var windows: Int
    /// Windows that the document has.
    public var of: Int
  }

  /// Puts a report together.
  public init(
    document: DocumentReport, question: String, result: ReaderResult, model: ModelReport,
    settings: ReaderSettings
  ) {
    self.document = document
    self.question = question
    noAnswerProbability = result.noAnswerProbability
    verdict = result.verdict
    if result.windowsRead < result.windows { read = Extent(windows: result.windowsRead, of: result.windows) }
    answers = result.answers.map { answer in
      Item(
        text: answer.text, probability: answer.probability, sentence: answer.sentence,
        source: answer.provenance.map(SourceReport.init), evidence: answer.evidence,
        evidenceSource: answer.evidenceProvenance.map(SourceReport.init),
        kind: answer.isEvidence ? "evidence" : nil)
    }
    self.model = model
    self.settings = settings
  }
}

/// Settings that an answer depends on.
public struct ReaderSettings: Sendable, Codable, Hashable {
  /// Version of Peruse.
  public var peruse = peruseVersion
  /// Arithmetic of the encoder.
  public var precision: WordEncoder.Precision
  /// Reading options.
  public var options: ReaderOptions

  /// Settings of a run.
  public init(precision: WordEncoder.Precision, options: ReaderOptions) {
    self.precision = precision
    self.options = options
  }
}
