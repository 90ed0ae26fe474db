import CLineEdit
import Foundation

/// Lines that a person types, with editing keys and a history that lasts; or the lines of a pipe.
struct LineReader {
  private let prompt: String
  private let history: String?
  private let isTerminal: Bool
  private static let remembered: Int32 = 1000

  /// - Parameter prompt: shown on a terminal.
  init(prompt: String) {
    self.prompt = prompt
    isTerminal = isatty(STDIN_FILENO) == 1 && Console.outputIsTerminal
    guard isTerminal else {
      history = nil
      return
    }
    history = Self.historyPath()
    using_history()
    stifle_history(Self.remembered)
    if let history { read_history(history) }
  }

  /// Whether a person sits there.
  var isInteractive: Bool { isTerminal }

  /// The next line; nil at the end of the input.
  func next() -> String? {
    guard isTerminal else { return readLine(strippingNewline: true) }
    guard let line = readline(prompt) else {
      Console.print("")
      return nil
    }
    defer { free(line) }
    let text = String(cString: line)
    if !text.allSatisfy(\.isWhitespace) {
      add_history(line)
      // A history that cannot be written is not worth a word.
      if let history { write_history(history) }
    }
    return text
  }

  /// `$XDG_STATE_HOME/peruse/history`, readable by its owner alone; nil where there is no such place.
  private static func historyPath() -> String? {
    let environment = ProcessInfo.processInfo.environment
    guard
      let base = environment["XDG_STATE_HOME"].flatMap({ $0.hasPrefix("/") ? $0 : nil })
        ?? environment["HOME"].map({ $0 + "/.local/state" })
    else { return nil }
    let folder = base + "/peruse", path = folder + "/history"
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    return FileManager.default.isWritableFile(atPath: path) ? path : nil
  }
}
