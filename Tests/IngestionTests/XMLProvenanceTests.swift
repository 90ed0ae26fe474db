import Foundation
import Ingestion
import Testing

@Suite("XML provenance")
struct XMLProvenanceTests {
  @Test("Every XML document of the corpora can be found again in its source, byte for byte")
  func corpora() throws {
    let files = Repository.files(under: Repository.corpora, extensions: ["xml", "xhtml"])
    #expect(files.count >= 12)
    for file in files {
      let result = try Self.check([file], samples: 20)
      #expect(result.problems.isEmpty, "\(file.lastPathComponent)")
      #expect(result.documents >= 1)
    }
  }

  @Test("A block's element path is that of an element which is open where the block's source begins and ends")
  func elementPaths() throws {
    for file in Repository.files(under: Repository.corpora, extensions: ["xml", "xhtml"]) {
      let bytes = Array(try Data(contentsOf: file))
      let finder = XMLPathFinder(bytes)
      try DocumentReader().records(bytes: bytes, name: file.path) { result in
        let document = try result.get()
        guard document.source.encoding == "UTF-8" || document.source.encoding == "US-ASCII" else {
          return false
        }
        for block in document.blocks {
          let place = try #require(document.provenance(of: block.textRange)?.bytes)
          let start = finder.path(at: place.byteStart)
          let end = finder.path(at: place.byteEnd)
          let isRight = [start, end].allSatisfy {
            $0 == block.elementPath || $0.hasPrefix(block.elementPath + "/")
          }
          #expect(isRight, "\(file.lastPathComponent): \(block.elementPath), but \(start) and \(end)")
        }
        return true
      }
    }
  }

  static let archives = [
    ("plos-jats.tar.xz", 75, DocumentFormat.jats), ("eltec-tei.tar.xz", 25, .tei),
    ("medquad.tar.xz", 10_000, .xml), ("scisummnet.tar.xz", 900, .xml),
  ]

  @Test(
    "Every document of the shared archives can be found again in its source",
    .enabled(
      if: FileManager.default.fileExists(atPath: Repository.sharedXML.path),
      "needs the archives in ../shared/data/xml"), arguments: archives)
  func sharedArchives(name: String, least: Int, format: DocumentFormat) async throws {
    let folder = try Repository.unpack(Repository.sharedXML.appending(path: name))
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = Repository.files(under: folder, extensions: ["xml"])
    // Two halves side by side, which also has readers work in parallel.
    let halves = [0, 1].map { half in files.enumerated().filter { $0.offset % 2 == half }.map(\.element) }
    let results = try await withThrowingTaskGroup(
      of: (documents: Int, problems: [String], formats: Set<DocumentFormat>).self
    ) {
      group in
      for half in halves { group.addTask { try Self.check(half, samples: 1) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.flatMap(\.problems).prefix(5).isEmpty)
    #expect(results.map(\.documents).reduce(0, +) >= least)
    #expect(results.allSatisfy { $0.formats.contains(format) })
  }

  /// Reads files, records apart, and checks each document.
  static func check(
    _ files: [URL], samples: Int
  ) throws -> (documents: Int, problems: [String], formats: Set<DocumentFormat>) {
    var documents = 0
    var problems: [String] = []
    var formats: Set<DocumentFormat> = []
    for (index, file) in files.enumerated() {
      let bytes = Array(try Data(contentsOf: file))
      func check(_ result: Result<Document, IngestionError>) {
        switch result {
        case .success(let document):
          documents += 1
          formats.insert(document.source.format)
          let checker = ProvenanceChecker(
            document: document, bytes: bytes, undo: XMLUndo(document, file: bytes), samples: samples,
            seed: UInt64(index))
          problems += checker.problems().map { "\(file.lastPathComponent): \($0)" }
        case .failure(let error): problems.append("\(error)")
        }
      }
      try DocumentReader().records(bytes: bytes, name: file.path) { result in
        check(result)
        return problems.count < 20
      }
      if problems.count >= 20 { break }
      // A file of records is also one document.
      if documents > 1, bytes.count < 1 << 20 {
        check(
          Result { () throws(IngestionError) in try DocumentReader().document(bytes: bytes, name: file.path) }
        )
      }
    }
    return (documents, problems, formats)
  }
}
