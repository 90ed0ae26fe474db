import Foundation
import TestSupport
import Testing

@Suite(
  "Long output on a terminal",
  .enabled("script, which gives a terminal, is not installed") {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
  })
struct PagerTests {
  /// Runs Peruse on a terminal of its own whose pager marks its lines.
  private func lines(_ arguments: String, pager: String = "sed s/^/PAGED:/") throws -> [String] {
    let command = "stty rows 24 cols 80; exec \(Program.binary.path) \(arguments)"
    let outcome = try Program.shell(
      "PAGER='\(pager)' TERM=xterm script -qec '\(command)' /dev/null < /dev/null")
    return outcome.output.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test("Output longer than the terminal goes through the pager, and all of it")
  func long() throws {
    let file = Tool.corpus("stories/the-tide-clock.xml")
    let paged = try lines("inspect \(file)")
    #expect(paged.count > 24 && paged.allSatisfy { $0.hasPrefix("PAGED:") })
    let plain = try lines("inspect --no-pager \(file)")
    #expect(plain == paged.map { String($0.dropFirst(6)) })
    #expect(try lines("inspect \(file)", pager: "cat") == plain)
  }

  @Test("Output that fits does not, and neither does a pipe's")
  func short() throws {
    let scratch = try Scratch()
    let file = try scratch.write("t.txt", "The mill opened. Bees live in its garden.")
    #expect(try lines("inspect --format plain \(file)") == ["The mill opened. Bees live in its garden."])
    let outcome = try Program.shell(
      "PAGER=false \(Program.binary.path) inspect \(Tool.corpus("stories/the-tide-clock.xml"))")
    #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count > 24)
  }

  @Test("Colours in a pipe are sequences that a terminal knows, and there where asked for only")
  func colours() throws {
    let file = Tool.corpus("news/lisk-bridge-reopens.xml")
    let arguments = ["summarize", "--method", "lead", "--sentences", "1", file]
    let coloured = try Program.run(arguments + ["--color", "always"]).output
    #expect(coloured.contains("\u{1B}[1m") && coloured.contains("\u{1B}[0m"))
    #expect(!coloured.unicodeScalars.contains { $0.value >= 0x10FFFA })
    for choice in ["auto", "never"] {
      let plain = try Program.run(arguments + ["--color", choice]).output
      #expect(!plain.contains("\u{1B}") && !plain.unicodeScalars.contains { $0.value >= 0x10FFFA })
    }
  }

  @Test("Leaving the pager early ends the program without complaint")
  func left() throws {
    let shown = try lines("inspect \(Tool.corpus("articles/hedgerow-bumblebees.xml"))", pager: "head -n 2")
    #expect(shown.count == 2)
  }
}
