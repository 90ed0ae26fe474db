import AttentionExamples
import Testing

@Suite("Subword units")
struct BytePairTests {
  private static let end = String(BytePairs.end)

  @Test("The most frequent pair is joined first, and the end of a word is part of its last unit")
  func order() {
    let pairs = BytePairs(learning: ["lower lower newest newest newest", "widest"], merges: 3)
    // w-e stands 5 times, then s-t⟨end⟩ 4 times; of the pairs that stand 3 times, e-we has the lower numbers.
    #expect(pairs.merges.map(\.left) == ["w", "s", "e"])
    #expect(pairs.merges.map(\.right) == ["e", "t" + Self.end, "we"])
    #expect(pairs.units.suffix(3) == ["we", "st" + Self.end, "ewe"])
  }

  @Test(
    "Words that were never seen are cut into units that give the same words again",
    arguments: ["lowest", "new low wide", "nest  sew", "", "w", "weird widow"])
  func roundTrip(line: String) {
    let pairs = BytePairs(learning: ["lower newest widest low wide weird dowry now sew"], merges: 12)
    var encoder = BytePairEncoder(pairs)
    let pieces = encoder.pieces(of: line)
    let words = line.split(separator: " ").map(String.init)
    #expect(!pieces.map(\.unit).contains(-1))
    #expect(encoder.words(of: pieces.map(\.unit)) == words)
    for (number, word) in words.enumerated() {
      #expect(encoder.words(of: pieces.filter { $0.word == number }.map(\.unit)) == [word])
    }
  }

  @Test("A character that no unit has is said to be none, and its word keeps the others")
  func unknown() {
    var encoder = BytePairEncoder(BytePairs(learning: ["ab ab"], merges: 4))
    #expect(encoder.pieces(of: "zab").map(\.unit).first == -1)
    #expect(encoder.pieces(of: "zab").count == 2)
  }

  @Test("Joining stops where no pair stands twice")
  func stops() {
    let pairs = BytePairs(learning: ["ab ab cd"], merges: 100)
    #expect(pairs.merges.count == 1)
  }
}
