import Platform

/// What a batch reads.
public struct InputSelection: Sendable, Hashable {
  /// Files, folders, patterns, archives, files of JSON lines; `-` is JSON lines on standard input.
  public var paths: [String]
  /// Files that list more of them, one a line or separated by NUL; `-` is standard input.
  public var lists: [String]
  /// Only files of folders and members of archives that match one of these; all where it is empty.
  public var include: [Glob]
  /// Not those that match one of these.
  public var exclude: [Glob]

  /// Creates a selection.
  public init(paths: [String], lists: [String] = [], include: [Glob] = [], exclude: [Glob] = []) {
    self.paths = paths
    self.lists = lists
    self.include = include
    self.exclude = exclude
  }

  /// Whether a file found in a folder or an archive is wanted.
  func wants(_ path: String) -> Bool {
    (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
  }
}
