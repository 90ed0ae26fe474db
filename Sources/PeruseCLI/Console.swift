import Foundation
import Platform
import Synchronization

/// Standard output and standard error, and what is known about the terminal behind them.
enum Console {
  /// Whether standard output is a terminal.
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether text is laid out as for a terminal wherever it goes, as `--color always` asks.
  static let laysOut = Atomic(false)
  /// Whether standard error is a terminal.
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1
  /// Colours only on a terminal that has them and a user who has not declined (no-color.org).
  static let colours =
    outputIsTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"

  /// Width of the terminal in columns; 80 where it is not known.
  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment("COLUMNS").flatMap { Int($0) } ?? 80
  }

  /// Rows of the terminal; 24 where it is not known.
  static var height: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 { return Int(size.ws_row) }
    return environment("LINES").flatMap { Int($0) } ?? 24
  }

  /// Writes a line to standard output: as it is to a file or a pipe, through `TerminalText` to a terminal.
  static func print(_ line: String) {
    let text = (outputIsTerminal || laysOut.load(ordering: .relaxed) ? TerminalText.shown(line) : line) + "\n"
    if !Pager.take(text) { write(text) }
  }

  /// Whether what is printed goes as it is to a file or a pipe, and may go in pieces.
  static var takesPieces: Bool { !outputIsTerminal && !laysOut.load(ordering: .relaxed) }

  /// Writes text to standard output as it is.
  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes one line, `peruse: message`, to standard error.
  static func error(_ message: String) {
    write("peruse: \(TerminalText.shown(message, keepsLines: false))\n", to: STDERR_FILENO)
  }

  /// `error(_:)`, but nothing that has been said already.
  static func errorOnce(_ message: String) {
    if said.withLock({ $0.insert(message).inserted }) { error(message) }
  }

  private static let said = Mutex<Set<String>>([])

  /// Writes lines to standard error.
  static func explain(_ message: String) {
    write(TerminalText.shown(message) + "\n", to: STDERR_FILENO)
  }

  /// Writes over the present line of standard error, or clears it: progress on a terminal.
  static func status(over text: String) {
    write("\r\u{1B}[2K" + TerminalText.shown(text, keepsLines: false), to: STDERR_FILENO)
  }

  /// Where standard input is a terminal, says that somebody has to type now.
  static func sayWaiting(for what: String) {
    if isatty(STDIN_FILENO) == 1 { error("waiting for \(what) on standard input; Ctrl-D ends it") }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    let result = text.withUTF8 { utf8 in
      Result { () throws(SystemError) in try Descriptor.write(descriptor, UnsafeRawBufferPointer(utf8)) }
    }
    do { try result.get() } catch {
      guard descriptor == STDOUT_FILENO else { return }
      // The reader has gone: nobody is left to tell. Anything else is a fault of the disk.
      if error.code == EPIPE { Foundation.exit(0) }
      Console.error("standard output cannot be written: \(error.words)")
      Foundation.exit(Failure.Code.io.rawValue)
    }
  }
}

extension Console {
  /// Ends the program.
  static func exit(_ code: Failure.Code) -> Never {
    Foundation.exit(code.rawValue)
  }
}
