import Foundation
import TestSupport
import Testing

/// What `Tools/install` puts where shells look for it.
@Suite("Completions")
struct CompletionTests {
  /// A command with its names of options, as the program describes itself.
  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }
      var names: [Name]?
      var shouldDisplay: Bool
    }
    var commandName: String
    var shouldDisplay: Bool
    var subcommands: [Command]?
    var arguments: [Argument]?

    /// This command and all below it, each with the words that call it.
    func all(_ before: [String] = []) -> [(words: [String], command: Command)] {
      let words = before + [commandName]
      return [(words, self)] + below.flatMap { $0.all(words) }
    }
    var below: [Command] { (subcommands ?? []).filter(\.shouldDisplay) }
    var longOptions: [String] {
      (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(
        \.name)
    }
  }
  private struct Description: Decodable { var command: Command }

  private func command() throws -> Command {
    let described = try Tool.run(["--experimental-dump-help"])
    return try JSONDecoder().decode(Description.self, from: Data(described.output.utf8)).command
  }

  private func script(_ shell: String) throws -> String {
    let outcome = try Tool.run(["--generate-completion-script", shell])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// What `script` says about one command.
  private func part(of script: String, _ shell: String, _ words: [String]) throws -> Substring {
    if shell == "fish" {
      let name = "\"\(words.joined(separator: " "))\""
      return script.split(separator: "\n").filter { $0.contains(name) }.joined(separator: "\n")[...]
    }
    let start = try #require(script.range(of: "\n_\(words.joined(separator: "_"))() {\n"), "\(words)")
    let end = try #require(script[start.upperBound...].range(of: "\n}\n"), "\(words)")
    return script[start.upperBound..<end.lowerBound]
  }

  @Test(
    "The script of each shell offers every command, and to each command its own options",
    arguments: ["bash", "zsh", "fish"])
  func names(shell: String) throws {
    let script = try script(shell)
    let commands = try command().all()
    #expect(commands.count > 20)
    for (words, command) in commands {
      let part = try part(of: script, shell, words)
      let offered = Set(part.split { !$0.isLetter && !$0.isNumber && $0 != "-" })
      for name in command.below.map(\.commandName) {
        #expect(offered.contains(Substring(name)), "\(words) \(name)")
      }
      // fish names options without their hyphens.
      for name in command.longOptions.map({ shell == "fish" ? $0 : "--\($0)" }) {
        #expect(offered.contains(Substring(name)), "\(words) \(name)")
      }
    }
    let answer = try part(of: script, shell, ["peruse", "answer"])
    #expect(!answer.contains(shell == "fish" ? "-l 'sentences'" : "--sentences"), "another command's option")
  }

  @Test("bash takes its script, and completes commands and options with it")
  func bash() throws {
    let scratch = try Scratch()
    let script = try script("bash")
    let path = try scratch.write("peruse.bash", script)
    let checked = try Program.shell("bash -n '\(path)'")
    #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked.errors)")
    // What cannot be taken is refused: a check that takes everything would say nothing.
    let cut = try scratch.write("cut.bash", String(script.dropLast(script.count / 2)))
    #expect(try Program.shell("bash -n '\(cut)'").status != 0)

    func completed(_ words: [String]) throws -> Set<String> {
      let line = words.joined(separator: " ")
      let command = """
        source '\(path)'
        COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
        COMP_LINE='\(line)' COMP_POINT=\(line.count)
        _peruse peruse '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let file = try scratch.write("ask.bash", command)
      let outcome = try Program.shell("bash '\(file)'", in: scratch.path)
      return Set(outcome.output.split(whereSeparator: \.isWhitespace).map(String.init))
    }
    #expect(try completed(["peruse", "su"]) == ["summarize"])
    #expect(try completed(["peruse", "evaluate", "sq"]) == ["squad"])
    #expect(try completed(["peruse", "summarize", "--sent"]) == ["--sentences"])
  }

  @Test(
    "zsh and fish take their scripts",
    arguments: ["zsh", "fish"].filter { shell in
      ["/usr/bin", "/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
      }
    })
  func syntax(shell: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("peruse.\(shell)", try script(shell))
    let checked = try Program.shell("\(shell) -n '\(path)'")
    #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked.errors)")
  }
}
