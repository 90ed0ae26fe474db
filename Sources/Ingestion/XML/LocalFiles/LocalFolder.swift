import Glibc

/// The files below a document's own folder, which is all that the document may include.
struct LocalFolder {
  /// The folder, without links in it.
  private let root: String
  /// Bytes that may still be read.
  private(set) var rest: Int

  /// The folder of the file at `path`; `nil` where there is no such file, as for standard input and for
  /// members of archives.
  init?(ofFileAt path: String, limit: Int) {
    guard let file = Self.resolved(path), let slash = file.lastIndex(of: "/") else { return nil }
    root = String(file[..<slash])
    rest = limit
  }

  /// Where the file `name`, which a file in the folder `folder` of this one names, lies; `nil` for addresses,
  /// for what lies elsewhere, by whatever way, and for what is not there.
  func path(_ name: String, from folder: String) -> String? {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains(":"), !name.contains("\0") else { return nil }
    guard let path = Self.resolved(folder + "/" + name), path.hasPrefix(root + "/") else { return nil }
    return path
  }

  /// The folder itself.
  var path: String { root }

  /// The text of the file at `path`.
  ///
  /// - Throws: `limit` where all files together are too large; what keeps the file from being read.
  mutating func read(_ path: String, options: IngestionOptions) throws(IngestionError) -> DecodedSource {
    let input = try InputFile(path: path, patience: options.maximumSilence)
    let bytes = try input.readAll(maximum: rest)
    rest -= bytes.count
    return try SourceDecoder.decode(bytes, file: path, declared: nil, isLenient: options.isLenient)
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
