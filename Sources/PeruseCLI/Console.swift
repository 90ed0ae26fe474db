import Foundation

/// Standard output and standard error, and what is known about the terminal behind them.
enum Console {
  /// Whether standard output is a terminal.
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
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

  /// Writes a line to standard output: as it is to a file or a pipe, through ``TerminalText`` to a terminal.
  static func print(_ line: String) {
    write((outputIsTerminal ? TerminalText.shown(line) : line) + "\n", to: STDOUT_FILENO)
  }

  /// Writes one line, `peruse: message`, to standard error.
  static func error(_ message: String) {
    write("peruse: \(TerminalText.shown(message, keepsLines: false))\n", to: STDERR_FILENO)
  }

  /// Writes lines to standard error.
  static func explain(_ message: String) {
    write(TerminalText.shown(message) + "\n", to: STDERR_FILENO)
  }

  /// Writes over the present line of standard error, or clears it: progress on a terminal.
  static func status(over text: String) {
    write("\r\u{1B}[2K" + TerminalText.shown(text, keepsLines: false), to: STDERR_FILENO)
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, rest.count > 0 {
        let written = Foundation.write(descriptor, base, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          guard descriptor == STDOUT_FILENO else { return }
          // The reader has gone: nobody is left to tell. Anything else is a fault of the disk.
          let code = errno
          if code == EPIPE { Foundation.exit(0) }
          Console.error("standard output cannot be written: \(String(cString: strerror(code)))")
          Foundation.exit(Failure.Code.io.rawValue)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      }
    }
  }
}

extension Console {
  /// Ends the program.
  static func exit(_ code: Failure.Code) -> Never {
    Foundation.exit(code.rawValue)
  }
}
