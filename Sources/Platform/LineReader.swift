/// Lines of whatever hands out bytes, one at a time, however long it is.
package struct LineReader<Failure: Error> {
  /// One line, without its end.
  package struct Line: Sendable {
    /// One-based number.
    package var number: Int
    /// The bytes; `nil` where the line is longer than allowed, and was passed over.
    package var bytes: [UInt8]?
  }

  private let read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  private let maximum: Int
  private let separator: UInt8
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var number = 0

  /// - Parameters:
  ///   - maximum: Longest line in bytes.
  ///   - read: puts the next bytes into a buffer and returns how many there were, 0 at the end.
  package init(
    maximum: Int, separator: UInt8 = UInt8(ascii: "\n"),
    read: @escaping (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) {
    self.read = read
    self.maximum = maximum
    self.separator = separator
  }

  /// The next line; `nil` at the end.
  package mutating func next() throws(Failure) -> Line? {
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
    if separator == UInt8(ascii: "\n"), line.last == UInt8(ascii: "\r") { line.removeLast() }
    return Line(number: number, bytes: isTooLong ? nil : line)
  }

  private mutating func fill() throws(Failure) -> Bool {
    guard !isAtEnd else { return false }
    var fresh = [UInt8](repeating: 0, count: 1 << 16)
    let read = read
    let got = try fresh.withUnsafeMutableBufferPointer { (bytes) throws(Failure) in
      try read(UnsafeMutableRawBufferPointer(bytes))
    }
    fresh.removeSubrange(got...)
    buffer = fresh
    position = 0
    isAtEnd = got == 0
    return got > 0
  }
}
