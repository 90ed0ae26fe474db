import Foundation
import Platform
import TestSupport
import Testing

@Suite("Stopping and going on", .serialized)
struct ResumeTests {
  /// 400 records: files, a dump, an archive, and some that cannot be read.
  private func input(_ folder: Scratch) throws {
    for number in 0..<150 { try folder.write("docs/f\(1000 + number).xml", Samples.xml(number)) }
    try folder.write("docs/f1050.xml", "<story><p>never closed</p>")
    try folder.write("docs/f1060.xml", "")
    try folder.write("docs/f1099.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0])
    try folder.write("docs/z-dump.xml", Samples.dump(150))
    for number in 0..<100 { try folder.write("packed/p\(number).md", Samples.text(number, sentences: 6)) }
    _ = try Program.shell("tar czf docs/archive.tar.gz packed", in: folder.path)
  }

  private func arguments(_ output: String, _ more: [String] = []) -> [String] {
    [
      "batch", "summarize", "docs", "--method", "textrank", "--sentences", "2", "--output", output, "--quiet",
    ] + more
  }

  @Test("A run that is killed again and again and resumed writes the bytes of a run that never was")
  func killed() throws {
    let folder = try Scratch()
    try input(folder)
    let whole = try Program.run(arguments("whole.jsonl"), in: folder.path)
    #expect(whole.status == 1)
    var numbers = SplitMix64(seed: 5)
    var kills = 0
    var runs = 0
    var slowest = 0.15
    while kills < 60 {
      runs += 1
      // Every so often from the beginning, so that all of the run is hit.
      let isComplete =
        try folder.exists("part.jsonl") && folder.read("part.jsonl") == folder.read("whole.jsonl")
      if isComplete {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasPrefix("part.jsonl") {
          try FileManager.default.removeItem(atPath: folder.path + "/" + name)
        }
      }
      let jobs = "\(Int.random(in: 1...3, using: &numbers))"
      let checkpoint = "\([1, 3, 10, 50].randomElement(using: &numbers) ?? 1)"
      let start = Date()
      let running = try Program.start(
        arguments("part.jsonl", ["--resume", "--jobs", jobs, "--checkpoint", checkpoint]), in: folder.path)
      let moment = Double.random(in: 0...slowest, using: &numbers)
      while Date().timeIntervalSince(start) < moment, running.process.isRunning { usleep(500) }
      if running.process.isRunning {
        kill(running.process.processIdentifier, SIGKILL)
        kills += 1
        _ = try running.wait()
      } else {
        let outcome = try running.wait()
        #expect(outcome.status == 1)
        slowest = max(0.02, min(slowest, moment))
      }
      try #require(runs < 1000)
    }
    let last = try Program.run(arguments("part.jsonl", ["--resume"]), in: folder.path)
    #expect(last.status == 1)
    #expect(try folder.read("part.jsonl") == folder.read("whole.jsonl"))
    #expect(try folder.read("part.jsonl.errors.jsonl") == folder.read("whole.jsonl.errors.jsonl"))
    #expect(try folder.lines("whole.jsonl.errors.jsonl").count == 3)
    #expect(try folder.lines("whole.jsonl").count == 398)
  }

  @Test("Output does not depend on the number of jobs")
  func jobs() throws {
    let folder = try Scratch()
    try input(folder)
    for jobs in 1...4 {
      _ = try Program.run(arguments("\(jobs).jsonl", ["--jobs", "\(jobs)"]), in: folder.path)
      #expect(try folder.read("\(jobs).jsonl") == folder.read("1.jsonl"))
      #expect(try folder.read("\(jobs).jsonl.errors.jsonl") == folder.read("1.jsonl.errors.jsonl"))
    }
  }

  @Test("Changed, new and vanished inputs are noticed, and the result is that of a new run")
  func changed() throws {
    let folder = try Scratch()
    try input(folder)
    _ = try Program.run(arguments("a.jsonl"), in: folder.path)
    try folder.write("docs/f1010.xml", Samples.xml(900))
    try folder.write("docs/f1020b.xml", Samples.xml(901))
    try FileManager.default.removeItem(atPath: folder.path + "/docs/f1030.xml")
    try folder.write("docs/f1060.xml", Samples.xml(902))
    let resumed = try Program.run(
      arguments("a.jsonl", ["--resume"]).filter { $0 != "--quiet" }, in: folder.path)
    // Some that were under way when the first change showed are done again.
    let words = resumed.errors.split(separator: " ")
    let kept = words.firstIndex(of: "of").flatMap { Int(words[$0 - 1]) } ?? 0
    #expect(kept > 250 && kept <= 398)
    _ = try Program.run(arguments("b.jsonl"), in: folder.path)
    #expect(try folder.read("a.jsonl") == folder.read("b.jsonl"))
    #expect(try folder.read("a.jsonl.errors.jsonl") == folder.read("b.jsonl.errors.jsonl"))
    #expect(!folder.exists("a.jsonl.aside") && !folder.exists("a.jsonl.journal.aside"))
  }

  @Test("Changes are taken up even when the run that takes them up is killed")
  func changedAndKilled() throws {
    let folder = try Scratch()
    try input(folder)
    var numbers = SplitMix64(seed: 11)
    _ = try Program.run(arguments("a.jsonl"), in: folder.path)
    for round in 0..<15 {
      let number = 1000 + Int.random(in: 0..<150, using: &numbers)
      try folder.write("docs/f\(number).xml", Samples.xml(2000 + round))
      let running = try Program.start(
        arguments("a.jsonl", ["--resume", "--checkpoint", "5"]), in: folder.path)
      usleep(UInt32.random(in: 1000...60000, using: &numbers))
      kill(running.process.processIdentifier, SIGKILL)
      _ = try running.wait()
    }
    _ = try Program.run(arguments("a.jsonl", ["--resume"]), in: folder.path)
    _ = try Program.run(arguments("b.jsonl"), in: folder.path)
    #expect(try folder.read("a.jsonl") == folder.read("b.jsonl"))
    #expect(try folder.read("a.jsonl.errors.jsonl") == folder.read("b.jsonl.errors.jsonl"))
  }

  @Test(
    "SIGINT and SIGTERM end a run in good order",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signals(number: Int32, status: Int32) throws {
    let folder = try Scratch()
    try folder.write("docs/dump.xml", Samples.dump(60_000))
    let running = try Program.start(arguments("a.jsonl", ["--checkpoint", "10"]), in: folder.path)
    // As soon as something has been written.
    while running.process.isRunning, (try? folder.read("a.jsonl"))?.isEmpty ?? true { usleep(1000) }
    kill(running.process.processIdentifier, number)
    let outcome = try running.wait()
    #expect(outcome.status == status)
    // What is there is whole, and the journal knows all of it.
    let count = try folder.lines("a.jsonl").count
    let noted =
      try String(decoding: folder.read("a.jsonl.journal"), as: UTF8.self).split(separator: "\n").count - 1
    #expect(count > 0 && count == noted)
  }

  @Test("A full disk ends the run with a message, and nothing finished is lost")
  func fullDisk() throws {
    let folder = try Scratch()
    try input(folder)
    _ = try Program.run(arguments("whole.jsonl"), in: folder.path)
    let disk = folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let mounted = try Program.shell("test $(id -u) = 0 && mount -t tmpfs -o size=80k none '\(disk)'")
    let hasDisk = mounted.status == 0
    defer { if hasDisk { _ = try? Program.shell("umount '\(disk)'") } }
    let command = arguments("disk/a.jsonl", ["--resume", "--checkpoint", "10"])
      .map { "'\($0)'" }.joined(separator: " ")
    // Without the right to make a disk, the system's limit on the size of files does as well.
    let limit = hasDisk ? "" : "trap '' XFSZ; ulimit -f 64; "
    let full = try Program.shell("\(limit)'\(Program.binary.path)' \(command)", in: folder.path)
    #expect(full.status == 74)
    #expect(full.errors.contains("cannot be written") && full.errors.contains("run again with --resume"))
    let saved = try folder.read("disk/a.jsonl").count
    #expect(saved > 0)
    if hasDisk { _ = try Program.shell("mount -o remount,size=40m '\(disk)'") }
    let after = try Program.shell("'\(Program.binary.path)' \(command)", in: folder.path)
    #expect(after.status == 1)
    #expect(try folder.read("disk/a.jsonl") == folder.read("whole.jsonl"))
  }

  @Test("An output that exists is neither overwritten nor resumed with other settings")
  func existing() throws {
    let folder = try Scratch()
    try folder.write("docs/a.xml", Samples.xml(1))
    #expect(try Program.run(arguments("a.jsonl"), in: folder.path).status == 0)
    let again = try Program.run(arguments("a.jsonl"), in: folder.path)
    #expect(again.status == 73)
    #expect(again.errors == "peruse: a.jsonl exists; go on with it by --resume, or replace it by --force\n")
    let other = try Program.run(arguments("a.jsonl", ["--resume", "--order", "score"]), in: folder.path)
    #expect(other.status == 64 && other.errors.contains("other settings"))
    #expect(
      try Program.run(arguments("a.jsonl", ["--force", "--order", "score"]), in: folder.path).status == 0)
    try folder.write("foreign.jsonl", "{}\n")
    let foreign = try Program.run(arguments("foreign.jsonl", ["--resume"]), in: folder.path)
    #expect(foreign.status == 65 && foreign.errors.contains("it is missing"))
    #expect(try folder.read("foreign.jsonl") == Data("{}\n".utf8))
  }

  @Test("Two runs cannot write one output")
  func locked() throws {
    let folder = try Scratch()
    try folder.write("docs/dump.xml", Samples.dump(60_000))
    let first = try Program.start(arguments("a.jsonl"), in: folder.path)
    while first.process.isRunning, (try? folder.read("a.jsonl"))?.isEmpty ?? true { usleep(1000) }
    let second = try Program.run(arguments("a.jsonl", ["--resume"]), in: folder.path)
    #expect(second.status == 75 && second.errors.contains("another run is writing"))
    kill(first.process.processIdentifier, SIGKILL)
    _ = try first.wait()
  }
}
