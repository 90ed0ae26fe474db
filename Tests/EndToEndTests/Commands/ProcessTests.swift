import Foundation
import TestSupport
import Testing

/// `peruse train` as users run it: a process that can be killed.
private final class TrainProcess {
  private let process = Process()
  private let errors = Pipe()
  private var rest = Data()
  /// Lines that the process has said on standard error so far.
  private(set) var lines: [String] = []

  /// Starts it, through a shell where `limits` says what the process may not do.
  init(_ arguments: [String], limits: String? = nil) throws {
    process.executableURL = limits == nil ? Program.binary : URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      limits.map { ["-c", "\($0); exec \"$0\" \"$@\"", Program.binary.path] + arguments } ?? arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
  }

  /// Reads standard error until `enough` lines have come that contain `text`; `false` where it ended before.
  func wait(for text: String, times enough: Int = 1) -> Bool {
    var seen = 0
    while seen < enough {
      guard let line = nextLine() else { return false }
      if line.contains(text) { seen += 1 }
    }
    return true
  }

  private func nextLine() -> String? {
    while true {
      if let end = rest.firstIndex(of: 0x0A) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest = Data(rest[(end + 1)...])
        lines.append(line)
        return line
      }
      let more = errors.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      rest += more
    }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until it has ended; the exit status, or the signal that ended it, negative.
  func end() -> Int32 {
    while nextLine() != nil {}
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}

@Suite("peruse train, the program")
struct ProcessTests {
  /// A tiny model, tiny data, and the arguments that train it in some hundred steps.
  private struct Workplace {
    let scratch: Scratch
    var arguments: [String]

    init(steps: Int = 150) throws {
      scratch = try Scratch()
      try TinyReader.write(to: scratch.path + "/model")
      let data = try scratch.write("data.json", TinyReader.squad(200))
      let config = try scratch.write(
        "config.json",
        """
        {"start": "\(scratch.path)/model", "data": ["\(data)"], "steps": \(steps), "batchTokens": 512, "logEvery": 1,
         "evaluateEvery": 40, "checkpointEvery": 9, "poolRecords": 50, "learningRate": 0.002, "heldOutShare": 0.2,
         "average": 0.99, "workers": 2, "reader": {"window": 64, "overlap": 16}}
        """)
      arguments = ["train", "reader", "--config", config]
    }

    func start(_ run: String, _ more: [String] = [], limits: String? = nil) throws -> TrainProcess {
      try TrainProcess(arguments + ["--run", path(run)] + more, limits: limits)
    }

    func path(_ run: String) -> String { run.hasPrefix("/") ? run : "\(scratch.path)/\(run)" }

    func result(_ run: String) throws -> [Data] {
      try ["model/model.safetensors", "metrics.csv"].map {
        try Data(contentsOf: URL(fileURLWithPath: "\(path(run))/\($0)"))
      }
    }
  }

  @Test("killed at random moments and resumed, it ends with the bits of a run that never was")
  func killed() throws {
    let place = try Workplace()
    #expect(try place.start("whole").end() == 0)
    var kills = 0
    for _ in 0..<8 {
      let process = try place.start("killed", ["--resume"])
      // Any moment: while it reads, steps, measures, or writes a checkpoint.
      let alive =
        Bool.random()
        ? process.wait(for: "step ", times: .random(in: 1...25))
        : process.wait(for: "saved", times: .random(in: 1...2))
      process.send(SIGKILL)
      if process.end() == -SIGKILL { kills += 1 }
      if !alive { break }
    }
    #expect(kills > 0)
    #expect(try place.start("killed", ["--resume"]).end() == 0)
    #expect(try place.result("killed") == place.result("whole"))
  }

  @Test(
    "asked to stop, it saves, says how to go on, and ends with the signal's number",
    arguments: [SIGINT, SIGTERM])
  func stopped(signal: Int32) throws {
    let place = try Workplace()
    #expect(try place.start("whole").end() == 0)
    let process = try place.start("stopped")
    #expect(process.wait(for: "saved"))
    process.send(signal)
    #expect(process.end() == 128 + signal)
    #expect(process.lines.last?.contains("is saved; go on with --run") == true)
    #expect(try place.start("stopped", ["--resume"]).end() == 0)
    #expect(try place.result("stopped") == place.result("whole"))
  }

  @Test("a file that may not grow stops it with a clear error, and the last checkpoint is whole")
  func fileLimit() throws {
    let place = try Workplace()
    #expect(try place.start("whole").end() == 0)
    let process = try place.start("limited")
    #expect(process.wait(for: "saved"))
    process.send(SIGINT)
    _ = process.end()
    // 64 blocks of 512 bytes: the state has room, the tensors have not.
    let limited = try place.start("limited", ["--resume"], limits: "ulimit -f 64")
    #expect(limited.end() == 74)
    let message = try #require(limited.lines.last)
    #expect(message.contains("cannot be written") && message.contains("then resume"))
    #expect(try place.start("limited", ["--resume"]).end() == 0)
    #expect(try place.result("limited") == place.result("whole"))
  }

  @Test("a second signal ends it at once, without saving, and the last checkpoint is whole")
  func twoSignals() throws {
    let place = try Workplace()
    #expect(try place.start("whole").end() == 0)
    let process = try place.start("impatient")
    #expect(process.wait(for: "saved"))
    // Both are delivered before it takes another step.
    process.send(SIGSTOP)
    process.send(SIGINT)
    process.send(SIGTERM)
    process.send(SIGCONT)
    #expect([130, 143].contains(process.end()))
    #expect(!process.lines.contains { $0.contains("stopped after") })
    #expect(try place.start("impatient", ["--resume"]).end() == 0)
    #expect(try place.result("impatient") == place.result("whole"))
  }

  private static func sh(_ command: String) -> Int32 { (try? Program.shell(command))?.status ?? -1 }

  private static let canMount: Bool = {
    guard let folder = try? Scratch() else { return false }
    return sh("mount -t tmpfs -o size=64k tmpfs '\(folder.path)' && umount '\(folder.path)'") == 0
  }()

  @Test(
    "a full disk stops it with a clear error, and the last checkpoint is whole",
    .enabled(if: canMount, "needs a file system of its own, which only root can mount"))
  func fullDisk() throws {
    let place = try Workplace()
    #expect(try place.start("whole").end() == 0)
    let disk = try Scratch()
    // Room for one checkpoint and a half.
    let checkpoint = try FileManager.default.contentsOfDirectory(atPath: place.path("whole/checkpoints"))[0]
    let tensors = try FileManager.default.attributesOfItem(
      atPath: place.path("whole/checkpoints/\(checkpoint)/tensors.safetensors"))
    let size = try #require(tensors[.size] as? Int)
    #expect(Self.sh("mount -t tmpfs -o size=\(size * 3 / 2) tmpfs '\(disk.path)'") == 0)
    defer { _ = Self.sh("umount '\(disk.path)'") }
    let full = try place.start(disk.path + "/run")
    #expect(full.end() == 74)
    #expect(full.lines.last?.contains("No space left on device") == true)
    #expect(full.lines.contains { $0.contains("step 9: saved") })
    #expect(Self.sh("mount -o remount,size=64m '\(disk.path)'") == 0)
    let resumed = try place.start(disk.path + "/run", ["--resume"])
    #expect(resumed.end() == 0)
    #expect(resumed.lines.contains { $0.contains("going on from step 9") })
    #expect(try place.result(disk.path + "/run") == place.result("whole"))
  }

  @Test("says what is wrong with what it was given, with an exit code of its kind")
  func errors() throws {
    let place = try Workplace()
    func failure(_ arguments: [String]) throws -> (code: Int32, text: String) {
      let process = try TrainProcess(arguments)
      let code = process.end()
      return (code, process.lines.joined(separator: "\n"))
    }
    let run = ["--run", place.path("errors")]
    let task = try failure(["train", "raeder"])
    #expect(task.code == 64 && task.text.contains("did you mean \"reader\"?"))
    let key = try failure(place.arguments + run + ["--set", "learnRate=1"])
    #expect(key.code == 64 && key.text.contains("did you mean \"learningRate\"?"))
    let value = try failure(place.arguments + run + ["--epochs=-3", "--steps", "0"])
    #expect(value.code == 64 && value.text.contains("epochs: must be above 0"))
    let missing = try failure(
      [
        "train", "reader", "--start", place.path("model"), "--data", "/nowhere.json", "--set",
        "reader.window=64", "--set", "reader.overlap=16",
      ] + run)
    #expect(missing.code == 66 && missing.text.contains("/nowhere.json"))
    let start = try failure(
      ["train", "reader", "--start", "/nowhere", "--data", place.path("data.json")] + run)
    #expect(start.code == 66 && start.text.contains("/nowhere/"))
    let none = try failure(["train", "reader", "--resume", "--run", place.path("never")])
    #expect(none.code == 64 && none.text.contains("data: no training data"))
    #expect(try place.start("twice", ["--steps", "2"]).end() == 0)
    let twice = try failure(place.arguments + ["--run", place.path("twice")])
    #expect(twice.code == 64 && twice.text.contains("--resume"))
  }

  @Test("the help names every setting")
  func help() throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = Program.binary
    process.arguments = ["help", "train"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    for word in [
      "--resume", "--config", "learningRate", "optimizer.beta2", "reader.window", "checkpointEvery",
    ] {
      #expect(text.contains(word))
    }
  }
}
