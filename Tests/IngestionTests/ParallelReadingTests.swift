import Foundation
import Ingestion
import Testing

@Suite("Readers in parallel")
struct ParallelReadingTests {
  @Test("Readers in many tasks read what one reader reads, good files and bad")
  func parallel() async throws {
    var inputs = Repository.files(under: Repository.corpora, extensions: ["xml", "xhtml"]).compactMap {
      try? Data(contentsOf: $0)
    }.map(Array.init)
    inputs += ["<r><p>x</q></r>", "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///x'>]><r>&x;</r>", "<r>&x;</r>"].map
    {
      Array($0.utf8)
    }
    let expected = inputs.map(Self.digest)
    let all = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask { [inputs] in inputs.map(Self.digest) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for result in all { #expect(result == expected) }
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    do throws(IngestionError) {
      let document = try DocumentReader().document(bytes: bytes, name: "parallel.xml")
      return
        "\(document.title ?? "") \(document.text.hashValue) \(document.map.hashValue) \(document.blocks.hashValue)"
    } catch {
      return error.description
    }
  }
}
