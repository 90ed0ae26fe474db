import Foundation
import Peruse
import Platform

/// A batch whose work is done by another process of this program.
struct IsolatedRun {
  let destination: BatchOutput
  let jobs: Int

  /// Whether this process is the one that works.
  static var isWorker: Bool { getenv(Isolation.variable) != nil }

  /// For the process that works: its notes, and its limit of memory.
  static func isolation(maxMemory: Int?) throws -> Isolation? {
    guard let folder = getenv(Isolation.variable).map({ String(cString: $0) }) else { return nil }
    if let maxMemory {
      let bytes = rlim_t(maxMemory) << 20
      var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
      guard setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else {
        throw Failure(.internal, "--max-memory: the system refuses this limit")
      }
    }
    // A process that has been ended leaves no image of its memory behind.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    endWithParent()
    return try Isolation(folder: folder)
  }

  /// Nobody goes on with the output of a process that nobody watches, so it does not outlive the one that does.
  private static func endWithParent() {
    let parent = getppid()
    let thread = Thread {
      while getppid() == parent { usleep(50_000) }
      _exit(Failure.Code.temporary.rawValue)
    }
    thread.start()
  }

  /// Runs the batch to its end, and ends the program with its exit status.
  func run(quiet: Bool) throws {
    let arguments = PeruseCommand.arguments
    let going = arguments.filter { $0 != "--force" && $0 != "--resume" } + ["--resume"]
    let supervisor = Supervisor(
      executable: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(),
      folder: (destination.path ?? "peruse") + ".isolated", first: arguments,
      next: { alone in alone ? going + ["--jobs", "1"] : going })
    StopSignals.watch()
    let status = try supervisor.run(signal: { StopSignals.received }) { culprits, words in
      guard !quiet else { return }
      Console.error(
        culprits == 1
          ? "a record is left out: \(words)" : "one of \(culprits) records ended a process; trying each alone"
      )
    }
    Foundation.exit(status)
  }
}
