import Ingestion
import Platform

/// The paths in a file that lists them, one a line or separated by NUL.
struct ListedPaths {
  /// Longest path in bytes.
  static let longest = 1 << 16

  /// One entry: a path, or the number of a line that is too long to be one.
  enum Entry {
    case path(String)
    case tooLong(line: Int)
  }

  private var lines: LineReader

  /// Opens the list; `-` is standard input.
  init(_ list: String) throws(IngestionError) {
    let source = try FileSource(path: list, origin: .named)
    let separator: UInt8 = source.head(Self.longest).contains(0) ? 0 : 0x0A
    lines = LineReader(source, maximum: Self.longest, separator: separator)
  }

  /// The next entry; `nil` at the end. Empty lines are passed over.
  mutating func next() throws(IngestionError) -> Entry? {
    while let line = try lines.next() {
      guard let bytes = line.bytes else { return .tooLong(line: line.number) }
      if !bytes.isEmpty { return .path(PathText.text(bytes)) }
    }
    return nil
  }
}
