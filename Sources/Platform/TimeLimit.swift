/// Limits of time that people set, in seconds.
package enum TimeLimit {
  /// The longest, some 31 years: what is longer overflows one clock or another.
  package static let longest = 1e9

  /// `seconds` between nothing and `longest`; what is no number is `longest`.
  package static func clamped(_ seconds: Double) -> Double {
    seconds >= 0 ? min(seconds, longest) : seconds < 0 ? 0 : longest
  }

  /// Whether a person may ask for it.
  package static func allows(_ seconds: Double) -> Bool { seconds > 0 && seconds <= longest }
}
