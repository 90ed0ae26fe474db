import ArgumentParser
import Foundation
import Peruse
import Platform

/// A batch whose work is done by another process of this program.
enum IsolatedRun {
  /// Whether this process is the one that works.
  static var isWorker: Bool { getenv(Isolation.variable) != nil }

  /// For the process that works: its notes.
  static func isolation() throws -> Isolation? {
    guard let folder = getenv(Isolation.variable).map({ String(cString: $0) }) else { return nil }
    endWithParent(folder)
    let isolation = try Isolation(folder: folder)
    // A process that has been ended leaves no image of its memory behind.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    isolation.watchFaults()
    return isolation
  }

  /// Nobody goes on with the output of a process that nobody watches, so it does not outlive the one that
  /// does.
  private static func endWithParent(_ folder: String) {
    guard let parent = getenv(Isolation.parentVariable).flatMap({ pid_t(String(cString: $0)) }) else {
      return
    }
    let thread = Thread {
      while getppid() == parent { usleep(50_000) }
      // Nobody else removes it.
      try? FileManager.default.removeItem(atPath: folder)
      _exit(Failure.Code.temporary.rawValue)
    }
    thread.start()
  }

  /// - Throws: a usage error where the input can be read only once, so that no process could go on with it.
  static func check(_ paths: [String]) throws {
    for path in paths {
      var status = stat()
      let isFile =
        path != "-"
        && (PathText.withPath(path) { stat($0, &status) } != 0
          || [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT))
      guard isFile else {
        throw ValidationError(
          "--isolate begins again where a process ends, so it needs files and folders: \(path) can be read only once"
        )
      }
    }
  }

  /// Runs the batch to its end, and ends the program with its exit status.
  static func run(maximumMegabytes: Int?, quiet: Bool) throws -> Never {
    // Not the name that the program was called by, which need not be a path; and what the link says, since
    // the file may be replaced by a newer one meanwhile.
    let supervisor = Supervisor(
      executable: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(),
      arguments: PeruseCommand.arguments, maximumMemory: maximumMegabytes.map { $0 << 20 })
    StopSignals.watch()
    let status = try supervisor.run(signal: { StopSignals.received }) { suspects, words in
      guard !quiet else { return }
      switch suspects {
      case 0: Console.error("a record is left out: it ended the process (\(words)); going on")
      case 1: Console.error("a record is tried once more: the process was ended (\(words))")
      default: Console.error("\(suspects) records are tried one at a time: the process was ended (\(words))")
      }
    }
    Foundation.exit(status)
  }
}
