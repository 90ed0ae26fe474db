import Platform

/// What a batch reads.
public struct InputSelection: Sendable, Hashable {
  /// Files, folders, patterns, archives, files of JSON lines; `-` is JSON lines on standard input.
  public var paths: [String]
  /// Files that list more of them, one a line or separated by NUL; `-` is standard input.
  public var lists: [String]
  private var included: [Glob]
  private var excluded: [Glob]

  /// Creates a selection.
  public init(paths: [String], lists: [String] = [], include: [String] = [], exclude: [String] = []) {
    self.paths = paths
    self.lists = lists
    included = include.map { Glob($0) }
    excluded = exclude.map { Glob($0) }
  }

  /// Only files of folders and members of archives that match one of these patterns; all where it is empty.
  ///
  /// `*` is any run of characters but `/`, `**` any run at all, `?` one character, `[a-z]` a set. A pattern
  /// without `/` is compared with the last component of a path, one with `/` with the whole path.
  public var include: [String] {
    get { included.map(\.pattern) }
    set { included = newValue.map { Glob($0) } }
  }

  /// Not those that match one of these.
  public var exclude: [String] {
    get { excluded.map(\.pattern) }
    set { excluded = newValue.map { Glob($0) } }
  }

  /// Whether a file found in a folder or an archive is wanted.
  func wants(_ path: String) -> Bool {
    (included.isEmpty || included.contains { $0.matches(path) }) && !excluded.contains { $0.matches(path) }
  }
}
