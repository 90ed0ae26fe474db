import Foundation

/// Goes through a folder and the folders in it, in the order of the bytes of their names, the same everywhere.
///
/// Hidden files and folders are passed over. Links to files are followed, links to folders are not, so that no walk
/// goes round in circles. Memory holds the names of the folders on the way.
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

  init(_ root: String) {
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
      guard lstat(path, &status) == 0 else { return .failed(path, code: errno) }
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR {
        enter(path)
      } else if kind == S_IFLNK {
        var target = stat()
        if stat(path, &target) != 0 { return .failed(path, code: errno) }
        if target.st_mode & S_IFMT == S_IFREG { return .file(path) }
      } else if kind == S_IFREG {
        return .file(path)
      }
    }
  }

  private mutating func enter(_ path: String) {
    guard let folder = opendir(path) else {
      pending = .failed(path, code: errno)
      return
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    levels.append(Level(path: path, names: names[...]))
  }
}
