// What a document answers to a question: the span, how likely it is, its sentence, and its place in the file.
// snippet: answer
import Foundation
import Peruse

// end snippet

/// Says on standard error why there is no result, and ends the program.
func fail(_ reason: String, status: Int32 = EXIT_FAILURE) -> Never {
  FileHandle.standardError.write(Data("\(reason)\n".utf8))
  exit(status)
}

func answer(_ question: String, from path: String) async throws {
  // snippet: answer
  let document = try await DocumentReader().document(reading: path)

  let reader = try Reader()
  let answers = try await reader.answers(to: question, in: document)
  for answer in answers {
    print(answer.text, String(format: "%.2f", answer.probability), answer.evidence, separator: " | ")
    // snippet: place
    if let place = answer.provenance { print(place.path, place.citation(in: document.source.path)) }
    // end snippet
  }
  // end snippet
  if answers.isEmpty { print("The document does not say.") }
}

guard CommandLine.arguments.count == 3 else {
  fail("usage: PeruseExampleAnswer FILE QUESTION\n\nAnswers a question about a document.", status: 64)
}

do {
  try await answer(CommandLine.arguments[2], from: CommandLine.arguments[1])
} catch {
  fail("\(error)")
}
