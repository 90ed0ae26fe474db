import ArgumentParser
import Foundation
import Peruse

@main
struct PeruseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peruse",
    abstract: "Reads documents: cited summaries and cited answers, offline.",
    discussion: """
      Reads plain text, Markdown, HTML and XML (TEI, JATS, NITF, NewsML-G2, DocBook, XHTML, MEDLINE, \
      MediaWiki or any other). Every sentence and answer comes with its bytes and element in the source.

      peruse summarize report.xml
      peruse answer "When did the bridge open?" report.xml
      peruse inspect report.xml

      Exit status, of every command: \(Failure.exitStatus)

      Defaults of your own stand in $XDG_CONFIG_HOME/peruse/config (~/.config/peruse/config): sections such as [summarize], lines such \
      as 'sentences = 3'. Batches ignore it, and --no-config leaves it out.
      """,
    version: peruseVersion,
    subcommands: [
      Summarize.self, AnswerQuestion.self, Inspect.self, BatchCommand.self, Index.self, Search.self, Ask.self,
      Serve.self, ContextProtocolCommand.self, Schema.self,
      Train.self, Evaluate.self, Models.self,
    ]
  )

  static func main() {
    // A closed pipe (`peruse … | head`) ends the output, not the program with a signal.
    signal(SIGPIPE, SIG_IGN)
    do {
      let arguments = try UserDefaultsFile.merged(
        into: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      Console.error(failure.description)
      Foundation.exit(failure.code.rawValue)
    } catch {
      let code = exitCode(for: error).rawValue
      if code == 0 || code == 64 || error is ExitCode { exit(withError: error) }
      let failure = Failure(error)
      Console.error(failure.description)
      Foundation.exit(failure.code.rawValue)
    }
  }
}
