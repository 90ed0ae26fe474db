import Ingestion

/// Which places a result shows. The raw value is what `--places` takes.
public enum PlaceKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// `file:line:column`, as editors and compilers know it.
  case line
  /// `file:start-end`, bytes in the original file.
  case bytes
  /// Path of the element.
  case path
}

/// The words in which places are shown, in one place for all forms.
enum PlaceText {
  /// `file:start-end`; only the file where nothing is known about the place.
  static func citation(_ place: Provenance?, in path: String) -> String {
    let file = path.inOneColumn
    guard let place else { return file }
    return "\(file):\(place.bytes.byteStart)-\(place.bytes.byteEnd)"
  }

  /// `bytes 10–20, /TEI[1]/text[1]/p[3]`, without the file.
  static func words(_ place: Provenance) -> String {
    "bytes \(place.bytes.byteStart)–\(place.bytes.byteEnd), \(place.path)"
  }

  /// `file, bytes 10–20, /TEI[1]/text[1]/p[3]`.
  static func sentence(_ place: Provenance?, in path: String) -> String {
    let file = path.inOneColumn
    return place.map { "\(file), \(words($0))" } ?? file
  }

  /// First byte, and one past the last one.
  static func bytes(_ place: Provenance?) -> (start: Int, end: Int)? {
    place.map { ($0.bytes.byteStart, $0.bytes.byteEnd) }
  }

  /// The page on which the place begins, for documents that have pages.
  static func page(_ place: Provenance?) -> Int? { nil }

  /// Columns for one place.
  static func columns(
    _ place: Provenance?, in part: TaskResult.Part, _ kinds: [PlaceKind], lines: LineLocator
  ) -> [String] {
    kinds.map { kind in
      switch kind {
      case .bytes: return citation(place, in: part.path)
      case .path: return place?.path.inOneColumn ?? ""
      case .line:
        guard let start = bytes(place)?.start, let at = lines.position(of: start, in: part) else {
          return citation(place, in: part.path)
        }
        return "\(part.path.inOneColumn):\(at.line):\(at.column)"
      }
    }
  }
}
