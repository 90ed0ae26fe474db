import FoundationEssentials

/// A line of a file of JSON lines that holds something; it is decoded when that is asked for.
///
/// ``JSONLineReader`` takes such lines from a stream, ``JSONLines`` from memory, by the same rules: a line
/// ends with LF or CR LF, the last one may have no end, blank lines count in numbers and for nothing else,
/// and a byte order mark before the first line is no part of it.
package struct JSONLine: Sendable {
  /// Longest line in bytes, where a caller does not say otherwise.
  package static let mostBytes = 1 << 30

  /// The file, as the caller names it.
  package let file: String
  /// One-based number in the file.
  package let number: Int
  private let content: Result<[UInt8], JSONLineError>

  /// A line that was read.
  package init(file: String, number: Int, bytes: [UInt8]) {
    (self.file, self.number) = (file, number)
    content = .success(bytes)
  }

  /// A line that is longer than `limit` bytes, and was passed over.
  init(file: String, number: Int, longerThan limit: Int) {
    (self.file, self.number) = (file, number)
    content = .failure(JSONLineError(file: file, number: number, reason: .tooLong(limit: limit)))
  }

  /// Its bytes, without its end.
  ///
  /// - Throws: ``JSONLineError`` where the line is longer than allowed.
  package func bytes() throws(JSONLineError) -> [UInt8] { try content.get() }

  /// Its value.
  ///
  /// - Throws: ``JSONLineError`` where the line is longer than allowed, is not JSON, or holds something else.
  package func decode<Value: Decodable>(_ type: Value.Type) throws(JSONLineError) -> Value {
    let data = Data(try bytes())
    do { return try JSONDecoder().decode(type, from: data) } catch {
      throw JSONLineError(file: file, number: number, reason: .undecodable(error))
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// What counts of a line; `nil` where it is blank.
  static func content<Bytes: RandomAccessCollection<UInt8>>(
    of line: Bytes, isFirst: Bool
  ) -> Bytes.SubSequence? {
    var content = line[...]
    if isFirst, content.starts(with: byteOrderMark) { content = content.dropFirst(byteOrderMark.count) }
    if content.last == UInt8(ascii: "\r") { content = content.dropLast() }
    return content.contains { $0 > 0x20 } ? content : nil
  }
}

/// Why a line of JSON lines gives no value: names file, line and reason.
package struct JSONLineError: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart.
  package enum Reason: Sendable {
    /// The line is longer than so many bytes.
    case tooLong(limit: Int)
    /// What the decoder said.
    case undecodable(any Error)
  }

  /// The file, as the caller named it.
  package let file: String
  /// One-based number of the line.
  package let number: Int
  /// What is wrong.
  package let reason: Reason

  /// What the decoder said; `nil` where it was not asked.
  package var decoding: (any Error)? { if case .undecodable(let error) = reason { error } else { nil } }

  /// What is wrong, in words, without the file and the line.
  package var words: String {
    switch reason {
    case .tooLong(let limit): "the line is longer than the limit of \(limit) bytes"
    case .undecodable(let error): DecodingFault(error).description
    }
  }

  /// `file: line 3: reason`.
  package var description: String { "\(file): line \(number): \(words)" }
}
