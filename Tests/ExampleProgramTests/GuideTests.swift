import Peruse
import Synchronization
import TestSupport
import Testing

/// What guides show and none of the example programs does; `Tools/readme-snippets` cuts the marked stretches
/// out.
@Suite("What the guides show")
struct GuideTests {
  private func path(_ name: String) -> String {
    Program.root.appendingPathComponent("corpora").appendingPathComponent(name).path
  }

  @Test("A document that has been prepared is asked, and read no further than was wanted")
  func longDocument() async throws {
    let document = try await DocumentReader().document(reading: path("stories/the-tide-clock.xml"))
    let reader = try Reader()
    // snippet: long-document
    let prepared = reader.prepare(document)
    var options = ReaderOptions()
    options.closeWindows = 16
    let result = try reader.result(of: "Who kept the clock?", in: prepared, options: options)
    // end snippet
    #expect(result.answers.first?.text == "Ilse Marrin")
    #expect((1...16).contains(result.windowsRead))
  }

  @Test("A call that waits tells its share, and ends with its task")
  func progress() async throws {
    let document = try await DocumentReader().document(reading: path("stories/the-tide-clock.xml"))
    let reader = try Reader()
    let question = "Who kept the clock?"
    let last = Mutex(0.0)
    let show = { @Sendable (share: Double) in last.withLock { $0 = share } }
    // snippet: progress
    let reading = Task {
      try await reader.answers(to: question, in: document) { share in show(share) }
    }
    let answers = try await reading.value
    // end snippet
    #expect(answers.first?.text == "Ilse Marrin")
    #expect(last.withLock { $0 } == 1)
  }

  @Test("Summaries of many files come in their order, and a file that cannot be read costs itself")
  func stream() async throws {
    let paths = ["stories/the-tide-clock.xml", "stories/none.xml", "news/lisk-bridge-reopens.xml"].map(path)
    var lines: [String] = []
    // snippet: stream
    let summarizer = try DocumentSummarizer()
    for await (path, summary) in summarizer.summaries(ofFilesAt: paths) {
      switch summary {
      case .success(let summary): lines += summary.sentences.map { "\(path): \($0.text)" }
      case .failure(let error): lines.append("\(error)")
      }
    }
    // end snippet
    let files = lines.map { line in paths.firstIndex { line.hasPrefix($0) } }
    #expect(files == files.sorted { ($0 ?? -1) < ($1 ?? -1) } && Set(files) == [0, 1, 2])
    #expect(files.count { $0 == 1 } == 1)
  }

  @Test("Three paths say what is text, what the title, and what is left out")
  func ownFormat() throws {
    let path = path("collections/harbour-museum.xml")
    // snippet: own-format
    var options = IngestionOptions()
    options.textPath = "//object/description"
    options.titlePath = "//about/name"
    options.skipPath = "//licence"
    let document = try DocumentReader(options: options).document(at: path)
    // end snippet
    #expect(document.title == "Catalogue of the Harbour Museum, Port Sarrow: Twelve Objects")
    #expect(document.text.contains("This hollow copper float, 58 centimetres across"))
    #expect(!document.text.contains("Float of the tide clock") && !document.text.contains("Apache License"))
  }
}
