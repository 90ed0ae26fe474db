import Ingestion

/// Lines of a source of bytes, one at a time, however long the source.
struct LineReader {
  /// One line, without its end.
  struct Line {
    /// One-based number.
    var number: Int
    /// The bytes; `nil` where the line is longer than allowed, and was passed over.
    var bytes: [UInt8]?
  }

  private let source: any ByteSource
  private let maximum: Int
  private let separator: UInt8
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var number = 0

  /// - Parameter maximum: Longest line in bytes.
  init(_ source: any ByteSource, maximum: Int, separator: UInt8 = 0x0A) {
    self.source = source
    self.maximum = maximum
    self.separator = separator
  }

  /// The next line; `nil` at the end.
  mutating func next() throws(IngestionError) -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    var hasAny = false
    while true {
      if position == buffer.count, try !fill() {
        guard hasAny else { return nil }
        break
      }
      hasAny = true
      let end = buffer[position...].firstIndex(of: separator)
      let part = position..<(end ?? buffer.count)
      if !isTooLong {
        line += buffer[part]
        if line.count > maximum {
          isTooLong = true
          line = []
        }
      }
      position = end.map { $0 + 1 } ?? buffer.count
      if end != nil { break }
    }
    number += 1
    if separator == 0x0A, line.last == 0x0D { line.removeLast() }
    return Line(number: number, bytes: isTooLong ? nil : line)
  }

  private mutating func fill() throws(IngestionError) -> Bool {
    guard !isAtEnd else { return false }
    var fresh = [UInt8](repeating: 0, count: 1 << 16)
    let source = source
    let result = fresh.withUnsafeMutableBytes { bytes in
      Result { () throws(IngestionError) in try source.read(into: bytes) }
    }
    let got = try result.get()
    fresh.removeSubrange(got...)
    buffer = fresh
    position = 0
    isAtEnd = got == 0
    return got > 0
  }
}
