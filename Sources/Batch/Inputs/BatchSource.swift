import Foundation
import Ingestion
import Platform

/// Goes through everything that a selection names, in order, and hands it over as numbered items.
///
/// Nothing is ever thrown about a single input: what cannot be read is an item whose payload says so.
///
/// Every input carries its origin: what a person names on the command line may be a pipe, and its lines may name files;
/// what was found in a folder, by a pattern, in a list or an archive must be a regular file, and names nothing.
package struct BatchSource {
  private let selection: InputSelection
  private let reader: DocumentReader
  /// Reader of text that stands in JSON: plain text unless a format was asked for.
  private let textOptions: IngestionOptions
  private let meter: InputMeter
  private let own: OwnFiles
  private let isolation: Isolation?
  /// Longest wait for a record's bytes in all, in seconds.
  private let maximumSeconds: Double?
  private let deliver: (BatchItem) -> Bool
  /// The file being read.
  private var descriptor: Int32?
  private var ordinal = 0
  private var names = RecordNames()
  private var isStopped = false
  /// Records of the file that are still taken where more has ended a process, and why it is left after them.
  private var end: (path: String, left: Int, cause: IsolationOrders.Cause)?
  /// Whether the file is left, whatever else it holds.
  private var isLeft = false
  /// Whether nothing more is wanted of the present file.
  private var isDone: Bool { isStopped || isLeft }

  /// - Parameters:
  ///   - maximumSeconds: longest wait for a record's bytes in all; without it only silence ends the wait.
  ///   - deliver: takes an item, waits if it must, and says whether to go on.
  package init(
    _ selection: InputSelection, options: IngestionOptions, meter: InputMeter = InputMeter(),
    own: OwnFiles = OwnFiles(), isolation: Isolation? = nil, maximumSeconds: Double? = nil,
    deliver: @escaping (BatchItem) -> Bool
  ) {
    self.selection = selection
    self.meter = meter
    self.own = own
    self.isolation = isolation
    self.maximumSeconds = maximumSeconds
    self.deliver = deliver
    reader = DocumentReader(options: options)
    var text = options
    text.format = options.format ?? .text
    textOptions = text
  }

  /// Delivers everything; returns the number of items.
  package mutating func run() -> Int {
    for path in selection.paths where !isStopped { visit(path, .named) }
    for list in selection.lists where !isStopped { visitList(list) }
    return ordinal
  }

  // MARK: Finding

  private mutating func visit(_ path: String, _ origin: InputDescriptor.Origin) {
    if path == "-", origin == .named { return visitStandardInput() }
    var status = stat()
    guard PathText.withPath(path, { stat($0, &status) }) == 0 else {
      let code = errno
      if code == ENOENT, path.contains(where: { "*?[".contains($0) }) { return visitPattern(path) }
      return fail(path, FileSource.error(path, code))
    }
    if own.contains(FileIdentity(status), path) {
      return fail(path, IngestionError(file: path, reason: .special("an output of this run")))
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      visitFolder(path, matching: nil)
    } else {
      visitFile(path, origin)
    }
  }

  /// What this run writes itself is passed over.
  private mutating func visitFolder(_ path: String, matching pattern: Glob?) {
    for element in FolderWalk(path, skipping: own.contains) {
      guard !isStopped else { return }
      switch element {
      case .file(let file):
        // What stands in the present folder is named without it.
        let name = path == "." ? String(file.dropFirst(2)) : file
        if selection.wants(name), pattern?.matches(name) ?? true { visitFile(name, .found) }
      case .failed(let file, let code): fail(file, FileSource.error(file, code))
      }
    }
  }

  /// A pattern that no shell has expanded: the folder before its first wildcard is searched.
  private mutating func visitPattern(_ pattern: String) {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    let fixed = parts.prefix { part in !part.contains { "*?[".contains($0) } }
    var folder = fixed.joined(separator: "/")
    if fixed.isEmpty { folder = "." } else if folder.isEmpty { folder = "/" }
    let before = ordinal
    visitFolder(folder, matching: Glob(pattern))
    if ordinal == before, !isStopped {
      fail(pattern, IngestionError(file: pattern, reason: .io("no file matches this pattern")))
    }
  }

  private mutating func visitList(_ list: String) {
    do throws(IngestionError) {
      var paths = try ListedPaths(list)
      while !isStopped, let entry = try paths.next() {
        switch entry {
        case .path(let path): visit(path, .found)
        case .tooLong(let line):
          let reason = IngestionError.Reason.limit("length of a path", ListedPaths.longest)
          fail(list, IngestionError(file: list, line: line, reason: reason))
        }
      }
    } catch { fail(list, error) }
  }

  private mutating func visitStandardInput() {
    do throws(IngestionError) {
      visitLines(try FileSource(path: "-", origin: .named), name: "-", .named)
    } catch { fail("-", error) }
  }

  // MARK: Opening

  private mutating func visitFile(_ path: String, _ origin: InputDescriptor.Origin) {
    isolation?.enter(path)
    end = isolation?.cause(path: path).map { (path, $0.after, $0.cause) }
    defer {
      (end, isLeft) = (nil, false)
      isolation?.leave()
    }
    leaveAtEnd()
    guard !isDone else { return }
    do throws(IngestionError) {
      let file = try FileSource(
        path: path, origin: origin, patience: reader.options.maximumSilence, allowance: maximumSeconds)
      descriptor = file.descriptor
      defer {
        descriptor = nil
        meter.end(file.descriptor)
      }
      // A zip may be one document: then it is read as such, or named as what it is.
      if Archive.isArchive(file.head(512)), try !Archive.isDocument(file) { return visitArchive(file) }
      visitBytes(file, name: path, id: path, origin)
    } catch { fail(path, error) }
  }

  /// Leaves the file where what comes next in it has ended a process.
  private mutating func leaveAtEnd() {
    guard let (path, left, cause) = end, left == 0 else { return }
    end = nil
    send(path, .failure(BatchFailure(id: path, file: path, kind: cause.kind, reason: cause.words)))
    isLeft = true
  }

  private mutating func visitArchive(_ file: FileSource) {
    do throws(IngestionError) {
      let archive = try Archive(file)
      while !isDone, let member = try archive.next() {
        isolation?.move()
        if let path = member.path {
          let last = path.split(separator: "/").last ?? ""
          guard !last.hasPrefix("."), !path.hasPrefix("__MACOSX/"), selection.wants(path) else { continue }
        }
        if member.isEncrypted {
          fail(archive.name, IngestionError(file: archive.name, reason: .io("it is encrypted")))
          continue
        }
        // A single compressed file is what was named; a member was only found in it.
        visitBytes(
          archive, name: archive.name, id: archive.name, member.path == nil ? file.origin : .found)
      }
    } catch { fail(error.file, error) }
  }

  private mutating func visitBytes(
    _ source: any ByteSource, name: String, id: String, _ origin: InputDescriptor.Origin
  ) {
    let stem = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    let id = names.unique(id)
    if stem.hasSuffix(".jsonl") || stem.hasSuffix(".ndjson") { return visitLines(source, name: name, origin) }
    do {
      try reader.pendingRecords(from: source, name: name) { record in
        send(record.index.map { "\(id)#\($0)" } ?? id, .success(record))
        (source as? FileSource)?.renew()
        return !isDone
      }
    } catch let error as IngestionError {
      fail(id, error)
    } catch {
      fail(id, IngestionError(file: name, reason: .io("\(error)")))
    }
  }

  // MARK: JSON lines

  private mutating func visitLines(
    _ source: any ByteSource, name: String, _ origin: InputDescriptor.Origin
  ) {
    var lines = source.jsonLines(file: name, maximum: reader.options.maximumBytes)
    do throws(IngestionError) {
      while !isDone, let line = try lines.next() {
        take(line, origin)
        (source as? FileSource)?.renew()
      }
    } catch { fail(name, error) }
  }

  private mutating func take(_ line: JSONLine, _ origin: InputDescriptor.Origin) {
    let name = line.file
    let fallback = "\(name):\(line.number)"
    guard let bytes = try? line.bytes() else {
      return fail(
        fallback,
        IngestionError(
          file: name, line: line.number,
          reason: .limit("size of a line in bytes", reader.options.maximumBytes)))
    }
    do throws(JSONRecord.Fault) {
      let record = try JSONRecord.read(line)
      let id = names.unique(record.id ?? record.path ?? fallback)
      if let data = record.data {
        visitNamed(MemorySource(data), path: id, id: id, question: record.question, context: bytes)
      } else if let text = record.text {
        let pending = PendingRecord(bytes: Array(text.utf8), name: id, options: textOptions)
        send(id, .success(pending), question: record.question, context: bytes)
      } else if let path = record.path {
        guard origin == .named else {
          return send(
            id,
            .failure(
              BatchFailure(
                id: id, file: name, line: line.number, kind: "path",
                reason: "a line may name a file only where its own file is named among the inputs")),
            question: record.question, context: bytes)
        }
        do throws(IngestionError) {
          let file = try FileSource(path: path)
          visitNamed(file, path: path, id: id, question: record.question, context: bytes)
        } catch {
          send(
            id, .failure(BatchFailure(id: id, error)), question: record.question, context: bytes)
        }
      }
    } catch {
      send(
        fallback,
        .failure(
          BatchFailure(id: fallback, file: name, line: line.number, kind: "json", reason: error.reason)))
    }
  }

  /// The file that a line names or brings; its records, where it holds many, are named after the line's `id`.
  private mutating func visitNamed(
    _ source: any ByteSource, path: String, id: String, question: String?, context: [UInt8]
  ) {
    do {
      try reader.pendingRecords(from: source, name: path) { record in
        send(
          record.index.map { "\(id)#\($0)" } ?? id, .success(record), question: question, context: context)
        return !isDone
      }
    } catch let error as IngestionError {
      send(id, .failure(BatchFailure(id: id, error)), question: question, context: context)
    } catch {
      send(
        id, .failure(BatchFailure(id: id, file: path, kind: "unreadable", reason: "\(error)")),
        question: question, context: context)
    }
  }

  // MARK: Sending

  private mutating func fail(_ id: String, _ error: IngestionError) {
    send(id, .failure(BatchFailure(id: id, error)))
  }

  private mutating func send(
    _ id: String, _ payload: Result<PendingRecord, BatchFailure>, question: String? = nil,
    context: [UInt8] = []
  ) {
    guard !isDone else { return }
    let item = BatchItem(ordinal: ordinal, id: id, payload: payload, question: question, context: context)
    ordinal += 1
    if let descriptor, ordinal % 16 == 0 { meter.look(at: descriptor) }
    isolation?.handOn()
    isStopped = !deliver(item)
    isolation?.move()
    end?.left -= 1
    leaveAtEnd()
  }
}
