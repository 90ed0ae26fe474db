import CLineEdit
import Foundation
import Synchronization

/// Lines that a person types, with editing keys and a history that lasts; or the lines of a pipe.
struct LineEditor {
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
    guard let line = typed() else {
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

  private static let interrupted = Atomic<Bool>(false)

  /// A line; Ctrl-C gives up what has been typed of one, and nothing else.
  private func typed() -> UnsafeMutablePointer<CChar>? {
    // Without SA_RESTART, so that the editor's read comes back; its first use of the flag is no place for a
    // signal handler.
    Self.interrupted.store(false, ordering: .relaxed)
    var action = sigaction()
    var before = sigaction()
    action.__sigaction_handler.sa_handler = { _ in LineEditor.interrupted.store(true, ordering: .relaxed) }
    sigaction(SIGINT, &action, &before)
    defer { sigaction(SIGINT, &before, nil) }
    while true {
      if let line = readline(prompt) { return line }
      guard Self.interrupted.exchange(false, ordering: .relaxed) else { return nil }
      Console.print("")
    }
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
