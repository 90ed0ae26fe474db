import Foundation
import TestSupport
import Testing

@Suite("Names of members of archives")
struct ArchiveNameTests {
  /// Names as Python writes them into a ZIP file: `name` as it is to be read, its bytes, and whether they are
  /// UTF-8.
  static let names: [(String, [UInt8], Bool)] = [
    ("näme.txt", Array("näme.txt".utf8), true),
    ("船.txt", Array("船.txt".utf8), true),
    ("été/à.txt", Array("été/à.txt".utf8), true),
    ("für.txt", [0x66, 0x81, 0x72, 0x2E, 0x74, 0x78, 0x74], false),
    ("Bär.txt", [0x42, 0x84, 0x72, 0x2E, 0x74, 0x78, 0x74], false),
    ("Größe.txt", [0x47, 0x72, 0xF6, 0xDF, 0x65, 0x2E, 0x74, 0x78, 0x74], false),
  ]

  /// A ZIP file of stored members.
  static func zip(_ members: [(name: [UInt8], isUTF8: Bool, text: String)]) -> Data {
    func bytes(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var data: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let content = Array(member.text.utf8)
      let shared =
        bytes(20, 2) + bytes(member.isUTF8 ? 0x800 : 0, 2) + bytes(0, 2) + bytes(0, 4)
        + bytes(Int(crc(content)), 4)
        + bytes(content.count, 4) + bytes(content.count, 4) + bytes(member.name.count, 2) + bytes(0, 2)
      directory +=
        [0x50, 0x4B, 1, 2] + bytes(20, 2) + shared + bytes(0, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0, 4)
      directory += bytes(data.count, 4) + member.name
      data += [0x50, 0x4B, 3, 4] + shared + member.name + content
    }
    let start = data.count
    data += directory
    data += [0x50, 0x4B, 5, 6] + bytes(0, 4) + bytes(members.count, 2) + bytes(members.count, 2)
    data += bytes(directory.count, 4) + bytes(start, 4) + bytes(0, 2)
    return Data(data)
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { value, byte in
      (0..<8).reduce(value ^ UInt32(byte)) { step, _ in step >> 1 ^ (step & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  private func ids(_ data: Data) throws -> [String] {
    let folder = try Scratch()
    try data.write(to: URL(filePath: folder.path).appending(path: "a.zip"))
    let outcome = try Program.run(
      ["batch", "inspect", "a.zip", "--output", "-", "--quiet", "--jobs", "1"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["id"] as? String
    }
  }

  @Test("Names in UTF-8 and in code pages of DOS and Windows are kept", arguments: names)
  func kept(name: String, bytes: [UInt8], isUTF8: Bool) throws {
    let data = Self.zip([(bytes, isUTF8, "Fine text is here. It is so.")])
    #expect(try ids(data) == ["a.zip!/\(name)"])
  }

  @Test("Two members never share a name")
  func twins() throws {
    let data = Self.zip([
      (Array("a.txt".utf8), true, "One text is here."), (Array("a.txt".utf8), true, "Two texts are here."),
      (Array("a.txt#2".utf8), true, "Three texts are here."),
    ])
    #expect(try ids(data) == ["a.zip!/a.txt", "a.zip!/a.txt#2", "a.zip!/a.txt#2#2"])
  }
}
