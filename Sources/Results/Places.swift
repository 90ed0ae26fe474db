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
  /// `file:start-end`, `file!member:start-end` in a container, `file:p12` on pages; only the file where
  /// nothing is known.
  static func citation(_ place: Provenance?, in path: String) -> String {
    place?.citation(in: path).inOneColumn ?? path.inOneColumn
  }

  /// `bytes 10–20, /TEI[1]/text[1]/p[3]`, without the file.
  static func words(_ place: Provenance) -> String {
    [place.words, place.path].filter { !$0.isEmpty }.joined(separator: ", ").inOneColumn
  }

  /// `file, bytes 10–20, /TEI[1]/text[1]/p[3]`.
  static func sentence(_ place: Provenance?, in path: String) -> String {
    let file = path.inOneColumn
    return place.map { "\(file), \(words($0))" } ?? file
  }

  /// Bytes of the file itself, where the place has any: those of members and of converted texts cannot be
  /// looked up in it.
  static func bytesOfFile(_ place: Provenance?) -> ByteRange? {
    place?.member == nil && place?.convertedBy == nil ? place?.bytes : nil
  }

  /// Columns for one place.
  static func columns(
    _ place: Provenance?, in part: TaskResult.Part, _ kinds: [PlaceKind], lines: LineLocator
  ) -> [String] {
    kinds.map { kind in
      switch kind {
      case .bytes: return citation(place, in: part.path)
      case .path: return place?.path.inOneColumn ?? ""
      case .line:
        guard let start = bytesOfFile(place)?.byteStart, let at = lines.position(of: start, in: part) else {
          return citation(place, in: part.path)
        }
        return "\(part.path.inOneColumn):\(at.line):\(at.column)"
      }
    }
  }
}
