import Platform
import Testing

@Suite("Lines")
struct LineTests {
  private struct Broken: Error, Equatable {}

  /// A reader over `text` that hands out at most `piece` bytes at a time.
  private func reader(
    _ text: [UInt8], piece: Int, maximum: Int = 100, separator: UInt8 = 0x0A
  ) -> LineReader<Broken> {
    var rest = text[...]
    return LineReader(maximum: maximum, separator: separator) { (buffer) throws(Broken) in
      let count = min(piece, buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }

  private func lines(_ reader: LineReader<Broken>) throws -> [String?] {
    var reader = reader
    var lines: [String?] = []
    while let line = try reader.next() {
      #expect(line.number == lines.count + 1)
      lines.append(line.bytes.map { String(decoding: $0, as: UTF8.self) })
    }
    return lines
  }

  @Test("Lines are the same however the bytes come in", arguments: [1, 2, 3, 7, 1000])
  func pieces(piece: Int) throws {
    let text = Array("first\r\n\nthird line\r\nlast, without an end".utf8)
    #expect(try lines(reader(text, piece: piece)) == ["first", "", "third line", "last, without an end"])
    #expect(try lines(reader(text + [0x0A], piece: piece)).count == 4)
    #expect(try lines(reader([], piece: piece)).isEmpty)
  }

  @Test(
    "A line that is too long is passed over and counted, and the next one is whole", arguments: [1, 5, 1000])
  func long(piece: Int) throws {
    let text = Array(
      (String(repeating: "x", count: 101) + "\nnext\n" + String(repeating: "y", count: 100)).utf8)
    #expect(try lines(reader(text, piece: piece)) == [nil, "next", String(repeating: "y", count: 100)])
  }

  @Test("Another separator leaves line ends alone")
  func separator() throws {
    #expect(try lines(reader(Array("a\nb\r\0c\0".utf8), piece: 2, separator: 0)) == ["a\nb\r", "c"])
  }

  @Test("A fault of the source comes out as it is")
  func fault() {
    var reader = LineReader<Broken>(maximum: 10) { (_) throws(Broken) in throw Broken() }
    #expect(throws: Broken()) { try reader.next() }
  }
}
