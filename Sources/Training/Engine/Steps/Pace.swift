/// Speed over the last steps, and the time that is left.
struct Pace {
  private var marks: [(seconds: Double, tokens: Int, share: Double)] = []
  private var start = ContinuousClock.now
  private var loss: Double?

  /// Steps that count.
  private static let window = 30

  /// Seconds since this process began to train.
  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Forgets time that was not spent on steps.
  mutating func pause() { marks = [] }

  /// Takes in a step; `tokens` and `share` are those of the whole run so far.
  mutating func mark(tokens: Int, share: Double, loss new: Double) {
    marks.append((seconds, tokens, share))
    if marks.count > Self.window { marks.removeFirst() }
    loss = loss.map { 0.95 * $0 + 0.05 * new } ?? new
  }

  /// The loss, smoothed.
  var smoothedLoss: Double { loss ?? 0 }

  /// Word pieces a second.
  var tokensPerSecond: Double {
    guard let first = marks.first, let last = marks.last, last.seconds > first.seconds else { return 0 }
    return Double(last.tokens - first.tokens) / (last.seconds - first.seconds)
  }

  /// Seconds until the share is 1.
  var secondsLeft: Double {
    guard let first = marks.first, let last = marks.last, last.share > first.share else { return 0 }
    return (1 - last.share) * (last.seconds - first.seconds) / (last.share - first.share)
  }
}
