// The sentences that say most of a document, in at most 60 words, each with its place in the file.
import Foundation
import Peruse

/// Says on standard error why there is no result, and ends the program.
func fail(_ reason: String, status: Int32 = EXIT_FAILURE) -> Never {
  FileHandle.standardError.write(Data("\(reason)\n".utf8))
  exit(status)
}

func summarize(_ path: String) async throws {
  let document = try await DocumentReader().document(reading: path)

  // snippet: summary
  let summarizer = try DocumentSummarizer()
  let options = SummaryOptions(budget: .words(60))
  for sentence in try await summarizer.summary(of: document, options: options).sentences {
    print(sentence.text)
    if let place = sentence.provenance { print(place.citation(in: document.source.path)) }
  }
  // end snippet
}

guard CommandLine.arguments.count == 2 else {
  fail("usage: PeruseExampleSummary FILE\n\nPrints a summary of a document in at most 60 words.", status: 64)
}

do {
  try await summarize(CommandLine.arguments[1])
} catch {
  fail("\(error)")
}
