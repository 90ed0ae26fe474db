import Batch
import Foundation
import Platform
import TestSupport
import Testing

@Suite("What a batch reads")
struct BatchInputTests {
  @Test("What there is to read is counted beforehand, lists included; what comes through a pipe is not")
  func total() async throws {
    let folder = try Samples.folder()
    let list = folder.path + "/list"
    try folder.write("list", "\(folder.path)/docs/b.xml\n\(folder.path)/docs/sub\n\(folder.path)/missing\n")
    func total(_ selection: InputSelection) async throws -> Int? {
      let meter = InputMeter()
      meter.count(selection)
      for _ in 0..<6000 where meter.total == nil { try await Task.sleep(for: .milliseconds(10)) }
      return meter.total
    }
    func bytes(_ names: String...) throws -> Int {
      try names.reduce(0) { try $0 + Data(contentsOf: URL(filePath: "\(folder.path)/docs/\($1)")).count }
    }
    #expect(
      try await total(InputSelection(paths: [], lists: [list]))
        == bytes("b.xml", "sub/c.xml", "sub/deep/d.md"))
    #expect(
      try await total(InputSelection(paths: ["\(folder.path)/docs"], include: ["*.md"]))
        == bytes("sub/deep/d.md"))
    let meter = InputMeter()
    meter.count(InputSelection(paths: [], lists: ["/dev/null"]))
    try await Task.sleep(for: .milliseconds(50))
    #expect(meter.total == nil)
  }
}
