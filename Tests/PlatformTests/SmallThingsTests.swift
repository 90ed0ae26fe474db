import Platform
import Testing

@Suite("White space, clocks, random numbers, workers")
struct SmallThingsTests {
  @Test("White space of any kind becomes one space")
  func whiteSpace() {
    #expect("  a\t\u{A0}b\r\nc\u{2003}d ".onOneLine == "a b c d")
    #expect("\n \t".onOneLine == "")
    #expect("one"[...].onOneLine == "one")
    // A mark on a space makes one character of both, which is white space; CR LF is one as well.
    let pieces = [
      " ", "\u{301}", "a", "é", "\r", "\n", "\u{2003}", "👩‍🚀", "\t", "b", "“", "—", "\u{200D}", "\u{2028}",
      "\u{A0}", "ɏ", "ʰ", "日",
    ]
    var random = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let count = 1 + random.next() % 9
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      #expect(text.onOneLine == text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }

  @Test("A clock shows hours only where there are some, and never fails")
  func clock() {
    #expect(ProgressLine.clock(65) == "1:05")
    #expect(ProgressLine.clock(3599.6) == "1:00:00")
    #expect(ProgressLine.clock(7384) == "2:03:04")
    #expect(ProgressLine.clock(-3) == "0:00")
    #expect(ProgressLine.clock(.infinity) == "0:00")
  }

  @Test("A bar is as full as its share, whatever the share")
  func bar() {
    #expect(ProgressLine.bar(0.5).filter { $0 == "█" }.count == 12)
    for share in [-1, 0, 0.999, 1, 7, Double.nan] { #expect(ProgressLine.bar(share).count == 24) }
  }

  @Test("The random numbers are those of the published algorithm")
  func splitMix() {
    var numbers = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in numbers.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test("Workers give results in order and throw the error of the first piece that failed")
  func workers() {
    struct Fault: Error, Equatable { var piece: Int }
    let pool = WorkerPool(workers: 4)
    #expect(pool.map(1000) { $0 * $0 } == (0..<1000).map { $0 * $0 })
    #expect(throws: Fault(piece: 17)) {
      try pool.run(1000) { (piece) throws(Fault) in if piece % 100 == 17 { throw Fault(piece: piece) } }
    }
    #expect(WorkerPool.activeCores >= 1)
  }
}
