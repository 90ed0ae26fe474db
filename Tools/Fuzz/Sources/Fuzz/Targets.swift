import Foundation
import Peruse

@testable import Batch
@testable import HierarchicalModels
@testable import Ingestion
@testable import Platform
@testable import Search
@testable import SpanExtraction
@testable import Tensors
@testable import Tokenization

/// Every door through which bytes come in that somebody else made.
enum Targets {
  static let all: [Target] =
    [
      Target(name: "detect") { bytes in read(bytes, IngestionOptions()) },
      Target(name: "decode", run: decode), Target(name: "records", run: records),
      Target(name: "jsonl", run: jsonLines), Target(name: "archive", run: archive),
      Target(name: "safetensors", run: safeTensors), Target(name: "model", run: model),
      Target(name: "journal", run: journal), Target(name: "layout", run: layout),
      Target(name: "questions", run: questions), Target(name: "options", run: options),
      Target(name: "names", run: names),
    ]
    + DocumentFormat.allCases.map { format in
      Target(name: "read-\(format.rawValue)") { bytes in
        var options = IngestionOptions()
        options.format = format
        read(bytes, options)
      }
    } + containers + office + spelled + server

  // MARK: Documents

  /// Reads a document and holds it to what every document promises.
  static func read(_ bytes: [UInt8], _ options: IngestionOptions) {
    guard let document = try? DocumentReader(options: options).document(bytes: bytes, name: "input") else {
      return
    }
    hold(document, sourceCount: bytes.count)
  }

  static func hold(_ document: Document, sourceCount: Int) {
    // Places in members of a container, on pages, or in what another program made of the file have bounds of
    // their own.
    let end =
      switch document.space {
      case .file, .timed: sourceCount
      case .members, .pages, .converted: Int.max
      }
    let count = document.text.utf8.count
    var last = 0
    for block in document.blocks {
      check(block.textRange.lowerBound >= last && block.textRange.upperBound <= count, "blocks overlap")
      last = block.textRange.upperBound
      guard let bytes = document.provenance(of: block.textRange)?.bytes else { continue }
      check(
        bytes.byteStart >= 0 && bytes.byteStart <= bytes.byteEnd && bytes.byteEnd <= end,
        "bytes outside the source")
    }
    for section in document.sections {
      check(section.blocks.upperBound <= document.blocks.count, "a section outside the blocks")
    }
    last = 0
    for sentence in SentenceSplitter().sentences(in: document) {
      check(sentence.range.lowerBound >= last && sentence.range.upperBound <= count, "sentences overlap")
      check(!sentence.range.isEmpty, "an empty sentence")
      last = sentence.range.upperBound
      _ = document.provenance(of: sentence.range)
    }
  }

  /// The encoding's name before the first line end, then bytes in it.
  private static func decode(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: 0x0A) ?? 0
    let name = String(decoding: bytes[..<end], as: UTF8.self)
    guard
      let source = try? SourceDecoder.decode(
        Array(bytes[end...]), file: "input", declared: name.isEmpty ? nil : name)
    else { return }
    check(String(validating: source.utf8, as: UTF8.self) != nil, "decoded to what is not UTF-8")
    if let place = source.map.source(of: 0..<source.utf8.count) {
      check(place.byteEnd <= bytes.count - end, "bytes outside the source")
    }
  }

  /// A record path before the first line end, then XML.
  private static func records(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: 0x0A) ?? 0
    var options = IngestionOptions()
    if end > 0 { options.recordPath = String(decoding: bytes[..<end], as: UTF8.self) }
    let content = Array(bytes[end...])
    try? DocumentReader(options: options).records(bytes: content, name: "input") { result in
      if case .success(let document) = result { hold(document, sourceCount: content.count) }
      return true
    }
  }

  // MARK: Batches

  private static func jsonLines(_ bytes: [UInt8]) {
    var lines = MemorySource(bytes).jsonLines(file: "input", maximum: 1 << 16)
    while let line = try? lines.next() {
      guard let record = try? JSONRecord.read(line) else { continue }
      let text = record.text.map { Array($0.utf8) } ?? record.data ?? []
      read(text, IngestionOptions())
    }
  }

  /// The input as a file that is this process's own.
  private static func file(_ bytes: [UInt8], _ name: String = "input") -> String? {
    let path = "\(Scratch.path)/\(name)"
    return FileManager.default.createFile(atPath: path, contents: Data(bytes)) ? path : nil
  }

  private static func archive(_ bytes: [UInt8]) {
    guard let path = file(bytes) else { return }
    var options = IngestionOptions()
    options.maximumBytes = 1 << 20
    var left = 200
    var source = BatchSource(InputSelection(paths: [path]), options: options) { item in
      if case .success(let record) = item.payload { _ = record.read() }
      left -= 1
      return left > 0
    }
    _ = source.run()
  }

  private static func journal(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A) {
      if let entry = JournalEntry(line) {
        check(entry.line.dropLast().elementsEqual(line), "a line is not what its entry would write")
      }
    }
    guard let path = file(bytes), let opened = try? AppendFile.locked(path, for: path) else { return }
    guard let journal = try? Journal(reading: opened) else { return }
    _ = try? journal.extent(outputSize: 1 << 20, errorsSize: 1 << 20)
  }

  /// Names of records, one a line: each gets a file name that no other has.
  private static func names(_ bytes: [UInt8]) {
    var names = OutputNames(suffix: ".json")
    var given: Set<String> = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(500) {
      let id = String(decoding: line, as: UTF8.self)
      let name = names.name(for: id)
      check(given.insert(name).inserted, "two files have one name")
      check(
        !name.hasPrefix("/") && name.utf8.count <= OutputNames.longest, "a name that leads out or is too long"
      )
      for part in name.split(separator: "/", omittingEmptySubsequences: false) {
        check(!part.isEmpty && !part.hasPrefix("."), "a part of a name that is none")
      }
      check(PathText.bytes(PathText.text(line)) == Array(line), "a path that does not come back")
    }
  }

  // MARK: Models

  private static func safeTensors(_ bytes: [UInt8]) {
    guard let path = file(bytes), let tensors = try? SafeTensors(path: path) else { return }
    for entry in tensors.entries.values where entry.count < 1 << 20 { _ = try? tensors.floats(entry.name) }
  }

  /// Three files, with bytes 0xFF between them.
  private static func model(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0xFF, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
    for (part, name) in zip(parts, ["config.json", "vocab.txt", "manifest.json"]) { _ = file(part, name) }
    _ = try? EncoderConfiguration(readingFrom: "\(Scratch.path)/config.json")
    _ = try? SummaryConfiguration(readingFrom: "\(Scratch.path)/config.json")
    _ = try? RecurrentReaderConfiguration(readingFrom: Scratch.path)
    _ = try? Vocabulary(bytes: parts.count > 1 ? parts[1] : [], file: "vocab.txt")
    _ = try? ModelFolder(at: Scratch.path)
  }

  // MARK: Corpora

  private static func layout(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let count = Int(first) * 16
    guard let layout = PassageLayout(bytes: Array(bytes.dropFirst()), textCount: count) else { return }
    for sentence in layout.sentences {
      check(sentence.range.upperBound <= count, "a sentence outside the passage")
      _ = layout.provenance(of: sentence.range, path: "input")
    }
    _ = QuantizedVectors(bytes: bytes, width: 384)
  }

  // MARK: What people type

  private static func questions(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    _ = SearchQuery(text)
    _ = QueryWords.stems(of: text)
    let pieces = tokenizer?.encode(text)
    for range in pieces?.offsets ?? [] {
      check(range.upperBound <= text.utf8.count, "a piece outside the text")
    }
    for sentence in SentenceSplitter().sentences(in: text) {
      check(sentence.range.upperBound <= text.utf8.count, "a sentence outside the text")
    }
  }

  private static let tokenizer: WordPieceTokenizer? = {
    let words = [
      "[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "the", "##s", "##ing", "é", "港", ".", "?", "##a",
    ]
    guard let path = file(Array(words.joined(separator: "\n").utf8), "pieces.txt") else { return nil }
    return try? WordPieceTokenizer(vocabularyAt: path)
  }()

  /// A pattern and XPaths, one a line, each tried on a document of known shape.
  private static func options(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(4).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard lines.count == 4 else { return }
    _ = Glob(lines[0]).matches("reports/1999/annual report.xml")
    var options = IngestionOptions()
    options.textPath = lines[1].isEmpty ? nil : lines[1]
    options.skipPath = lines[2].isEmpty ? nil : lines[2]
    options.recordPath = lines[3].isEmpty ? nil : lines[3]
    try? DocumentReader(options: options).records(bytes: sample, name: "a.xml") { result in
      if case .success(let document) = result { hold(document, sourceCount: sample.count) }
      return true
    }
  }

  private static let sample = Array(
    """
    <d xmlns:t="urn:t"><r n="1"><title>One</title><p>The mill is old. <t:b>It</t:b> works.</p></r>
    <r n="2"><title>Two</title><p>The ferry<note>A note.</note> is new.</p></r></d>
    """.utf8)
}

/// A folder of this process's own, in memory where there is such a place.
enum Scratch {
  static let path: String = {
    let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let path = "\(base)/peruse-fuzz-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: Scratch.path) }
    return path
  }()
}
