import CArchive
import Foundation
import Glibc
import Ingestion

/// An archive (tar, zip) or a compressed file (gzip, bzip2, xz, zstd), read from beginning to end without
/// unpacking.
final class Archive: ByteSource {
  /// A member that holds data.
  struct Member {
    /// Path inside the archive; `nil` where the file is one compressed stream.
    var path: String?
    var isEncrypted: Bool
  }

  private let file: FileSource
  private let reader: OpaquePointer
  private var memberPath: String?
  /// How often each path has been given to a member.
  private var paths: [String: Int] = [:]
  /// What names that are no UTF-8 are in.
  private var nameEncoding: CharacterEncoding?
  /// Such names, where no encoding could be settled for all.
  private var names: [[UInt8]] = []

  /// Opens the archive behind `file`.
  init(_ file: FileSource) throws(IngestionError) {
    self.file = file
    guard let reader = ca_open(file.descriptor) else {
      throw IngestionError(file: file.path, reason: .io("out of memory"))
    }
    self.reader = reader
  }

  deinit { ca_close(reader) }

  /// Whether a file that begins like this is an archive or compressed.
  static func isArchive(_ head: [UInt8]) -> Bool {
    let marks: [[UInt8]] = [
      [0x1F, 0x8B], Array("PK\u{3}\u{4}".utf8), Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
      [0x28, 0xB5, 0x2F, 0xFD],
    ]
    return marks.contains { head.starts(with: $0) } || head.dropFirst(257).starts(with: "ustar".utf8)
  }

  /// Whether `file` is a zip archive that is one document, told from its first bytes or the names of its
  /// members. The file is read from its beginning afterwards.
  static func isDocument(_ file: FileSource) throws(IngestionError) -> Bool {
    let head = file.head(512)
    guard head.starts(with: "PK\u{3}\u{4}".utf8) else { return false }
    var kind = ContainerKind(head: head)
    if kind == nil {
      let archive = try Archive(file)
      var names: [String] = []
      while names.count < 65_536, let member = try? archive.next() { names.append(member.path ?? "") }
      kind = ContainerKind(members: names)
      lseek(file.descriptor, 0, SEEK_SET)
    }
    return kind != .archive
  }

  /// The next member with data; `nil` at the end.
  ///
  /// - Throws: What is wrong with the archive; nothing after it can be read.
  func next() throws(IngestionError) -> Member? {
    while true {
      var member = ca_member()
      let status = ca_next(reader, &member)
      if status == CA_END { return nil }
      guard status == CA_OK else { throw failure() }
      if ca_is_stream(reader) != 0 {
        memberPath = nil
        return Member(path: nil, isEncrypted: false)
      }
      guard member.is_file != 0 else { continue }
      let path = unique(member.path.map(text) ?? "unnamed")
      memberPath = path
      return Member(path: path, isEncrypted: member.is_encrypted != 0)
    }
  }

  /// A member's name as text: UTF-8, or what the maker's system wrote all names of the archive in.
  private func text(_ name: UnsafePointer<CChar>) -> String {
    let bytes = Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // What cannot be read twice is judged by the names so far.
    if nameEncoding == nil { nameEncoding = otherNames().map { EncodedName.encoding(of: $0) } }
    if nameEncoding == nil { names.append(bytes) }
    return EncodedName.text(bytes, in: nameEncoding ?? EncodedName.encoding(of: names.suffix(Self.fewNames)))
  }

  private static let fewNames = 256
  /// Most members whose names are read ahead, and most bytes of a file without a directory.
  private static let mostNames = 65_536
  private static let mostBytes = 1 << 28

  /// The names that are no UTF-8, in another pass over the file; `nil` where it cannot be read again.
  private func otherNames() -> [[UInt8]]? {
    let descriptor = file.descriptor
    let position = lseek(descriptor, 0, SEEK_CUR)
    guard position >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { return nil }
    defer { lseek(descriptor, position, SEEK_SET) }
    guard let other = ca_open(descriptor) else { return nil }
    defer { ca_close(other) }
    var names: [[UInt8]] = []
    var member = ca_member()
    var left = Self.mostNames
    while left > 0, ca_next(other, &member) == CA_OK, lseek(descriptor, 0, SEEK_CUR) < Self.mostBytes {
      left -= 1
      guard let path = member.path else { continue }
      let bytes = Array(UnsafeRawBufferPointer(start: path, count: strlen(path)))
      if String(validating: bytes, as: UTF8.self) == nil { names.append(bytes) }
    }
    return names.isEmpty ? nil : names
  }

  /// `path`, with a number where a member before has it already: two members are two documents.
  private func unique(_ path: String) -> String {
    let count = paths[path, default: 0]
    paths[path] = count + 1
    guard count > 0 else { return path }
    return unique("\(path)#\(count + 1)")
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestionError) -> Int {
    let got = ca_read(reader, buffer.baseAddress, buffer.count)
    guard got >= 0 else { throw failure() }
    return Int(got)
  }

  /// `archive.tar!/member`.
  var name: String { memberPath.map { "\(file.path)!/\($0)" } ?? file.path }

  private func failure() -> IngestionError {
    let words = ca_message(reader).map { String(cString: $0) } ?? "unexpected end"
    return IngestionError(file: name, reason: .malformed("damaged archive: \(words)"))
  }
}
