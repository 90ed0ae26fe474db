import Foundation
import Platform

/// One file a document, in folders named as the documents are.
///
/// A file is first written whole under a passing name in `.peruse-partial`. When everything is brought to the
/// disk, the names to be are noted in `.peruse-intents`, then the files are renamed, then `.peruse-files`
/// lists them: a name that a killed run has made is always noted somewhere, and the run that goes on removes
/// it if it makes it no more.
final class FolderSink: ResultSink {
  let root: String
  private let suffix: String
  private var names: OutputNames
  /// Written since the last time everything was brought to the disk.
  private var fresh: [(partial: String, path: String, name: String)] = []
  private var partials = 0
  private var folders: Set<String> = []
  /// Names of files that an earlier run left, to be removed unless this one keeps them: one name a line.
  private var previous: AppendFile?
  private let listing: AppendFile
  private let intents: AppendFile
  private var leftoverNames: Set<String>?
  /// Whether a run before this one has noted names.
  private let hadIntents: Bool

  /// Most files under passing names.
  private static let mostFresh = 4096

  /// Makes the folder `root`, whose files end in `suffix`.
  init(root: String, suffix: String) throws(CorpusError) {
    self.root = root
    self.suffix = suffix
    names = OutputNames(suffix: suffix)
    do {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    } catch {
      throw .cannotOpen(path: root, reason: String(cString: strerror(errno)))
    }
    // One line a record, the name of its file or nothing: the positions that the journal keeps.
    listing = try AppendFile.locked(Self.listingPath(root), for: root)
    intents = try AppendFile(path: root + "/.peruse-intents")
    hadIntents = intents.position > 0
    try? FileManager.default.removeItem(atPath: partialFolder)
    guard mkdir(partialFolder, 0o755) == 0 else {
      throw .cannotOpen(path: partialFolder, reason: String(cString: strerror(errno)))
    }
  }

  static func listingPath(_ root: String) -> String { root + "/.peruse-files" }
  private var asidePath: String { listing.path + ".aside" }
  private var partialFolder: String { root + "/.peruse-partial" }

  var size: Int { listing.position }

  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    let name = try place(result.bytes, id: id)
    return try listing.append(Array((name + "\n").utf8))
  }

  func keep(_ place: Range<Int>, id: String) throws(CorpusError) {
    if !place.isEmpty { _ = names.name(for: id) }
  }

  func content(_ place: Range<Int>) throws(CorpusError) -> [UInt8] {
    try content(named: listing.read(place))
  }

  func contentAside(_ place: Range<Int>) throws(CorpusError) -> [UInt8] {
    try content(named: opened().read(place))
  }

  private func content(named line: [UInt8]) throws(CorpusError) -> [UInt8] {
    let path = root + "/" + String(decoding: line.dropLast(), as: UTF8.self)
    guard let file = try? FileSource(path: path), let bytes = try? file.all() else {
      throw .damaged(path: path, reason: "it is missing or cannot be read")
    }
    return bytes
  }

  func restore(
    _ listed: Range<Int>, checksum: UInt32, ordinal: Int, id: String
  ) throws(CorpusError) -> Range<Int> {
    guard !listed.isEmpty else { return listing.position..<listing.position }
    let old = try opened().read(listed)
    // The name depends on the names before it, so it may have changed.
    let oldName = String(decoding: old.dropLast(), as: UTF8.self)
    let name = names.name(for: id)
    if oldName != name {
      names.forget(name, of: id)
      // The old file may be about to be replaced by another record's: its bytes are read before that.
      let bytes = try content(named: old)
      guard CyclicCheck.crc32(bytes) == checksum else {
        throw .damaged(
          path: root + "/" + oldName, reason: "another record's file has replaced it", remedy: .resume)
      }
      _ = try place(bytes, id: id)
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
    try settle()
    try listing.sync()
  }

  func finish() throws(CorpusError) {
    try settle()
    defer {
      rmdir(partialFolder)
      intents.remove()
    }
    guard previous != nil || hadIntents || AsideFile.exists(asidePath) else { return }
    let old = try opened()
    let current = Set(try listing.read(0..<listing.position).split(separator: 0x0A))
    for file in [old, intents] {
      for name in try file.read(0..<file.position).split(separator: 0x0A) where !current.contains(name) {
        unlink(root + "/" + String(decoding: name, as: UTF8.self))
      }
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

  // MARK: Files

  /// Writes a file under a passing name, to be renamed later; returns the name that it will have.
  private func place(_ bytes: [UInt8], id: String) throws(CorpusError) -> String {
    let name = names.name(for: id)
    let path = root + "/" + name
    do throws(CorpusError) { try check(path) } catch {
      names.forget(name, of: id)
      throw error
    }
    let partial = "\(partialFolder)/\(partials)"
    partials += 1
    try write(bytes, to: partial)
    fresh.append((partial, path, name))
    if fresh.count >= Self.mostFresh { try settle() }
    return name
  }

  /// Makes the folder of `path`, and makes sure that a file can have this name.
  ///
  /// - Throws: `CorpusError.cannotName`, and `.cannotWrite` where the disk is at fault.
  private func check(_ path: String) throws(CorpusError) {
    let folder = PathName.folder(of: path)
    if !folders.contains(folder) {
      var made = folder.startIndex
      // From the output folder on, one after the other.
      for end in folder.indices.dropFirst(root.count)
      where folder[end] == "/" || folder.index(after: end) == folder.endIndex {
        made = folder[end] == "/" ? end : folder.endIndex
        let part = String(folder[..<made])
        if part.isEmpty || mkdir(part, 0o755) == 0 { continue }
        let code = errno
        var status = stat()
        if code == EEXIST, stat(part, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
        // A file of an earlier run, which this run has no use for, gives way.
        if code == EEXIST, try isLeftover(part), unlink(part) == 0, mkdir(part, 0o755) == 0 { continue }
        throw Self.failure(path, code == EEXIST ? ENOTDIR : code)
      }
      folders.insert(folder)
    }
    var status = stat()
    if lstat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR, try !removeLeftovers(in: path) {
        throw Self.failure(path, EISDIR)
      }
    } else if errno != ENOENT {
      throw Self.failure(path, errno)
    }
  }

  /// Names that an earlier run has made below the output folder.
  private func leftovers() throws(CorpusError) -> Set<String> {
    if let known = leftoverNames { return known }
    var names: Set<String> = []
    for file in AsideFile.exists(asidePath) || previous != nil ? [try opened(), intents] : [intents] {
      for name in try file.read(0..<file.position).split(separator: 0x0A) {
        names.insert(String(decoding: name, as: UTF8.self))
      }
    }
    leftoverNames = names
    return names
  }

  private func isLeftover(_ path: String) throws(CorpusError) -> Bool {
    try leftovers().contains(String(path.dropFirst(root.count + 1)))
  }

  /// Removes the files of an earlier run in a folder, and then the folder; `false` where somebody else's are
  /// in it.
  private func removeLeftovers(in folder: String) throws(CorpusError) -> Bool {
    var inside = [folder]
    for name in try leftovers() where "\(root)/\(name)".hasPrefix(folder + "/") {
      let path = "\(root)/\(name)"
      unlink(path)
      var parent = PathName.folder(of: path)
      while parent.utf8.count > folder.utf8.count {
        inside.append(parent)
        parent = PathName.folder(of: parent)
      }
    }
    // The innermost first.
    for path in Set(inside).sorted(by: { $0.utf8.count > $1.utf8.count }) {
      rmdir(path)
      folders.remove(path)
    }
    return access(folder, F_OK) != 0
  }

  /// Notes the names, renames the files, and brings all of it to the disk.
  private func settle() throws(CorpusError) {
    guard !fresh.isEmpty else { return }
    try intents.append(fresh.flatMap { Array($0.name.utf8) + [0x0A] })
    try intents.sync()
    for file in fresh {
      let descriptor = open(file.partial, O_RDONLY | O_CLOEXEC)
      defer { if descriptor >= 0 { close(descriptor) } }
      guard descriptor >= 0, fsync(descriptor) == 0, rename(file.partial, file.path) == 0 else {
        throw Self.failure(file.path, errno)
      }
    }
    for folder in Set(fresh.map { PathName.folder(of: $0.path) }) { Descriptor.syncFolder(folder) }
    fresh.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(CorpusError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    do throws(SystemError) { try Descriptor.write(descriptor, bytes) } catch {
      close(descriptor)
      unlink(path)
      throw Self.failure(path, error.code)
    }
    guard close(descriptor) == 0 else { throw Self.failure(path, errno) }
  }

  private static func failure(_ path: String, _ code: Int32) -> CorpusError {
    let words = String(cString: strerror(code))
    switch code {
    case ENAMETOOLONG, ENOTDIR, EISDIR, EINVAL, EILSEQ, ELOOP, ENOTEMPTY:
      return .cannotName(path: path, reason: words)
    default: return .cannotWrite(path: path, reason: words)
    }
  }
}
