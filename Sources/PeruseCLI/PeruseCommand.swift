import ArgumentParser
import Foundation
import Peruse
import Platform

@main
struct PeruseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peruse",
    abstract: "Reads documents: cited summaries and cited answers, offline.",
    discussion: """
      Reads PDF, Word, OpenDocument, EPUB, mail, feeds, subtitles, plain text, Markdown, HTML, LaTeX and \
      XML (TEI, JATS, NITF, NewsML, DocBook, MEDLINE, MediaWiki or any other). Every sentence and answer \
      comes with its place in the source: bytes and element, or page and lines.

      peruse summarize report.xml
      peruse answer "When did the bridge open?" report.xml
      peruse inspect report.xml

      Exit status, of every command: \(Failure.exitStatus)

      Defaults of your own stand in $XDG_CONFIG_HOME/peruse/config (~/.config/peruse/config): sections such as [summarize], lines such \
      as 'sentences = 3'. Batches ignore it, and --no-config leaves it out.
      """,
    version: peruseVersion,
    subcommands: [
      Summarize.self, AnswerQuestion.self, QuestionsCommand.self, Classify.self, Inspect.self,
      BatchCommand.self, Index.self, Search.self, Ask.self, Serve.self,
      ContextProtocolCommand.self, Schema.self, Train.self, Evaluate.self, Models.self, Doctor.self,
    ]
  )

  static func main() {
    // A closed pipe (`peruse … | head`) ends the output, not the program with a signal; and a file that has
    // reached the size that is allowed is an error like a full disk.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      try ArgumentCheck.check(arguments)
      let merged = try UserDefaultsFile.merged(
        into: arguments, environment: ProcessInfo.processInfo.environment)
      var command = try parseAsRoot(merged)
      try command.run()
    } catch let failure as Failure {
      Console.error(failure.description)
      Foundation.exit(failure.code.rawValue)
    } catch {
      let code = exitCode(for: error).rawValue
      if error is ExitCode { exit(withError: error) }
      if code == 0 || code == 64 {
        // Help, versions and what is wrong with the arguments; these may quote any file's name.
        let message = fullMessage(for: error)
        if code == 0 { Console.print(message) } else { Console.explain(message) }
        Foundation.exit(code)
      }
      let failure = Failure(error)
      Console.error(failure.description)
      Foundation.exit(failure.code.rawValue)
    }
  }

  /// What the program was called with, names of files in whatever bytes they have.
  static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map {
        // The process that started this one has done so already.
        IsolatedRun.isWorker
          ? String(cString: $0) : PathText.text(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
      }
    }
  }
}
