import FoundationEssentials
import Ingestion
import Platform

/// Documents with labels, in one of three forms:
///
/// - JSON lines (`.jsonl`, `.ndjson`): objects with `text`, and `label` (a text) or `labels` (an array); `id`
///   and `title` are optional.
/// - A folder whose folders are labels and whose files are documents in any format: `folder/LABEL/file.txt`.
/// - With ``Reading/labelPath``, XML files: one, or a folder of them; an XPath says where a document's labels
///   stand, and `IngestionOptions.recordPath` what a document is where a file holds many.
///
/// Texts are read again when they are asked for; XML of many records stays in memory.
public struct LabelledDataset: Sendable {
  /// How documents and labels are read.
  public struct Reading: Sendable, Hashable {
    /// How documents are read.
    public var options: IngestionOptions
    /// XPath of the elements whose text is a label.
    public var labelPath: String?

    /// Everything by default.
    public init(options: IngestionOptions = IngestionOptions(), labelPath: String? = nil) {
      (self.options, self.labelPath) = (options, labelPath)
    }
  }

  /// A document's name and labels.
  public struct Item: Sendable {
    /// Its id, its path, or its line.
    public var id: String
    /// Labels in their order, each once; empty where it has none.
    public var labels: [String]
    fileprivate var place: Place
  }

  fileprivate enum Place: Sendable {
    /// Which of the lines that hold something.
    case line(Int)
    case file(String)
    case document(Document)
  }

  /// Path as given by the caller.
  public let path: String
  /// Documents in their order.
  public private(set) var items: [Item] = []
  /// Records that cannot be used, each with the reason.
  public private(set) var faults: [(id: String, reason: String)] = []
  private let lines: JSONLines
  private let reader: DocumentReader

  /// Finds the documents and reads their labels.
  ///
  /// - Throws: ``EvaluationError`` for a file or folder that cannot be read, or holds no document.
  public init(contentsOf path: String, reading: Reading = Reading()) throws(EvaluationError) {
    self.path = path
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw EvaluationError(kind: .unreadable, file: path, reason: "no such file or folder")
    }
    let name = path.lowercased()
    var options = reading.options
    if isFolder || reading.labelPath != nil {
      lines = JSONLines(Data(), file: path)
      reader = DocumentReader(options: options)
      let files = isFolder ? try Self.files(in: path) : [path]
      if let labelPath = reading.labelPath {
        for file in files { readXML(file, labelPath: labelPath) }
      } else {
        for file in files { addFile(file) }
      }
    } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      options.format = options.format ?? .text
      reader = DocumentReader(options: options)
      lines = try JSONFile.lines(at: path, limit: .max)
      readLines()
    } else {
      throw EvaluationError(
        kind: .malformed, file: path,
        reason:
          "labels come from JSON lines (.jsonl), from a folder of folders, or from XML with a label path")
    }
    guard !items.isEmpty else {
      let first = faults.first.map { ": \($0.id): \($0.reason)" } ?? ""
      throw EvaluationError(kind: .malformed, file: path, reason: "holds no document with a label\(first)")
    }
  }

  /// Number of documents.
  public var count: Int { items.count }

  /// Reads a document.
  ///
  /// - Throws: ``EvaluationError`` or `IngestionError` naming the place.
  public func document(_ index: Int) throws -> Document {
    switch items[index].place {
    case .document(let document): return document
    case .file(let file): return try reader.document(at: file)
    case .line(let position):
      let line = try decode(lines[position])
      var document = try reader.document(bytes: Array((line.text ?? "").utf8), name: items[index].id)
      if document.title == nil { document.title = line.title }
      return document
    }
  }

  // MARK: JSON lines

  private struct Line: Decodable {
    var id: String?
    var title: String?
    var text: String?
    var label: String?
    var labels: [String]?
  }

  private func decode(_ line: JSONLine) throws(EvaluationError) -> Line {
    do throws(JSONLineError) { return try line.decode(Line.self) } catch {
      throw EvaluationError(
        kind: .malformed, file: path, place: line.place,
        reason: "an object with \"text\" and \"label\" or \"labels\" was expected")
    }
  }

  private mutating func readLines() {
    for (position, read) in lines.enumerated() {
      do throws(EvaluationError) {
        let line = try decode(read)
        let id = line.id ?? read.place
        guard line.text?.isEmpty == false else {
          faults.append((id, "it has no text"))
          continue
        }
        guard line.labels != nil || line.label != nil else {
          faults.append((id, "it has no label"))
          continue
        }
        add(id, line.labels ?? line.label.map { [$0] } ?? [], .line(position))
      } catch { faults.append((read.place, error.reason)) }
    }
  }

  // MARK: Folders and XML

  private static func files(in folder: String) throws(EvaluationError) -> [String] {
    let manager = FileManager.default
    guard let found = try? manager.subpathsOfDirectory(atPath: folder) else {
      throw EvaluationError(kind: .unreadable, file: folder, reason: "the folder may not be read")
    }
    return found.filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
      .map { "\(folder)/\($0)" }
      .filter {
        var isFolder = false
        return manager.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder
      }
      .sorted()
  }

  private mutating func addFile(_ file: String) {
    let inside = file.dropFirst(path.count).split(separator: "/")
    guard inside.count > 1, let label = inside.first else {
      faults.append((file, "it lies in no folder that is a label"))
      return
    }
    add(file, [String(label)], .file(file))
  }

  private mutating func readXML(_ file: String, labelPath: String) {
    var labelOptions = reader.options
    (labelOptions.textPath, labelOptions.titlePath, labelOptions.skipPath) = (labelPath, nil, nil)
    var labels: [Int: [String]] = [:]
    var place = 0
    do {
      try DocumentReader(options: labelOptions).records(at: file) { result in
        if case .success(let document) = result {
          labels[place] = document.blocks.map { document.text(in: $0.textRange) }
        }
        place += 1
        return true
      }
      place = 0
      try reader.records(at: file) { result in
        switch result {
        case .failure(let error): faults.append((file, error.description))
        case .success(let document):
          let id = document.source.recordID ?? (place == 0 ? file : "\(file)#\(place)")
          if let found = labels[place], !found.isEmpty {
            add(id, found, .document(document))
          } else {
            faults.append((id, "the label path finds nothing in it"))
          }
        }
        place += 1
        return true
      }
    } catch { faults.append((file, "\(error)")) }
  }

  private mutating func add(_ id: String, _ labels: [String], _ place: Place) {
    var once: [String] = []
    for label in labels {
      let trimmed = label.onOneLine
      if !trimmed.isEmpty, !once.contains(trimmed) { once.append(trimmed) }
    }
    items.append(Item(id: id, labels: once, place: place))
  }
}
