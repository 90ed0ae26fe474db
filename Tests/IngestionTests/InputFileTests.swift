import Foundation
import Ingestion
import Testing

@Suite("Files that cannot be read")
struct InputFileTests {
  @Test("A missing file, a directory and an empty file each say what is wrong")
  func missingDirectoryEmpty() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let empty = folder.appending(path: "empty.xml").path
    FileManager.default.createFile(atPath: empty, contents: Data())
    #expect(Self.failure("/nowhere/at/all.xml")?.description == "/nowhere/at/all.xml: no such file")
    #expect(
      Self.failure(folder.path)?.description
        == "\(folder.path): is a directory; give a file, or '-' for standard input")
    #expect(Self.failure(empty)?.description == "\(empty): the file is empty")
  }

  @Test("A binary file is not taken for text")
  func binary() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "program").path
    FileManager.default.createFile(
      atPath: path,
      contents: Data([0x7F, 0x45, 0x4C, 0x46] + (0..<2000).map { UInt8(truncatingIfNeeded: $0) }))
    #expect(Self.failure(path)?.description.contains("is a program, which Peruse does not read") == true)
  }

  @Test(
    "A file without permission says so", .enabled(if: geteuid() != 0, "the super-user may read everything"))
  func permission() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "secret.xml").path
    FileManager.default.createFile(
      atPath: path, contents: Data("<r>x</r>".utf8), attributes: [.posixPermissions: 0])
    #expect(Self.failure(path)?.description == "\(path): permission denied")
  }

  @Test("Reading records reports the same")
  func records() {
    #expect(throws: IngestionError(file: "/nowhere.xml", reason: .missing)) {
      try DocumentReader().records(at: "/nowhere.xml") { _ in true }
    }
  }

  private static func failure(_ path: String) -> IngestionError? {
    do throws(IngestionError) {
      _ = try DocumentReader().document(at: path)
      return nil
    } catch {
      return error
    }
  }
}
