import Foundation
import Platform

/// One file a document, in folders named as the documents are.
final class FolderSink: ResultSink {
  let root: String
  private let suffix: String
  private var names = OutputNames()
  /// Written since the last time everything was brought to the disk.
  private var fresh: [String] = []
  private var folders: Set<String> = []
  /// Names of files that an earlier run left, to be removed unless this one keeps them: one name a line.
  private var previous: AppendFile?
  private let listing: AppendFile

  /// Makes the folder `root`, whose files end in `suffix`.
  init(root: String, suffix: String) throws(CorpusError) {
    self.root = root
    self.suffix = suffix
    do {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    } catch {
      throw .cannotOpen(path: root, reason: String(cString: strerror(errno)))
    }
    // One line a record, the name of its file or nothing: the positions that the journal keeps.
    listing = try AppendFile(path: root + "/.peruse-files")
  }

  private var asidePath: String { listing.path + ".aside" }

  var size: Int { listing.position }

  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    let name = names.name(for: id) + suffix
    let path = root + "/" + name
    try makeFolder(of: path)
    try write(result.bytes, to: path)
    fresh.append(path)
    return try listing.append(Array((name + "\n").utf8))
  }

  func keep(_ entry: JournalEntry, id: String) throws(CorpusError) {
    if !entry.output.isEmpty { _ = names.name(for: id) }
  }

  func restore(_ entry: JournalEntry, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    guard !entry.output.isEmpty else { return listing.position..<listing.position }
    let old = try opened().read(entry.output)
    let name = names.name(for: id) + suffix
    // The name depends on the names before it, so it may have changed.
    let oldPath = root + "/" + String(decoding: old.dropLast(), as: UTF8.self)
    let path = root + "/" + name
    if oldPath != path {
      let bytes = FileManager.default.contents(atPath: oldPath).map(Array.init) ?? []
      try makeFolder(of: path)
      try write(bytes, to: path)
      fresh.append(path)
    }
    return try listing.append(Array((name + "\n").utf8))
  }

  func truncate(to position: Int, ordinal: Int) throws(CorpusError) { try listing.truncate(to: position) }

  func setAside(from position: Int, ordinal: Int) throws(CorpusError) -> Int {
    let aside = try opened()
    let shift = aside.position - position
    try aside.append(try listing.read(position..<listing.position))
    try aside.sync()
    return shift
  }

  func sync() throws(CorpusError) {
    for path in fresh {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      defer { if descriptor >= 0 { close(descriptor) } }
      guard descriptor >= 0, fsync(descriptor) == 0 else { throw failure(path) }
    }
    for folder in Set(fresh.map(PathName.folder(of:))) { Descriptor.syncFolder(folder) }
    fresh.removeAll(keepingCapacity: true)
    try listing.sync()
  }

  func finish() throws(CorpusError) {
    guard previous != nil || AsideFile.exists(asidePath) else { return }
    let old = try opened()
    let current = Set(try listing.read(0..<listing.position).split(separator: 0x0A))
    for name in try old.read(0..<old.position).split(separator: 0x0A) where !current.contains(name) {
      unlink(root + "/" + String(decoding: name, as: UTF8.self))
    }
    previous = nil
    AsideFile.remove(asidePath)
  }

  private func opened() throws(CorpusError) -> AppendFile {
    if let previous { return previous }
    let opened = try AppendFile(path: asidePath)
    previous = opened
    return opened
  }

  private func makeFolder(of path: String) throws(CorpusError) {
    let folder = PathName.folder(of: path)
    guard folders.insert(folder).inserted else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw .cannotOpen(path: folder, reason: String(cString: strerror(errno))) }
  }

  /// Under a passing name first, so that no file is ever seen half written.
  private func write(_ bytes: [UInt8], to path: String) throws(CorpusError) {
    let passing = path + ".partial"
    let descriptor = open(passing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    do throws(SystemError) { try Descriptor.write(descriptor, bytes) } catch {
      close(descriptor)
      unlink(passing)
      throw failure(path, error)
    }
    guard close(descriptor) == 0, rename(passing, path) == 0 else { throw failure(path) }
  }

  private func failure(_ path: String, _ error: SystemError = .last) -> CorpusError {
    .cannotWrite(path: path, reason: error.words)
  }
}
