import ArgumentParser
import Peruse

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of a command's results.",
    discussion: """
      peruse schema answers > answers.schema.json

      Kinds: summary (summarize), answers (answer, ask), inspection (inspect), passages (search), classification (classify), questions. The version stands at the end of $id; \
      it goes up when a member goes or changes its meaning.
      """)

  @Argument(
    help: ArgumentHelp(
      "summary, answers, inspection, passages, classification or questions.", valueName: "kind"))
  var kind: TaskResult.Kind

  func run() throws { Console.print(ResultSchema.text(of: kind)) }
}

extension TaskResult.Kind: ExpressibleByArgument {}
