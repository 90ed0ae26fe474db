import Foundation
import Platform
import Testing

@Suite("Descriptors and files")
struct DescriptorTests {
  private func path() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)").path
  }

  @Test("What was written at a place is read from that place, and a file that ends early says how far it got")
  func positions() throws {
    let path = path()
    defer { unlink(path) }
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    try Descriptor.write(descriptor, Array("abcdef".utf8))
    try Descriptor.write(descriptor, Array("XY".utf8), at: 2)
    var buffer = [UInt8](repeating: 0, count: 8)
    let got = try buffer.withUnsafeMutableBytes { try Descriptor.read(descriptor, into: $0, at: 1) }
    #expect(String(decoding: buffer.prefix(got), as: UTF8.self) == "bXYef")
  }

  @Test("A pipe larger than its buffer is written to its end while another thread reads")
  func pipe() async throws {
    var ends: [Int32] = [0, 0]
    #expect(Glibc.pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let reading = Task.detached {
      var result: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1000)
      while true {
        let count = try buffer.withUnsafeMutableBytes { try Descriptor.read(reader, into: $0) }
        if count == 0 { return result }
        result += buffer.prefix(count)
      }
    }
    try Descriptor.write(writer, bytes)
    close(writer)
    let result = try await reading.value
    close(reader)
    #expect(result == bytes)
  }

  @Test("A failure carries the system's number and words")
  func failure() {
    #expect(throws: SystemError(code: ENOENT)) { try Descriptor.open("/no/such/file") }
    #expect(throws: SystemError(code: EBADF)) { try Descriptor.write(-1, [1]) }
    #expect(SystemError(code: ENOENT).words == "No such file or directory")
  }

  @Test("The folder of a path, of one name, and of a name at the root")
  func folders() {
    #expect(PathName.folder(of: "a/b/c.txt") == "a/b")
    #expect(PathName.folder(of: "c") == "")
    #expect(PathName.folder(of: "/c") == "/")
  }

  @Test("A file appears under its name when it is complete, and not at all when it is given up")
  func atomic() throws {
    let path = path()
    defer { unlink(path) }
    do {
      let file = try AtomicFile(path: path)
      try file.append(Array("half".utf8))
      #expect(access(path, F_OK) != 0)
    }
    #expect(access(path, F_OK) != 0)
    let file = try AtomicFile(path: path)
    try file.append(Array("whole".utf8))
    try file.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "whole")
    let folder = PathName.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(name) } == [name])
  }
}
