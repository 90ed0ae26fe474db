import Foundation
import Ingestion
import Platform
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
  /// The form of results. In one file JSON is a line a record, whatever this says of its lines; a database
  /// holds JSON.
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
    case .folder(let path): Self.withoutEnd(path)
    case .standardOutput: nil
    }
  }

  /// A folder's name without `/` and `/.` at its end, so that files beside it stand beside it.
  private static func withoutEnd(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") {
      path.removeLast()
    }
    return path.isEmpty ? "/" : path
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

  /// Everything that a run with this output writes.
  var ownPaths: [String] {
    guard let path else { return [errors].compactMap(\.self) }
    let journal = Ledger.journalPath(path)
    let files = [path, errorsPath, journal].compactMap(\.self)
    return files + files.map { $0 + ".aside" } + [path + "-wal", path + "-shm"]
  }

  /// What stands before all results of one file: a table's names of columns.
  private func head(for task: some BatchTask) -> [UInt8] {
    task.kind.map { Array(form.head(of: $0).utf8) } ?? []
  }

  package func writer(for batch: Batch<some BatchTask>) throws(CorpusError) -> any BatchWriter<RenderedResult>
  {
    guard let path else {
      var file: AppendFile?
      if let errors {
        // Locked before anything in it is given up.
        let opened = try AppendFile.locked(errors, for: errors)
        try opened.truncate(to: 0)
        file = opened
      }
      let results = StreamSink(
        descriptor: 1, name: "standard output", isJSON: form == .json || form == .jsonl)
      try results.append(head(for: batch.task))
      return StreamWriter(results: results, errors: file)
    }
    let errorsPath = errorsPath ?? path + ".errors.jsonl"
    try refuseOneForTwo([path, errorsPath, Ledger.journalPath(path)] + batch.options.otherOutputs)
    // Whoever holds the journal may look at the rest, and remove it.
    let file = try AppendFile.locked(Ledger.journalPath(path), for: path)
    try prepare(path, file)
    // Results do not depend on how long anybody waits for them.
    var ingestion = batch.options.ingestion
    ingestion.maximumSilence = IngestionOptions().maximumSilence
    let fingerprint = Fingerprint.text([
      batch.task.name, batch.task.fingerprint, form.rawValue, "\(placeName)", "\(ingestion)",
    ])
    // The journal begins before there is anything that only a journal makes resumable.
    let journal = try Journal(file, output: path, fingerprint: fingerprint)
    return try Ledger(
      output: path, errors: LineSink(path: errorsPath), sink: sink(path, head: head(for: batch.task)),
      journal: journal)
  }

  /// Holds an output against its journal, record by record.
  ///
  /// - Throws: ``CorpusError`` where there is no journal, or a run is at work.
  public func verify() throws(CorpusError) -> BatchVerification {
    guard let path, AsideFile.exists(Ledger.journalPath(path)) else {
      throw .cannotOpen(
        path: path.map(Ledger.journalPath) ?? "standard output", reason: "there is no journal to verify with")
    }
    let journal = try Journal(reading: AppendFile.locked(Ledger.journalPath(path), for: path))
    return try Ledger.verify(
      journal, sink(path, head: []), LineSink(path: errorsPath ?? path + ".errors.jsonl"))
  }

  /// Two outputs in one file would be neither.
  private func refuseOneForTwo(_ paths: [String]) throws(CorpusError) {
    var names: Set<String> = []
    var files: Set<FileIdentity> = []
    for path in paths {
      let file = FileIdentity(path: path)
      if !names.insert(path).inserted || file.map({ !files.insert($0).inserted }) == true {
        throw .invalidOption("\(path) is named for two outputs; give each a file of its own")
      }
    }
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

  /// Refuses, or removes what an earlier run has left. The journal is locked.
  private func prepare(_ path: String, _ journal: AppendFile) throws(CorpusError) {
    let exists = isUsed(path)
    switch existing {
    case .refuse:
      if exists || journal.position > 0 {
        if journal.position == 0 { journal.remove() }
        throw .outputExists(path)
      }
      // A file of errors that somebody names may be any file of theirs; without failures it would be gone.
      guard let errors, Self.hasBytes(errors) else { return }
      // Another run's is in use, which is said first.
      guard try AppendFile.locked(errors, for: errors).position > 0 else { return }
      journal.remove()
      throw .outputExists(errors)
    case .resume:
      guard exists, journal.position == 0 else { return }
      journal.remove()
      throw .damaged(
        path: journal.path, reason: "it is missing, so nothing tells how far \(path) got", remedy: .replace)
    case .replace:
      // The journal first: without it, nothing that is left counts.
      try journal.truncate(to: 0)
      let errors = errorsPath ?? path + ".errors.jsonl"
      [journal.path + ".aside", errors + ".aside", path + ".aside"].forEach(AsideFile.remove)
      switch place {
      case .lines, .standardOutput: break
      case .database: [path, path + "-wal", path + "-shm"].forEach(AsideFile.remove)
      case .folder:
        // What it lists goes at the end, unless it is made again.
        rename(FolderSink.listingPath(path), FolderSink.listingPath(path) + ".aside")
      }
    }
  }

  /// Whether there is something that a new run would destroy.
  private func isUsed(_ path: String) -> Bool {
    if case .folder = place {
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).isEmpty == false
    }
    return Self.hasBytes(path)
  }

  private static func hasBytes(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }
}
