import Foundation
import Platform
import Testing

@Suite("JSON lines")
struct JSONLineTests {
  private struct Broken: Error, Equatable {}

  private struct Value: Decodable, Equatable {
    var a: Int
    var inner: [Inner]?

    struct Inner: Decodable, Equatable { var name: String }
  }

  /// What a reader makes of a line, for comparing.
  private struct Seen: Equatable {
    var number: Int
    /// nil for a line that is too long.
    var text: String?

    init(_ number: Int, _ text: String?) { (self.number, self.text) = (number, text) }

    init(_ line: JSONLine) {
      number = line.number
      text = (try? line.bytes()).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A reader over `text` that hands out at most `piece` bytes at a time.
  private func stream(_ text: [UInt8], piece: Int, maximum: Int) -> JSONLineReader<Broken> {
    var rest = text[...]
    return JSONLineReader<Broken>(file: "some.jsonl", maximum: maximum) { (buffer) throws(Broken) in
      let count = min(piece, buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }

  /// The lines of `text`, which come out the same from memory and from a stream, in pieces of any size.
  private func lines(_ text: String, maximum: Int = 100) throws -> [Seen] {
    let bytes = Array(text.utf8)
    let whole = JSONLines(Data(bytes), file: "some.jsonl", maximum: maximum)
    let seen = whole.map { Seen($0) }
    #expect(whole.indices.map { whole.number(at: $0) } == seen.map(\.number))
    for piece in [1, 2, 3, 7, 1000] {
      var stream = stream(bytes, piece: piece, maximum: maximum)
      var streamed: [Seen] = []
      while let line = try stream.next() { streamed.append(Seen(line)) }
      #expect(streamed == seen, "in pieces of \(piece)")
    }
    return seen
  }

  @Test("Lines end with LF, CR LF or the file; blank ones count in numbers and for nothing else")
  func ends() throws {
    #expect(try lines("\n{\"a\":1}\r\n \t\r\n\n{}") == [Seen(2, "{\"a\":1}"), Seen(5, "{}")])
    #expect(try lines("{}\n") == [Seen(1, "{}")])
    #expect(try lines("").isEmpty)
    #expect(try lines("\r\n \n\n").isEmpty)
    // A carriage return inside of a line is the value's own.
    #expect(try lines("[1,\r2]\n") == [Seen(1, "[1,\r2]")])
  }

  @Test("A byte order mark before the first line is none of it; elsewhere it stays")
  func byteOrderMark() throws {
    #expect(try lines("\u{FEFF}{}\n\u{FEFF}[]") == [Seen(1, "{}"), Seen(2, "\u{FEFF}[]")])
    #expect(try lines("\u{FEFF}\n{}") == [Seen(2, "{}")])
    #expect(try lines("\u{FEFF}").isEmpty)
  }

  @Test("A line that is too long says so, and the next one is whole")
  func tooLong() throws {
    let (long, just) = (String(repeating: "1", count: 101), String(repeating: "2", count: 100))
    #expect(
      try lines("\(long)\n\(just)\r\n{}\n\(long)") == [
        Seen(1, nil), Seen(2, just), Seen(3, "{}"), Seen(4, nil),
      ])
    // Its mark and its end are not what is measured.
    #expect(try lines("\u{FEFF}\(just)\r\n") == [Seen(1, just)])
    let line = try #require(JSONLines(Data(long.utf8), file: "some.jsonl", maximum: 100).first)
    let error = #expect(throws: JSONLineError.self) { try line.decode(Int.self) }
    #expect(error?.description == "some.jsonl: line 1: the line is longer than the limit of 100 bytes")
    #expect(error?.decoding == nil)
  }

  @Test("Values are decoded in any order; what cannot be names file, line, place and reason")
  func values() throws {
    let text = """
      {"a": 1}

      {"a": "x"}
      {"a": 2, "inner": [{"name": "n"}, {}]}
      {"a":
      {"b": 3}

      """
    let lines = JSONLines(Data(text.utf8), file: "some.jsonl")
    #expect(lines.count == 5)
    #expect(try lines[0].decode(Value.self) == Value(a: 1))
    func words(_ position: Int) -> String? {
      let error = #expect(throws: JSONLineError.self) { try lines[position].decode(Value.self) }
      return error?.description
    }
    #expect(words(4) == "some.jsonl: line 6: the field 'a' is missing")
    #expect(words(1) == "some.jsonl: line 3: a: a whole number was expected")
    #expect(words(2) == "some.jsonl: line 4: inner[1]: the field 'name' is missing")
    #expect(words(3)?.hasPrefix("some.jsonl: line 5: not valid JSON: ") == true)
  }

  @Test("A fault of the source comes out as it is")
  func fault() {
    var reader = JSONLineReader<Broken>(file: "-") { (_) throws(Broken) in throw Broken() }
    #expect(throws: Broken()) { try reader.next() }
  }

  @Test("A slice of other bytes counts from its own beginning")
  func slice() throws {
    let bytes = Data("xxxx[1]\n[2]".utf8)[4...]
    #expect(try JSONLines(bytes, file: "some.jsonl").map { try $0.decode([Int].self) } == [[1], [2]])
  }

  @Test(
    "A file is read alike when it is mapped and by its descriptor, an empty one too",
    arguments: ["", "[1]\r\n\n[2]"])
  func files(text: String) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
      .path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let expected = JSONLines(Data(text.utf8), file: path).map { Seen($0) }
    #expect(expected.count == (text.isEmpty ? 0 : 2))
    let mapped = JSONLines(try MappedFile(path: path))
    #expect(mapped.file == path)
    #expect(mapped.map { Seen($0) } == expected)
    let descriptor = try Descriptor.open(path)
    defer { close(descriptor) }
    var stream = JSONLineReader<SystemError>(file: path, descriptor: descriptor)
    var streamed: [Seen] = []
    while let line = try stream.next() { streamed.append(Seen(line)) }
    #expect(streamed == expected)
  }
}
