// Summaries of all XML files in a folder, a line of JSON each. A run that was interrupted goes on where it
// stopped.
import Foundation
import Peruse

/// Says on standard error why there is no result, and ends the program.
func fail(_ reason: String, status: Int32 = EXIT_FAILURE) -> Never {
  FileHandle.standardError.write(Data("\(reason)\n".utf8))
  exit(status)
}

func summarize(_ folder: String, to output: String) async throws {
  // snippet: batch
  let task = SummarizeTask(try DocumentSummarizer(), options: SummaryOptions(budget: .sentences(3)))
  let batch = Batch(InputSelection(paths: [folder], include: ["*.xml"]), task: task)
  let outcome = try await batch.run(to: BatchOutput(.lines(output), existing: .resume)) { statistics in
    FileHandle.standardError.write(Data("records so far: \(statistics.records)\n".utf8))
  }
  print("records: \(outcome.statistics.records), without a result: \(outcome.statistics.errors)")
  // end snippet
  if outcome.statistics.resumed > 0 { print("finished before: \(outcome.statistics.resumed)") }
  for failure in outcome.statistics.firstFailures { print(failure) }
}

guard CommandLine.arguments.count == 3 else {
  fail("usage: PeruseExampleBatchRun FOLDER OUTPUT\n\nSummarizes the XML files of a folder.", status: 64)
}

do {
  try await summarize(CommandLine.arguments[1], to: CommandLine.arguments[2])
} catch {
  fail("\(error)")
}
