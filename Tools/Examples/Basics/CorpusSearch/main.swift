// Documents of a folder in one file that is searched and asked. What is there already and has not changed is
// left alone.
import Foundation
import Peruse

/// Says on standard error why there is no result, and ends the program.
func fail(_ reason: String, status: Int32 = EXIT_FAILURE) -> Never {
  FileHandle.standardError.write(Data("\(reason)\n".utf8))
  exit(status)
}

func search(_ folder: String, in database: String, query: String, question: String) async throws {
  // snippet: corpus
  let corpus = try await Corpus(at: database, create: true)
  try await corpus.update(from: InputSelection(paths: [folder]))

  var options = SearchOptions()
  options.limit = 2
  for hit in try await corpus.search(query, options: options) {
    print(hit.text)
    if let place = hit.provenance { print(place.citation(in: hit.path)) }
  }
  for found in try await corpus.answers(to: question) {
    print(found.answer.text)
    if let place = found.answer.provenance { print(place.citation(in: found.hit.path)) }
  }
  // end snippet
}

guard CommandLine.arguments.count == 5 else {
  fail(
    "usage: PeruseExampleCorpusSearch DATABASE FOLDER QUERY QUESTION\n\n"
      + "Takes the documents of a folder into a corpus, searches it, and asks it.", status: 64)
}

do {
  let arguments = CommandLine.arguments
  try await search(arguments[2], in: arguments[1], query: arguments[3], question: arguments[4])
} catch {
  fail("\(error)")
}
