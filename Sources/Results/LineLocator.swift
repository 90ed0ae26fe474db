import Foundation
import Platform
import Synchronization

/// Finds lines and columns of bytes in files.
///
/// Lines end with LF, CR LF or CR. A column counts characters from 1: of UTF-8 those that a text editor
/// counts (Unicode scalars), of other encodings code units.
public final class LineLocator: Sendable {
  /// A line and a column, both from 1.
  public struct Position: Sendable, Hashable {
    /// The line.
    public var line: Int
    /// The column.
    public var column: Int
  }

  private struct File {
    var path: String
    var bytes: [UInt8]
    var unit: Int
    var starts: [Int]
  }

  /// The file looked into last: results of one file come one after the other.
  private let last = Mutex<File?>(nil)

  /// Creates a locator.
  public init() {}

  /// Where byte `offset` of the file of `part` stands; nil for standard input, and for a file that cannot be
  /// read again.
  public func position(of offset: Int, in part: TaskResult.Part) -> Position? {
    guard part.path != "-" else { return nil }
    return last.withLock { file in
      if file?.path != part.path { file = Self.open(part.path, encoding: part.document?.source.encoding) }
      return file.flatMap { Self.position(of: offset, $0) }
    }
  }

  private static func open(_ path: String, encoding: String?) -> File? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let bytes = Array(data)
    let name = encoding?.uppercased() ?? "UTF-8"
    let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    let isLittle = name.hasSuffix("LE") || bytes.starts(with: [0xFF, 0xFE])
    var starts = [0]
    var place = 0
    while place + unit <= bytes.count {
      let code = value(bytes[place..<place + unit], isLittle: isLittle)
      place += unit
      if code == 0x0A {
        starts.append(place)
      } else if code == 0x0D {
        let follows =
          place + unit <= bytes.count && value(bytes[place..<place + unit], isLittle: isLittle) == 0x0A
        if !follows { starts.append(place) }
      }
    }
    return File(
      path: path, bytes: bytes, unit: name == "UTF-8" || name == "US-ASCII" ? 0 : unit, starts: starts)
  }

  private static func value(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> UInt32 {
    var result: UInt32 = 0
    if isLittle {
      for byte in bytes.reversed() { result = result << 8 | UInt32(byte) }
    } else {
      for byte in bytes { result = result << 8 | UInt32(byte) }
    }
    return result
  }

  private static func position(of offset: Int, _ file: File) -> Position? {
    guard (0...file.bytes.count).contains(offset) else { return nil }
    let line = file.starts.sortedIndex(pastAllThat: { $0 <= offset })
    let start = file.starts[max(0, line - 1)]
    var before = file.bytes[start..<offset]
    guard file.unit == 0 else { return Position(line: max(1, line), column: before.count / file.unit + 1) }
    // A byte-order mark is no character of the first line.
    if start == 0, before.starts(with: [0xEF, 0xBB, 0xBF]) { before = before.dropFirst(3) }
    return Position(line: max(1, line), column: before.count { $0 & 0xC0 != 0x80 } + 1)
  }
}
