import Platform
import SpanExtraction
import Testing

@Suite("Reading windows")
struct WindowPlanTests {
  /// Sentence starts every 7 to 23 pieces, the same on every run.
  private func boundaries(over count: Int, seed: Int) -> [Int] {
    var numbers = SplitMix64(seed: UInt64(seed))
    var starts = [0]
    while let last = starts.last, last < count {
      starts.append(last + Int.random(in: 7...23, using: &numbers))
    }
    return starts.filter { $0 < count }
  }

  @Test("A text that fits is read in one window")
  func oneWindow() {
    let windows = WindowPlan(capacity: 100, overlap: 30).windows(over: 100, boundaries: [0, 40, 80])
    #expect(windows == [ReadingWindow(pieces: 0..<100, owned: 0..<100)])
  }

  @Test("No pieces give no windows")
  func noWindow() {
    #expect(WindowPlan(capacity: 100, overlap: 30).windows(over: 0, boundaries: []).isEmpty)
  }

  @Test("Every piece is read and may start a span in exactly one window", arguments: 1..<40)
  func ownedRangesPartitionTheText(seed: Int) {
    let count = 101 + seed * 97
    let capacity = 40 + seed % 5 * 30
    let plan = WindowPlan(capacity: capacity, overlap: capacity / 3)
    let windows = plan.windows(over: count, boundaries: boundaries(over: count, seed: seed))

    #expect(windows.allSatisfy { $0.pieces.count <= capacity && !$0.pieces.isEmpty })
    #expect(windows.allSatisfy { $0.pieces.lowerBound <= $0.owned.lowerBound })
    #expect(windows.allSatisfy { $0.owned.upperBound <= $0.pieces.upperBound })
    #expect(windows.flatMap { Array($0.owned) } == Array(0..<count))
    #expect(windows.count <= 6 * count / capacity + 2)
  }

  @Test("Windows begin and end at sentences where sentences are short")
  func windowsKeepSentencesWhole() {
    let starts = boundaries(over: 2_000, seed: 3)
    let windows = WindowPlan(capacity: 200, overlap: 60).windows(over: 2_000, boundaries: starts)
    let allowed = Set(starts + [2_000])
    #expect(windows.count > 8)
    #expect(windows.allSatisfy { allowed.contains($0.pieces.lowerBound) })
    #expect(windows.allSatisfy { allowed.contains($0.pieces.upperBound) })
  }

  @Test("A sentence longer than a window is cut with an overlap, not dropped")
  func longSentence() {
    let windows = WindowPlan(capacity: 100, overlap: 30).windows(over: 1_000, boundaries: [0])
    #expect(windows.flatMap { Array($0.owned) } == Array(0..<1_000))
    for (earlier, later) in zip(windows, windows.dropFirst()) {
      #expect(earlier.pieces.upperBound - later.pieces.lowerBound >= 30)
    }
  }
}
