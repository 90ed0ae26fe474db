import Foundation

/// Runs a batch in a process of its own, and begins another where one is ended by a record: what ends a process costs
/// its record, never the run.
///
/// The processes are ordinary runs that go on with the output (`--resume`), so everything that is safe stays. A record
/// that has ended one is noted as a failure of the kind `crash` by the next.
public struct Supervisor: Sendable {
  /// Program to run.
  public var executable: URL
  /// Its arguments for a process that begins.
  public var first: [String]
  /// Its arguments for one that goes on; `alone` where only one record may be worked on at a time.
  public var next: @Sendable (_ alone: Bool) -> [String]
  /// Folder for notes, which is made and removed.
  public var folder: String

  /// Creates a supervisor.
  public init(
    executable: URL, folder: String, first: [String], next: @escaping @Sendable (_ alone: Bool) -> [String]
  ) {
    (self.executable, self.folder, self.first, self.next) = (executable, folder, first, next)
  }

  /// Runs until a process ends by itself.
  ///
  /// - Parameters:
  ///   - signal: asked now and then; a signal that came is handed on, once.
  ///   - crashed: called with what is known about each crash.
  /// - Returns: The exit status of the last process.
  /// - Throws: `CorpusError` where no process can be started, or one ends without working on anything.
  public func run(
    signal: () -> Int32?, crashed: (_ culprits: Int, _ words: String) -> Void
  ) throws(CorpusError) -> Int32 {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw .cannotOpen(path: folder, reason: String(cString: strerror(errno))) }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var arguments = first
    var known: Set<Isolation.Culprit> = []
    while true {
      unlink(folder + "/notes")
      let (reason, status) = try start(arguments, signal)
      guard reason == .uncaughtSignal else { return status }
      let words = "it ended the process that worked on it (signal \(status))"
      let suspects = Isolation.suspects(in: folder).filter { !known.contains($0) }
      guard !suspects.isEmpty else {
        throw .cannotWrite(
          path: folder, reason: "the working process was ended by signal \(status) while at no record")
      }
      crashed(suspects.count, words)
      if suspects.count == 1 {
        known.insert(suspects[0])
        try note(suspects[0], words)
      }
      // Several may be it: one at a time shows which.
      arguments = next(suspects.count > 1)
    }
  }

  private func start(
    _ arguments: [String], _ signal: () -> Int32?
  ) throws(CorpusError) -> (Process.TerminationReason, Int32) {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging([Isolation.variable: folder]) { $1 }
    do { try process.run() } catch {
      throw .cannotOpen(path: executable.path, reason: "the working process cannot be started")
    }
    var isTold = false
    while process.isRunning {
      usleep(20_000)
      if !isTold, let number = signal() {
        kill(process.processIdentifier, number)
        isTold = true
      }
    }
    process.waitUntilExit()
    return (process.terminationReason, process.terminationStatus)
  }

  private func note(_ culprit: Isolation.Culprit, _ words: String) throws(CorpusError) {
    let line =
      switch culprit {
      case .record(let key): "key\t\(key.text)\t\(words)\n"
      case .file(let path): "path\t\(path)\t\(words)\n"
      }
    let file = try AppendFile(path: folder + "/culprits")
    try file.append(Array(line.utf8))
    try file.sync()
  }
}
