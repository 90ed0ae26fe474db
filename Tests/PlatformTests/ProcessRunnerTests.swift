import Foundation
import Glibc
import Platform
import Testing

@Suite("Other programs, run within limits")
struct ProcessRunnerTests {
  private let generous = ProcessRunner.Limits(seconds: 60)

  private func shell(
    _ script: String, input: ProcessRunner.Input = .nothing, limits: ProcessRunner.Limits? = nil
  ) throws -> String {
    let output = try ProcessRunner("sh").output(of: ["-c", script], input: input, limits: limits ?? generous)
    return String(decoding: output, as: UTF8.self)
  }

  private func failure(
    _ script: String, input: ProcessRunner.Input = .nothing, limits: ProcessRunner.Limits? = nil
  ) throws -> ProcessFailure? {
    do {
      _ = try shell(script, input: input, limits: limits)
      return nil
    } catch let failure as ProcessFailure { return failure }
  }

  @Test("Arguments arrive as they are, whatever a shell would make of them")
  func arguments() throws {
    let arguments = ["%s|", "a b", "$HOME", "`id`", "*", "", "'\"", "-n"]
    let output = try ProcessRunner("printf").output(of: arguments, limits: generous)
    #expect(String(decoding: output, as: UTF8.self) == "a b|$HOME|`id`|*||'\"|-n|")
  }

  @Test("A program that is not there is named")
  func missing() {
    #expect(throws: ProcessFailure(tool: "no-such-tool-x", reason: .notFound)) {
      try ProcessRunner("no-such-tool-x")
    }
    #expect(throws: ProcessFailure(tool: "/etc/passwd", reason: .notFound)) {
      try ProcessRunner("/etc/passwd")
    }
  }

  @Test("Input is fed while output is read, more than any pipe holds")
  func feeding() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let output = try ProcessRunner("cat").output(of: [], input: .bytes(bytes), limits: generous)
    #expect(output == bytes)
    #expect(try shell("cat; echo end") == "end\n", "without input it reads its end")
    #expect(
      try shell("exec head -c 3", input: .bytes(bytes)).utf8.count > 0, "what it does not read is no fault")
  }

  @Test("A temporary file can be read in any order as /dev/stdin")
  func files() throws {
    let file = try TemporaryFile(Array("0123456789".utf8))
    #expect(
      try shell("tail -c 2 /dev/stdin; head -c 2 /dev/stdin", input: .descriptor(file.descriptor)) == "8901")
  }

  @Test("The code of the end and the words of the standard error are kept")
  func codes() throws {
    let failed = try #require(try failure("echo first >&2; echo last words >&2; echo out; exit 3"))
    #expect(failed.reason == .code(3, words: "first\nlast words\n"))
    #expect(failed.description == "'sh' failed (3): last words")
    #expect(try failure("kill -TERM $$")?.reason == .signal(15, words: ""))
    let talkative = try ProcessRunner("sh").run(
      ["-c", "head -c 1000000 /dev/zero >&2"], limits: generous
    ) { _ in true }
    #expect(talkative.utf8.count == 1 << 16, "more words than anyone reads are read and let go")
  }

  @Test(
    "Time is limited, for what a program starts too, whether it is silent, talks or has closed its output")
  func time() throws {
    let short = ProcessRunner.Limits(seconds: 0.3)
    for script in [
      "sleep 600", "while :; do echo x; done", "exec >&- 2>&-; sleep 600", "sleep 600 & sleep 600",
      "trap '' TERM; sleep 600",
    ] {
      #expect(try failure(script, limits: short)?.reason == .time(0.3), "\(script)")
    }
  }

  @Test("Nothing is left running behind a program that has ended")
  func group() throws {
    let text = try shell("sleep 600 >/dev/null 2>&1 & echo $!")
    let number = try #require(Int32(text.dropLast()))
    // A killed orphan stays a zombie until its new parent looks after it.
    func hasEnded() -> Bool {
      let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
      guard let state = stat?.split(separator: " ") else { return true }
      return state[2] == "Z" || state[2] == "X"
    }
    for _ in 0..<100 where !hasEnded() { usleep(50_000) }
    #expect(hasEnded())
  }

  @Test("Output is limited, and can be declined without a fault")
  func output() throws {
    let limits = ProcessRunner.Limits(seconds: 60, outputBytes: 10_000)
    #expect(try failure("yes", limits: limits)?.reason == .output(10_000))
    var pieces = 0
    try ProcessRunner("yes").run([], limits: generous) { _ in
      pieces += 1
      return pieces < 3
    }
    #expect(pieces == 3)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try ProcessRunner("yes").run([], limits: generous) { _ in throw Stop() } }
  }

  @Test("Memory is limited", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/perl")))
  func memory() throws {
    let limits = ProcessRunner.Limits(seconds: 60, memoryBytes: 200 << 20)
    let script = "exec perl -e '$a = \"x\" x 1_000_000_000; print length $a'"
    #expect(try shell(script) == "1000000000")
    guard case .code? = try failure(script, limits: limits)?.reason else {
      Issue.record("a gigabyte fitted in 200 MB")
      return
    }
  }

  @Test("A child sees neither other open files nor the caller's locale")
  func surroundings() throws {
    let secret = open("/etc/passwd", O_RDONLY)
    defer { close(secret) }
    #expect(try shell("ls /proc/self/fd | wc -l").trimmingCharacters(in: .whitespacesAndNewlines) == "4")
    #expect(try shell("echo $LC_ALL") == "C.UTF-8\n")
  }
}
