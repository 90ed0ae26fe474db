/// The JSON lines of whatever hands out bytes, one at a time: a file, a pipe, standard input.
///
/// A line that is too long is passed over and still handed out: it says so when it is asked for its bytes,
/// and the next one is whole.
package struct JSONLineReader<Failure: Error> {
  private let file: String
  private let maximum: Int
  private var lines: LineReader<Failure>

  /// - Parameters:
  ///   - file: the name that errors tell.
  ///   - maximum: longest line in bytes.
  ///   - read: puts the next bytes into a buffer and returns how many there were, 0 at the end.
  package init(
    file: String, maximum: Int = JSONLine.mostBytes,
    read: @escaping (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) {
    (self.file, self.maximum) = (file, maximum)
    // A byte order mark and a carriage return are no part of what is measured.
    lines = LineReader(maximum: min(maximum, .max - 4) + 4, read: read)
  }

  /// The next line that holds something; `nil` at the end.
  ///
  /// - Throws: what the source throws, and nothing else.
  package mutating func next() throws(Failure) -> JSONLine? {
    while let line = try lines.next() {
      guard let bytes = line.bytes else {
        return JSONLine(file: file, number: line.number, longerThan: maximum)
      }
      guard let content = JSONLine.content(of: bytes, isFirst: line.number == 1) else { continue }
      guard content.count <= maximum else {
        return JSONLine(file: file, number: line.number, longerThan: maximum)
      }
      return JSONLine(file: file, number: line.number, bytes: Array(content))
    }
    return nil
  }
}

extension JSONLineReader where Failure == SystemError {
  /// The lines of an open descriptor, which stays the caller's.
  package init(file: String, descriptor: Int32, maximum: Int = JSONLine.mostBytes) {
    self.init(file: file, maximum: maximum) { (buffer) throws(SystemError) in
      try Descriptor.read(descriptor, into: buffer)
    }
  }
}
