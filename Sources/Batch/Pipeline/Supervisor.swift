import Foundation

/// Runs a batch in a process of its own, and begins another where one is ended by a record: what ends a
/// process costs its record, never the run.
///
/// The processes are ordinary runs with the same arguments; those after the first go on with the output, so
/// everything that is safe stays. A record that has ended one is noted as a failure of the kind `crash` by
/// the next.
public struct Supervisor: Sendable {
  /// Program to run.
  public var executable: URL
  /// Its arguments.
  public var arguments: [String]
  /// Most memory of the process in bytes, not counting what it maps from files; nil for no limit.
  public var maximumMemory: Int?

  /// Processes in a row that may be ended while at nothing, as by somebody who kills them.
  private static let mostIdle = 3

  /// Status of a process that wants another in its place.
  public static let renewalStatus: Int32 = 75

  /// Creates a supervisor.
  public init(executable: URL, arguments: [String], maximumMemory: Int? = nil) {
    (self.executable, self.arguments, self.maximumMemory) = (executable, arguments, maximumMemory)
  }

  /// Runs until a process ends by itself.
  ///
  /// - Parameters:
  ///   - signal: asked now and then; a signal that came is handed on, once.
  ///   - crashed: called after each crash: how many may have been it, and in what words.
  /// - Returns: The exit status of the last process.
  /// - Throws: `CorpusError` where no process can be started, or one ends without working on anything.
  public func run(
    signal: () -> Int32?, crashed: (_ culprits: Int, _ words: String) -> Void
  ) throws(CorpusError) -> Int32 {
    let folder = try Self.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var orders = IsolationOrders()
    var known: Set<IsolationNotes.Culprit> = []
    var (isAlone, hasBegun) = (false, false)
    // Ends in a row of processes that were at nothing.
    var idle = 0
    while true {
      unlink(IsolationNotes.path(in: folder))
      let (reason, status, isHungry) = try start(folder, signal)
      guard let notes = IsolationNotes(folder: folder) else {
        throw .cannotOpen(path: folder, reason: String(cString: strerror(errno)))
      }
      hasBegun = hasBegun || notes.hasBegun
      if reason == .exit {
        guard status == Self.renewalStatus, notes.wantsRenewal, signal() == nil else { return status }
        if notes.isLate, let file = notes.file {
          orders.leaveAlone(
            file, .init(kind: "time", words: "reading it takes longer than the limit of a record"))
        }
        (isAlone, orders.suspectRecords, orders.suspectFiles) = (false, [], [])
      } else {
        if let number = signal() { return 128 + number }
        // Only a fault of its own tells whose it was; a signal from outside comes to whatever is at work.
        let isOwn = status != SIGKILL && status != SIGTERM && status != SIGINT && status != SIGHUP
        let suspects = notes.suspects(byFault: isOwn)
          .filter { !known.contains($0) }
        idle = suspects.isEmpty ? idle + 1 : 0
        if idle > 0, idle < Self.mostIdle {
          if hasBegun { try orders.write(to: folder) }
          continue
        }
        guard !suspects.isEmpty else {
          throw .cannotWrite(
            path: folder, reason: "the working process was ended while at no record: \(Self.words(status))")
        }
        // Several may be it, or none: one at a time shows. Where even that does not, all of them are left
        // out.
        isAlone = !isAlone && (suspects.count > 1 || !isOwn)
        let cause = isHungry ? "more than \((maximumMemory ?? 0) >> 20) MB of memory" : Self.words(status)
        crashed(isAlone ? suspects.count : 0, cause)
        orders.suspect(isAlone ? suspects : [])
        if !isAlone {
          known.formUnion(suspects)
          let words = "it ended the process that worked on it: \(cause)"
          let kind = isHungry ? "memory" : "crash"
          for suspect in suspects { orders.leaveAlone(suspect, .init(kind: kind, words: words)) }
        }
      }
      if hasBegun { try orders.write(to: folder) }
    }
  }

  private static func words(_ number: Int32) -> String {
    "signal \(number), \(strsignal(number).map { String(cString: $0) } ?? "unknown")"
  }

  private static func makeFolder() throws(CorpusError) -> String {
    let pattern = FileManager.default.temporaryDirectory.path + "/peruse-isolated-XXXXXX"
    var bytes = Array(pattern.utf8CString)
    let made = bytes.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) != nil } ?? false }
    guard made else { throw .cannotOpen(path: pattern, reason: String(cString: strerror(errno))) }
    return String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func start(
    _ folder: String, _ signal: () -> Int32?
  ) throws(CorpusError) -> (Process.TerminationReason, Int32, isHungry: Bool) {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let own = [
      Isolation.variable: folder, Isolation.parentVariable: "\(getpid())",
      // What a crash looks like inside is nothing to the reader of the run's messages.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
    do { try process.run() } catch {
      throw .cannotOpen(path: executable.path, reason: "the working process cannot be started")
    }
    var (isTold, isHungry) = (false, false)
    while process.isRunning {
      usleep(10_000)
      if !isTold, let number = signal() {
        kill(process.processIdentifier, number)
        isTold = true
      }
      if let maximumMemory, !isHungry, Self.memory(of: process.processIdentifier) > maximumMemory {
        kill(process.processIdentifier, SIGKILL)
        isHungry = true
      }
    }
    process.waitUntilExit()
    return (process.terminationReason, process.terminationStatus, isHungry)
  }

  /// Bytes of a process that are in memory and in no file.
  private static func memory(of process: pid_t) -> Int {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/statm") else { return 0 }
    let pages = String(decoding: data, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    return pages.count > 2 ? (pages[1] - pages[2]) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}
