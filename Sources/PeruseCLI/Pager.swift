import Foundation
import Synchronization

/// Shows long output on a terminal through a pager: the program that `PAGER` names, or `less`.
///
/// Output is held until it is longer than the terminal. What is short, or comes slowly, is printed as if
/// there were no pager.
enum Pager {
  private enum State {
    case off
    case holding(text: String, rows: Int)
    case open(UnsafeMutablePointer<FILE>)
  }

  private static let state = Mutex(State.off)
  /// Seconds after which what is held is shown, however little it is.
  private static let patience = 0.5

  /// From now on output is paged.
  static func begin() {
    guard command != nil else { return }
    state.withLock { $0 = .holding(text: "", rows: 0) }
    // However the program ends, what is held is printed, and a pager is waited for.
    atexit { Pager.finish() }
  }

  /// Takes text over; false where it is to be printed as usual.
  static func take(_ text: String) -> Bool {
    let (isTaken, isGone) = state.withLock { state -> (Bool, Bool) in
      switch state {
      case .off: return (false, false)
      case .holding(let held, let rows):
        let (all, count) = (held + text, rows + height(of: text))
        state = .holding(text: all, rows: count)
        if count < Console.height {
          if held.isEmpty { showLater() }
          return (true, false)
        }
        guard let command, let file = open(command) else {
          state = .off
          return (print(all), false)
        }
        state = .open(file)
        return (true, !write(all, file))
      case .open(let file): return (true, !write(text, file))
      }
    }
    // The reader has seen enough.
    if isGone { Foundation.exit(0) }
    return isTaken
  }

  /// Prints what is held, or waits until the reader has left the pager.
  static func finish() {
    state.withLock { state in
      switch state {
      case .off: break
      case .holding(let text, _): _ = print(text)
      case .open(let file): pclose(file)
      }
      state = .off
    }
  }

  private static func showLater() {
    DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
      state.withLock { state in
        guard case .holding(let text, _) = state else { return }
        _ = print(text)
        state = .off
      }
    }
  }

  /// What runs as the pager; nil for none.
  private static var command: String? {
    if let chosen = ProcessInfo.processInfo.environment["PAGER"] {
      let words = chosen.trimmingCharacters(in: .whitespaces)
      return words.isEmpty || words == "cat" ? nil : words
    }
    guard ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/less") } ? "less" : nil
  }

  private static func open(_ command: String) -> UnsafeMutablePointer<FILE>? {
    // Colours are passed on, and the last page stays on the screen, as git has it.
    setenv("LESS", "FRX", 0)
    let file = popen(command, "w")
    // Ctrl-C belongs to the pager from here; leaving it ends the program with the next line.
    if file != nil { signal(SIGINT, SIG_IGN) }
    return file
  }

  private static func write(_ text: String, _ file: UnsafeMutablePointer<FILE>) -> Bool {
    fputs(text, file) >= 0 && fflush(file) == 0
  }

  private static func print(_ text: String) -> Bool {
    Console.write(text)
    return true
  }

  /// Rows of the terminal that text takes, colours left out.
  private static func height(of text: String) -> Int {
    let width = max(1, Console.width)
    let plain = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    return plain.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .reduce(0) { $0 + max(1, ($1.count + width - 1) / width) }
  }
}
