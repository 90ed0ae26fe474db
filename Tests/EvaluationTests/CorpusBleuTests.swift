import Evaluation
import Foundation
import Testing

@Suite("BLEU over a corpus")
struct CorpusBleuTests {
  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  @Test("Clipped precisions and the brevity penalty are those of the paper, counted by hand")
  func byHand() {
    var bleu = CorpusBleu()
    bleu.add(words("the cat sat on the mat today"), reference: words("the cat sat on the mat"))
    // 6/7 words, 5/6 pairs, 4/5 triples, 3/4 fours; not shorter than the reference.
    #expect(abs(bleu.value - pow(6.0 / 7 * 5 / 6 * 4 / 5 * 3 / 4, 0.25)) < 1e-12)
    // Two sentences are counted together: 12/13, 10/11, 8/9, 6/7.
    bleu.add(words("the cat sat on the mat"), reference: words("the cat sat on the mat"))
    #expect(abs(bleu.value - pow(12.0 / 13 * 10 / 11 * 8 / 9 * 6 / 7, 0.25)) < 1e-12)
    var short = CorpusBleu()
    short.add(words("a b c d"), reference: words("a b c d e f"))
    #expect(abs(short.value - exp(1 - 6.0 / 4)) < 1e-12)
  }

  @Test("A word counts as often as the reference has it, and what has no four words in a row has none")
  func clipped() {
    var bleu = CorpusBleu()
    bleu.add(words("the the the the"), reference: words("the cat"))
    #expect(bleu.value == 0)
    bleu.add([], reference: words("the cat sat on it"))
    #expect(bleu.value == 0)
    #expect(CorpusBleu().value == 0)
  }
}
