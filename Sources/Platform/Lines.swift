/// The lines of bytes that lie in memory.
package enum Lines {
  /// A line, without its end.
  package struct Line: Sendable, Hashable {
    /// One-based number in the file.
    package let number: Int
    /// Where its bytes stand.
    package let range: Range<Int>
  }

  /// All lines that hold more than white space, such as the values of a file of JSON lines.
  package static func filled(in bytes: UnsafeRawBufferPointer) -> [Line] {
    var lines: [Line] = []
    var (start, number) = (0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      if bytes[start..<end].contains(where: { $0 > 0x20 }) {
        lines.append(Line(number: number, range: start..<end))
      }
      start = end + 1
    }
    return lines
  }
}
