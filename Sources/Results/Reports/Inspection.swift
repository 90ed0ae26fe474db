import Foundation
import Ingestion
import Tokenization

/// How Peruse reads a document, item by item: what an ``InspectionReport`` holds all at once is made when it
/// is asked for.
///
/// A table of half a million cells is half a million blocks, and their items together take many times the
/// memory of the document that they describe.
public struct Inspection: Sendable, Encodable {
  /// The document.
  public let document: Document
  /// The facts about it.
  public let facts: DocumentReport
  /// Declared language, or the one that its words tell.
  public let language: String?
  /// Its sentences, if asked for.
  public let sentences: [Sentence]?
  /// Its word pieces, if asked for.
  public let pieces: WordPieceTokenizer.Pieces?
  private let tokenizer: WordPieceTokenizer?

  /// Inspects `document`.
  public init(_ document: Document, sentences: [Sentence]?, tokenizer: WordPieceTokenizer?) {
    self.document = document
    facts = DocumentReport(document)
    language = document.language ?? LanguageDetector.detect(document.text)
    self.sentences = sentences
    pieces = tokenizer?.encode(document.text)
    self.tokenizer = tokenizer
  }

  /// Everything at once.
  public func encode(to encoder: any Encoder) throws { try InspectionReport(self).encode(to: encoder) }

  /// The vocabulary's piece number `id`; empty where no pieces were asked for.
  func piece(for id: Int32) -> String { tokenizer?.piece(for: id) ?? "" }

  /// The place of `range` of the text.
  func source(of range: Range<Int>) -> SourceReport? {
    document.provenance(of: range).map(SourceReport.init)
  }

  /// The section that block `index` stands in.
  func section(ofBlock index: Int) -> Section? {
    document.blocks[index].section.map { document.sections[$0] }
  }

  /// Block number `index`.
  func block(_ index: Int) -> InspectionReport.BlockItem {
    let (block, section) = (document.blocks[index], section(ofBlock: index))
    return InspectionReport.BlockItem(
      kind: block.kind, role: block.role, level: section?.level ?? 0, section: section?.heading,
      text: document.text(in: block.textRange), source: source(of: block.textRange))
  }

  /// Sentence number `index`.
  func sentence(_ index: Int, _ sentence: Sentence) -> InspectionReport.SentenceItem {
    InspectionReport.SentenceItem(
      index: index, block: sentence.block, text: document.text(in: sentence.range),
      source: source(of: sentence.range))
  }

  /// The word piece `id` at `range`.
  func token(_ id: Int32, _ range: Range<Int>) -> InspectionReport.TokenItem {
    InspectionReport.TokenItem(
      id: id, piece: piece(for: id), text: document.text(in: range), source: source(of: range))
  }
}

extension Inspection {
  /// Writes the inspection as JSON, an item at a time: what ``InspectionReport`` is in JSON, byte for byte.
  ///
  /// - Parameters:
  ///   - id: the record's stable name, where it has one.
  ///   - sink: takes the pieces.
  func write(id: String?, isPretty: Bool, to sink: @escaping TextSink) throws {
    let encoder = JSONEncoder.peruse(pretty: isPretty)
    var json = JSONStream(isPretty: isPretty, to: sink)
    var text = document.text
    try text.withUTF8 { utf8 in
      func words(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: utf8[range])
      }
      json.beginObject()
      json.name("blocks")
      json.beginArray()
      for (index, block) in document.blocks.enumerated() {
        let section = section(ofBlock: index)
        json.beginObject()
        json.name("kind")
        try json.value(block.kind.rawValue)
        json.name("level")
        json.value(section?.level ?? 0)
        json.name("role")
        try json.value(block.role.rawValue)
        if let section {
          json.name("section")
          try json.value(section.heading)
        }
        try json.place(source(of: block.textRange), encoder)
        json.name("text")
        try json.value(utf8: words(block.textRange))
        try json.endObject()
      }
      try json.endArray()
      json.name("document")
      try json.value(facts)
      json.name("encoding")
      try json.value(document.source.encoding)
      try json.member("id", id)
      try json.member("language", language)
      json.name("sections")
      json.value(document.sections.count)
      if let sentences {
        json.name("sentences")
        json.beginArray()
        for (index, sentence) in sentences.enumerated() {
          json.beginObject()
          json.member("block", sentence.block)
          json.member("index", index)
          try json.place(source(of: sentence.range), encoder)
          json.name("text")
          try json.value(utf8: words(sentence.range))
          try json.endObject()
        }
        try json.endArray()
      }
      if let pieces {
        json.name("tokens")
        json.beginArray()
        for (id, range) in zip(pieces.ids, pieces.offsets) {
          json.beginObject()
          json.member("id", Int(id))
          json.name("piece")
          try json.value(piece(for: id))
          try json.place(source(of: range), encoder)
          json.name("text")
          try json.value(utf8: words(range))
          try json.endObject()
        }
        try json.endArray()
      }
      try json.endObject()
      try json.finish()
    }
  }
}

extension JSONStream {
  fileprivate mutating func member(_ name: StaticString, _ text: String?) throws {
    guard let text else { return }
    self.name(name)
    try value(text)
  }

  fileprivate mutating func member(_ name: StaticString, _ number: Int?) {
    guard let number else { return }
    self.name(name)
    value(number)
  }

  /// A list of texts under `name`.
  private mutating func member(_ name: StaticString, _ texts: [String]?) throws {
    guard let texts else { return }
    self.name(name)
    beginArray()
    for text in texts { try value(text) }
    try endArray()
  }

  fileprivate mutating func value(_ facts: DocumentReport) throws {
    beginObject()
    try member("authors", facts.authors)
    try member("date", facts.date)
    try member("format", facts.format.rawValue)
    try member("id", facts.id)
    try member("language", facts.language)
    try member("path", facts.path)
    member("record", facts.record)
    try member("sha256", facts.sha256)
    try member("title", facts.title)
    try member("warnings", facts.warnings)
    member("words", facts.words)
    try endObject()
  }

  /// The member `source`. What counts in fractions, times and rectangles, is left to `encoder`.
  fileprivate mutating func place(_ source: SourceReport?, _ encoder: JSONEncoder) throws {
    guard let source else { return }
    name("source")
    guard source.time == nil, source.rectangles == nil else {
      return try value(encoded: encoder.encode(source))
    }
    beginObject()
    member("byteEnd", source.byteEnd)
    member("byteStart", source.byteStart)
    try member("convertedBy", source.convertedBy)
    try member("member", source.member)
    if let omitted = source.omitted {
      name("omitted")
      beginArray()
      for range in omitted {
        beginObject()
        member("byteEnd", range.byteEnd)
        member("byteStart", range.byteStart)
        try endObject()
      }
      try endArray()
    }
    member("page", source.page)
    name("path")
    try value(source.path)
    try endObject()
  }
}
