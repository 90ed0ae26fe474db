import Foundation
import Ingestion
import Platform

/// Goes through everything that a selection names, in order, and hands it over as numbered items.
///
/// Nothing is ever thrown about a single input: what cannot be read is an item whose payload says so.
///
/// Every input carries its origin: what a person names on the command line may be a pipe, and its lines may
/// name files; what was found in a folder, by a pattern, in a list or an archive must be a regular file, and
/// names nothing.
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
  private var names: RecordNames
  /// Whether items keep their whole names, see ``BatchWriter/tellsByWholeName``.
  private let keepsWholeNames: Bool
  /// The name of the file being read, once it has one of its own.
  private var fileName: RecordName?
  private var isStopped = false
  /// Records of the file that are still taken where more has ended a process, and why it is left after them.
  private var end: (file: RecordName, left: Int, cause: IsolationOrders.Cause)?
  /// Whether the file is left, whatever else it holds.
  private var isLeft = false
  /// Whether nothing more is wanted of the present file.
  private var isDone: Bool { isStopped || isLeft }

  /// - Parameters:
  ///   - maximumSeconds: longest wait for a record's bytes in all; without it only silence ends the wait.
  ///   - naming: what records are called.
  ///   - keepsWholeNames: whether items keep their names with the whole path of the input beside those shown.
  ///   - deliver: takes an item, waits if it must, and says whether to go on.
  package init(
    _ selection: InputSelection, options: IngestionOptions, meter: InputMeter = InputMeter(),
    own: OwnFiles = OwnFiles(), isolation: Isolation? = nil, maximumSeconds: Double? = nil,
    naming: RecordNaming = .belowInput, keepsWholeNames: Bool = false,
    deliver: @escaping (BatchItem) -> Bool
  ) {
    self.selection = selection
    self.meter = meter
    self.own = own
    self.isolation = isolation
    self.maximumSeconds = maximumSeconds
    self.keepsWholeNames = keepsWholeNames
    names = RecordNames(naming, keepsWhole: keepsWholeNames)
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
    let base = InputBase(path)
    var status = stat()
    guard PathText.withPath(path, { stat($0, &status) }) == 0 else {
      let code = errno
      if code == ENOENT, path.contains(where: { "*?[".contains($0) }) { return visitPattern(path) }
      return fail(base.name(of: path), FileSource.error(path, code))
    }
    if own.contains(FileIdentity(status), path) {
      return fail(
        base.name(of: path), IngestionError(file: path, reason: .special("an output of this run")))
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      visitFolder(path, base, matching: nil)
    } else {
      visitFile(path, base.name(of: path), origin)
    }
  }

  /// What this run writes itself is passed over.
  private mutating func visitFolder(_ path: String, _ base: InputBase, matching pattern: Glob?) {
    for element in FolderWalk(path, skipping: own.contains) {
      guard !isStopped else { return }
      switch element {
      case .file(let file):
        // What stands in the present folder is named without it.
        let name = path == "." ? String(file.dropFirst(2)) : file
        if selection.wants(name), pattern?.matches(name) ?? true {
          visitFile(name, base.name(of: name), .found)
        }
      case .failed(let file, let code): fail(base.name(of: file), FileSource.error(file, code))
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
    visitFolder(folder, InputBase(folder), matching: Glob(pattern))
    if ordinal == before, !isStopped {
      fail(
        InputBase(pattern).name(of: pattern),
        IngestionError(file: pattern, reason: .io("no file matches this pattern")))
    }
  }

  private mutating func visitList(_ list: String) {
    let name = InputBase(list).name(of: list)
    do throws(IngestionError) {
      var paths = try ListedPaths(list)
      while !isStopped, let entry = try paths.next() {
        switch entry {
        case .path(let path): visit(path, .found)
        case .tooLong(let line):
          let reason = IngestionError.Reason.limit("length of a path", ListedPaths.longest)
          fail(name, IngestionError(file: list, line: line, reason: reason))
        }
      }
    } catch { fail(name, error) }
  }

  private mutating func visitStandardInput() {
    do throws(IngestionError) {
      visitLines(try FileSource(path: "-", origin: .named), file: "-", RecordName("-"), .named)
    } catch { fail(RecordName("-"), error) }
  }

  // MARK: Opening

  private mutating func visitFile(_ path: String, _ name: RecordName, _ origin: InputDescriptor.Origin) {
    isolation?.enter(path)
    end = isolation?.cause(path: path).map { (name, $0.after, $0.cause) }
    defer {
      (end, isLeft, fileName) = (nil, false, nil)
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
      if Archive.isArchive(file.head(512)), try !Archive.isDocument(file) { return visitArchive(file, name) }
      visitBytes(file, file: path, name, origin)
    } catch { fail(name, error) }
  }

  /// Leaves the file where what comes next in it has ended a process.
  private mutating func leaveAtEnd() {
    guard let (file, left, cause) = end, left == 0 else { return }
    end = nil
    let name = fileName ?? names.unique(file)
    send(
      name, .failure(BatchFailure(id: name.shown, file: file.whole, kind: cause.kind, reason: cause.words)))
    isLeft = true
  }

  private mutating func visitArchive(_ file: FileSource, _ name: RecordName) {
    do throws(IngestionError) {
      let archive = try Archive(file)
      while !isDone, let member = try archive.next() {
        isolation?.move()
        if let path = member.path {
          let last = path.split(separator: "/").last ?? ""
          guard !last.hasPrefix("."), !path.hasPrefix("__MACOSX/"), selection.wants(path) else { continue }
        }
        let own = member.path.map { name.appending("!/\($0)") } ?? name
        if member.isEncrypted {
          fail(own, IngestionError(file: archive.name, reason: .io("it is encrypted")))
          continue
        }
        // A single compressed file is what was named; a member was only found in it.
        visitBytes(archive, file: archive.name, own, member.path == nil ? file.origin : .found)
      }
    } catch {
      // Whichever member the archive breaks off behind.
      fail(name.appending(String(error.file.dropFirst(file.path.count))), error)
    }
  }

  /// - Parameters:
  ///   - file: path of the file, or in an archive, as given.
  ///   - name: what it is called, as long as nothing before it is.
  private mutating func visitBytes(
    _ source: any ByteSource, file: String, _ name: RecordName, _ origin: InputDescriptor.Origin
  ) {
    let stem = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    let own = names.unique(name)
    if file == end?.file.whole { fileName = own }
    if stem.hasSuffix(".jsonl") || stem.hasSuffix(".ndjson") {
      return visitLines(source, file: file, name, own: own, origin)
    }
    do {
      try reader.pendingRecords(from: source, name: file) { record in
        send(record.index.map { own.appending("#\($0)") } ?? own, .success(record))
        (source as? FileSource)?.renew()
        return !isDone
      }
    } catch let error as IngestionError {
      send(own, .failure(BatchFailure(id: own.shown, error)))
    } catch {
      let failure = IngestionError(file: file, reason: .io("\(error)"))
      send(own, .failure(BatchFailure(id: own.shown, failure)))
    }
  }

  // MARK: JSON lines

  /// - Parameter own: the name that the file itself has already, for what is wrong with it as a whole.
  private mutating func visitLines(
    _ source: any ByteSource, file: String, _ name: RecordName, own: RecordName? = nil,
    _ origin: InputDescriptor.Origin
  ) {
    var lines = source.jsonLines(file: file, maximum: reader.options.maximumBytes)
    do throws(IngestionError) {
      while !isDone, let line = try lines.next() {
        take(line, file: file, name.appending(":\(line.number)"), origin)
        (source as? FileSource)?.renew()
      }
    } catch {
      let own = own ?? names.unique(name)
      send(own, .failure(BatchFailure(id: own.shown, error)))
    }
  }

  /// - Parameter fallback: what the line is called where it brings no name.
  private mutating func take(
    _ line: JSONLine, file: String, _ fallback: RecordName, _ origin: InputDescriptor.Origin
  ) {
    guard let bytes = try? line.bytes() else {
      return fail(
        fallback,
        IngestionError(
          file: file, line: line.number,
          reason: .limit("size of a line in bytes", reader.options.maximumBytes)))
    }
    do throws(JSONRecord.Fault) {
      let record = try JSONRecord.read(line)
      let name = names.unique(
        record.id.map { RecordName($0) } ?? record.path.map { InputBase($0).name(of: $0) } ?? fallback)
      if let data = record.data {
        visitNamed(MemorySource(data), path: name.whole, name, question: record.question, context: bytes)
      } else if let text = record.text {
        let pending = PendingRecord(bytes: Array(text.utf8), name: name.whole, options: textOptions)
        send(name, .success(pending), question: record.question, context: bytes)
      } else if let path = record.path {
        guard origin == .named else {
          return send(
            name,
            .failure(
              BatchFailure(
                id: name.shown, file: file, line: line.number, kind: "path",
                reason: "a line may name a file only where its own file is named among the inputs")),
            question: record.question, context: bytes)
        }
        do throws(IngestionError) {
          let source = try FileSource(path: path)
          visitNamed(source, path: path, name, question: record.question, context: bytes)
        } catch {
          send(
            name, .failure(BatchFailure(id: name.shown, error)), question: record.question, context: bytes)
        }
      }
    } catch {
      let name = names.unique(fallback)
      send(
        name,
        .failure(
          BatchFailure(id: name.shown, file: file, line: line.number, kind: "json", reason: error.reason)))
    }
  }

  /// The file that a line names or brings; its records, where it holds many, are named after the line's `id`.
  private mutating func visitNamed(
    _ source: any ByteSource, path: String, _ name: RecordName, question: String?, context: [UInt8]
  ) {
    do {
      try reader.pendingRecords(from: source, name: path) { record in
        send(
          record.index.map { name.appending("#\($0)") } ?? name, .success(record), question: question,
          context: context)
        return !isDone
      }
    } catch let error as IngestionError {
      send(name, .failure(BatchFailure(id: name.shown, error)), question: question, context: context)
    } catch {
      send(
        name, .failure(BatchFailure(id: name.shown, file: path, kind: "unreadable", reason: "\(error)")),
        question: question, context: context)
    }
  }

  // MARK: Sending

  /// A failure under `name`, or where something else has it, under the next one that is free.
  private mutating func fail(_ name: RecordName, _ error: IngestionError) {
    let name = names.unique(name)
    send(name, .failure(BatchFailure(id: name.shown, error)))
  }

  private mutating func send(
    _ name: RecordName, _ payload: Result<PendingRecord, BatchFailure>, question: String? = nil,
    context: [UInt8] = []
  ) {
    guard !isDone else { return }
    let item = BatchItem(
      ordinal: ordinal, id: name.shown, wholeName: keepsWholeNames ? name.whole : nil, payload: payload,
      question: question, context: context)
    ordinal += 1
    if let descriptor, ordinal % 16 == 0 { meter.look(at: descriptor) }
    isolation?.handOn()
    isStopped = !deliver(item)
    isolation?.move()
    end?.left -= 1
    leaveAtEnd()
  }
}
