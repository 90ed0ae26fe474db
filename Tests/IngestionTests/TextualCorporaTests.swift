import Foundation
import Ingestion
import Testing

@Suite("Text documents of the corpora")
struct TextualCorporaTests {
  static let files = Repository.files(under: Repository.corpora, extensions: ["txt", "md", "html"])
    .filter { $0.lastPathComponent != "README.md" }

  @Test("Each is recognized, and can be found again in its source, byte for byte", arguments: files)
  func provenance(file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    let document = try DocumentReader().document(bytes: bytes, name: file.path)
    let formats: [String: DocumentFormat] = ["txt": .text, "md": .markdown, "html": .html]
    // A letter with its head is mail, whatever its file is called.
    let isMail = bytes.starts(with: Array("From: ".utf8))
    #expect(document.source.format == (isMail ? .mail : formats[file.pathExtension]))
    #expect(document.title?.isEmpty == false)
    let isMarkdown = document.source.format == .markdown
    // What an asterisk means in Markdown depends on the whole document, code blocks above all.
    if isMarkdown {
      #expect(MarkdownAlignment.firstProblem(document, from: bytes, seed: 5) == nil)
    } else {
      #expect(Reading.problems(document, bytes, samples: 50).isEmpty)
    }
  }

  @Test("There are some in every format")
  func count() {
    #expect(Self.files.count >= 10)
  }
}
