import Foundation

/// Files that hold results between a change of the input and the end of the run that takes it up.
enum AsideFile {
  /// Removes one, if it is there.
  static func remove(_ path: String) {
    unlink(path)
  }

  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}
