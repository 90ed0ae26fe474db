import Foundation
import Platform

/// Goes through a folder and the folders in it, in the order of the bytes of their names, the same
/// everywhere.
///
/// Hidden files and folders are passed over. Links to files are followed, links to folders are not, so that
/// no walk goes round in circles. Memory holds the names of the folders on the way.
struct FolderWalk: Sequence, IteratorProtocol {
  /// One thing found.
  enum Element {
    case file(String)
    /// A folder that could not be listed, and the system's words.
    case failed(String, code: Int32)
  }

  private struct Level {
    var path: String
    var names: ArraySlice<String>
  }

  private var levels: [Level] = []
  private var pending: Element?
  private let skips: (FileIdentity, String) -> Bool

  /// - Parameter skips: asked about each folder and file, by identity and path, whether to pass it over.
  init(_ root: String, skipping skips: @escaping (FileIdentity, String) -> Bool = { _, _ in false }) {
    self.skips = skips
    enter(root)
  }

  mutating func next() -> Element? {
    while true {
      if let pending = pending.take() { return pending }
      guard let last = levels.indices.last else { return nil }
      guard let name = levels[last].names.popFirst() else {
        levels.removeLast()
        continue
      }
      let path = levels[last].path.hasSuffix("/") ? levels[last].path + name : levels[last].path + "/" + name
      var status = stat()
      guard PathText.withPath(path, { lstat($0, &status) }) == 0 else { return .failed(path, code: errno) }
      if skips(FileIdentity(status), path) { continue }
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR {
        enter(path)
      } else if kind == S_IFLNK {
        var target = stat()
        if PathText.withPath(path, { stat($0, &target) }) != 0 { return .failed(path, code: errno) }
        if skips(FileIdentity(target), path) { continue }
        if target.st_mode & S_IFMT == S_IFREG { return .file(path) }
      } else if kind == S_IFREG {
        return .file(path)
      }
    }
  }

  private mutating func enter(_ path: String) {
    guard let folder = PathText.withPath(path, { opendir($0) }) else {
      pending = .failed(path, code: errno)
      return
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        let name = UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)
        return PathText.text(UnsafeRawBufferPointer(start: name, count: strlen(name)))
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    levels.append(Level(path: path, names: names[...]))
  }
}
