import Foundation
import TestSupport
import Testing

/// Runs that work in a process of their own, which records, limits and other programs end.
@Suite("Work apart")
struct IsolationTests {
  /// Megabytes that the process may take, and of a file that goes beyond them.
  private static let (limit, large) = (40, 240)

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    for name in ["a", "c", "d"] { try folder.write("docs/\(name).txt", Samples.text(1)) }
    return folder
  }

  private func plain(_ folder: Scratch, _ inputs: [String] = ["docs"]) throws -> Data {
    let outcome = try Program.run(
      ["batch", "inspect"] + inputs + ["--quiet", "--output", "plain.jsonl"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.read("plain.jsonl")
  }

  @Test("What takes more memory than the process may costs one error line")
  func memory() throws {
    let folder = try folder()
    let expected = try plain(folder)
    // A hole of the file system takes no room on the disk, and all of it in memory.
    let large = folder.path + "/docs/b.txt"
    try #require(FileManager.default.createFile(atPath: large, contents: Data("The mill is old.\n".utf8)))
    try #require(truncate(large, off_t(Self.large) << 20) == 0)
    let arguments = [
      "batch", "inspect", "docs", "--quiet", "--isolate", "--max-memory", "\(Self.limit)", "--output",
      "o.jsonl", "--jobs", "2",
    ]
    let outcome = try Program.run(arguments, in: folder.path)
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(try folder.read("o.jsonl") == expected)
    let errors = try folder.lines("o.jsonl.errors.jsonl")
    #expect(errors.map { $0["kind"] as? String } == ["memory"])
    #expect(errors.map { $0["id"] as? String } == ["docs/b.txt"])
  }

  @Test("A working process that somebody kills costs nothing, and one that nobody watches ends")
  func killed() throws {
    let folder = try Scratch()
    let lines = (0..<300).map { "{\"id\":\"\($0)\",\"text\":\"\(Samples.text($0, sentences: 1))\"}\n" }
      .joined()
    try folder.write("in.jsonl", lines)
    let expected = try plain(folder, ["in.jsonl"])
    let script = """
      import os, signal, subprocess, sys, time
      def children(pid):
          # Threads and processes may end while they are looked at.
          found = []
          try: tasks = os.listdir(f"/proc/{pid}/task")
          except OSError: return found
          for task in tasks:
              try: found += [int(n) for n in open(f"/proc/{pid}/task/{task}/children").read().split()]
              except OSError: pass
          return found
      def end(pid):
          try: os.kill(pid, signal.SIGKILL)
          except ProcessLookupError: pass
      def run(*more):
          return subprocess.Popen([sys.argv[1], "batch", "inspect", "in.jsonl", "--output", "o.jsonl", "--isolate",
              "--checkpoint", "10", *more], stderr=subprocess.DEVNULL)
      def worker(process, size):
          while process.poll() is None:
              found = children(process.pid)
              if found and os.path.exists("o.jsonl") and os.path.getsize("o.jsonl") > size: return found[0]
              time.sleep(0.005)
      process = run()
      if one := worker(process, 0): end(one)
      one = worker(process, os.path.getsize("o.jsonl"))
      process.kill()
      process.wait()
      while one and os.path.exists(f"/proc/{one}"): time.sleep(0.01)
      process = run("--resume")
      if one := worker(process, os.path.getsize("o.jsonl")): end(one)
      sys.exit(process.wait())
      """
    try folder.write("kill.py", script)
    let outcome = try Program.shell("python3 kill.py '\(Program.binary.path)'", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.read("o.jsonl") == expected)
    #expect(!folder.exists("o.jsonl.errors.jsonl"))
  }

  @Test("Without such a record the output is that of an ordinary run, whatever bytes a file's name has")
  func same() throws {
    let folder = try folder()
    _ = try Program.shell("printf 'The mill is old.' > \"$(printf 'docs/caf\\351.txt')\"", in: folder.path)
    let expected = try plain(folder)
    for output in ["apart.jsonl", "docs/inside.jsonl"] {
      let outcome = try Program.run(
        ["batch", "inspect", "docs", "--quiet", "--isolate", "--output", output, "--jobs", "2"],
        in: folder.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.read(output) == expected)
    }
    let named = try Program.shell(
      "'\(Program.binary.path)' batch inspect docs/caf* --quiet --isolate --output named.jsonl",
      in: folder.path)
    #expect(named.status == 0, "\(named.errors)")
    #expect(try folder.lines("named.jsonl").count == 1)
  }

  @Test("What cannot be gone on with is refused in words")
  func senseless() throws {
    let folder = try folder()
    var outcome = try Program.run(
      ["batch", "inspect", "docs", "--output", "o", "--max-memory", "500"], in: folder.path)
    #expect(outcome.status == 64 && outcome.errors.contains("--max-memory belongs to --isolate"))
    outcome = try Program.run(["batch", "inspect", "docs", "--output", "-", "--isolate"], in: folder.path)
    #expect(outcome.status == 64 && outcome.errors.contains("needs a file or folder"))
    _ = try Program.shell("mkfifo pipe", in: folder.path)
    for input in [["-"], ["pipe"], ["docs", "--files-from", "-"]] {
      outcome = try Program.run(["batch", "inspect", "--output", "o", "--isolate"] + input, in: folder.path)
      #expect(outcome.status == 64 && outcome.errors.contains("can be read only once"), "\(outcome.errors)")
    }
  }

  @Test("An output that exists stays as it is")
  func exists() throws {
    let folder = try folder()
    try folder.write("o.jsonl", "mine\n")
    let outcome = try Program.run(
      ["batch", "inspect", "docs", "--output", "o.jsonl", "--isolate"], in: folder.path)
    #expect(outcome.status == 73, "\(outcome.errors)")
    #expect(try folder.read("o.jsonl") == Data("mine\n".utf8))
  }
}
