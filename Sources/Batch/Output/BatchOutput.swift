import Foundation
import Results

/// Where a batch writes, and in what form.
public struct BatchOutput: Sendable {
  /// The place.
  public enum Place: Sendable, Hashable {
    /// One line a record in a file.
    case lines(String)
    /// One line a record on standard output.
    case standardOutput
    /// One file a document below a folder.
    case folder(String)
    /// A SQLite database.
    case database(String)
  }

  /// What to do where the output exists.
  public enum Existing: Sendable, Hashable {
    /// Refuse.
    case refuse
    /// Go on where it ends.
    case resume
    /// Begin anew.
    case replace
  }

  /// The place.
  public var place: Place
  /// The form of results. In one file JSON is a line a record, whatever this says of its lines; a database holds JSON.
  public var form: ResultForm
  /// What to do where the output exists.
  public var existing: Existing
  /// Where failures go; `nil` for `OUT.errors.jsonl`, or for among the results on standard output.
  public var errors: String?

  /// Creates an output.
  public init(
    _ place: Place, form: ResultForm = .json, existing: Existing = .refuse, errors: String? = nil
  ) {
    self.place = place
    self.form = form
    self.existing = existing
    self.errors = errors
  }

  /// The file or folder; `nil` for standard output.
  public var path: String? {
    switch place {
    case .lines(let path), .database(let path): path
    case .folder(let path): path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    case .standardOutput: nil
    }
  }

  /// The file of errors, if there is one.
  public var errorsPath: String? { errors ?? path.map { $0 + ".errors.jsonl" } }

  var renderer: any RecordRenderer {
    switch place {
    case .lines, .standardOutput: LineRenderer(form: form == .json ? .jsonl : form)
    case .database: RowRenderer()
    case .folder: FileRenderer(form: form)
    }
  }

  /// What stands before all results of one file: a table's names of columns.
  private func head(for batch: Batch) -> [UInt8] {
    batch.task.kind.map { Array(form.head(of: $0).utf8) } ?? []
  }

  func writer(for batch: Batch) throws(CorpusError) -> any BatchWriter {
    guard let path else {
      var sink: StreamSink?
      if let errors {
        let descriptor = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
          throw .cannotOpen(path: errors, reason: String(cString: strerror(errno)))
        }
        sink = StreamSink(descriptor: descriptor, name: errors)
      }
      let results = StreamSink(descriptor: 1, name: "standard output")
      try results.append(head(for: batch))
      return StreamWriter(results: results, errors: sink)
    }
    let errors = errorsPath ?? path + ".errors.jsonl"
    try prepare(path, errors: errors)
    let fingerprint = Fingerprint.text([
      batch.task.name, batch.task.fingerprint, form.rawValue, "\(placeName)", "\(batch.options.ingestion)",
    ])
    return try Ledger(
      output: path, errors: errors, sink: sink(path, head: head(for: batch)), fingerprint: fingerprint)
  }

  private var placeName: String {
    switch place {
    case .lines: "lines"
    case .standardOutput: "stream"
    case .folder: "folder"
    case .database: "database"
    }
  }

  private func sink(_ path: String, head: [UInt8]) throws(CorpusError) -> any ResultSink {
    switch place {
    case .lines, .standardOutput: try LineSink(path: path, head: head)
    case .folder: try FolderSink(root: path, suffix: form.suffix)
    case .database: try DatabaseSink(path: path)
    }
  }

  /// Refuses, or removes what an earlier run has left.
  private func prepare(_ path: String, errors: String) throws(CorpusError) {
    let journal = Ledger.journalPath(path)
    let exists = isUsed(path)
    switch existing {
    case .refuse:
      if exists || AsideFile.exists(journal) { throw .outputExists(path) }
    case .resume:
      if exists, !AsideFile.exists(journal) {
        throw .damaged(
          path: journal, reason: "it is missing, so nothing tells how far \(path) got; use --force")
      }
    case .replace:
      // Nobody else may be at work on it.
      if AsideFile.exists(journal) { try AppendFile(path: journal).lock(for: path) }
      var leftovers = [journal, journal + ".aside", errors, errors + ".aside", path + ".aside"]
      switch place {
      case .lines: leftovers.append(path)
      case .database: leftovers += [path, path + "-wal", path + "-shm"]
      case .folder: leftovers += [path + "/.peruse-files", path + "/.peruse-files.aside"]
      case .standardOutput: break
      }
      leftovers.forEach(AsideFile.remove)
    }
  }

  /// Whether there is something that a new run would destroy.
  private func isUsed(_ path: String) -> Bool {
    if case .folder = place {
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).isEmpty == false
    }
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }
}
