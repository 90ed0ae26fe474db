/// An input as a person has named it, from which its records get their names.
///
/// A relative path names records as it stands. Where an absolute one begins, or one that leads up with `../`,
/// is a matter of the machine: records are named from its last part on. So `/home/ann/reports` gives
/// `reports/q1/a.xml`, `../a.xml` gives `a.xml`, and what has no name of its own (`/`, `..`) gives what
/// stands below it.
struct InputBase {
  /// Bytes at the beginning of every path that names leave out; `nil` where they leave out nothing.
  private let left: Int?

  private static let slash = UInt8(ascii: "/")

  /// The input at `path`: a file or a folder.
  init(_ path: String) {
    // Empty parts and dots lead nowhere.
    let parts = path.utf8.split(separator: Self.slash).filter { !$0.elementsEqual(".".utf8) }
    let leadsUp = parts.first?.elementsEqual("..".utf8) ?? false
    guard path.utf8.first == Self.slash || leadsUp else {
      left = nil
      return
    }
    if let last = parts.last, !last.elementsEqual("..".utf8) {
      left = path.utf8.distance(from: path.startIndex, to: last.startIndex)
    } else {
      left = path.utf8.count
    }
  }

  /// What `path`, the input's own or one below it, is called.
  func name(of path: String) -> RecordName {
    guard let left else { return RecordName(path) }
    let parts = path.utf8.dropFirst(left).split(separator: Self.slash).filter {
      !$0.elementsEqual(".".utf8)
    }
    let shown = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    return RecordName(shown: shown.isEmpty ? "." : shown, whole: path)
  }
}
