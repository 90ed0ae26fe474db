import Glibc

/// How far something is, on standard error: one line that changes on a terminal, a plain line now and then in
/// a log.
package struct ProgressLine {
  /// Whether standard error is a terminal.
  package static let isLive = isatty(STDERR_FILENO) == 1

  private static let pause: Duration = isLive ? .milliseconds(100) : .seconds(10)
  private let isQuiet: Bool
  private var lastShown = ContinuousClock.now
  private var isOpen = false

  package init(quiet: Bool) { isQuiet = quiet }

  /// Whether a line is due: at most ten a second on a terminal, one in ten seconds in a log. Saying so counts
  /// as showing it.
  package mutating func isDue() -> Bool {
    let now = ContinuousClock.now
    guard !isQuiet, now - lastShown >= Self.pause else { return false }
    lastShown = now
    return true
  }

  /// Shows `facts`, behind a bar where `share` in 0…1 is known and there is a terminal to draw it on.
  package mutating func show(_ facts: String, share: Double? = nil) {
    guard !isQuiet else { return }
    guard Self.isLive else { return Self.write("peruse: \(facts)\n") }
    let bar = share.map { Self.bar($0) + " " } ?? ""
    Self.write("\r\u{1B}[2K" + (bar + facts).prefix(max(20, Self.width - 1)))
    isOpen = true
  }

  /// Takes the line that changes away.
  package mutating func clear() {
    if isOpen { Self.write("\r\u{1B}[2K") }
    isOpen = false
  }

  /// `4:05`, or `1:04:05`.
  package static func clock(_ seconds: Double) -> String {
    let seconds = seconds.isFinite ? Int(min(max(seconds, 0), 1e9).rounded()) : 0
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    guard seconds >= 3600 else { return "\(seconds / 60):\(two(seconds % 60))" }
    return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// 24 columns, as many of them filled as `share` says.
  package static func bar(_ share: Double) -> String {
    let filled = share.isFinite ? Int(24 * min(max(share, 0), 1)) : 0
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
  }

  /// Columns of the terminal; 80 where they are not known.
  private static var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private static func write(_ text: String) {
    // Nobody is left to tell where standard error is gone.
    try? Descriptor.write(STDERR_FILENO, Array(text.utf8))
  }
}
