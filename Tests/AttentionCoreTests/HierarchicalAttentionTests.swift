import AttentionCore
import Tensors
import Testing

@Suite("Hierarchical attention")
struct HierarchicalAttentionTests {
  @Test("does not see padding on either level, whatever stands in it")
  func padding() {
    let set = ParameterSet<Double>(seed: 7), tape = Tape<Double>()
    let attention = HierarchicalAttention("h", width: 2, hidden: 3, in: set)
    var words = numbers([3, 4, 2])
    func run(_ words: [Double]) -> HierarchicalAttention<Double>.Output {
      attention(tape.constant(words, shape: [3, 4, 2]), wordLengths: [4, 2, 1], sentenceCounts: [1, 2])
    }
    let before = run(words)
    for i in [12, 13, 14, 15] + Array(18..<24) { words[i] = 1e5 }
    let after = run(words)
    #expect(before.documents.values == after.documents.values)
    #expect(distance(rowSums(after.sentenceWeights.values, 2), [1, 1]) < 1e-12)
    #expect(after.sentenceWeights.values[1] == 0)
  }

  @Test("of documents of one sentence is pooling of their words")
  func oneSentence() {
    let set = ParameterSet<Double>(seed: 7), tape = Tape<Double>()
    let attention = HierarchicalAttention("h", width: 2, hidden: 3, in: set)
    let words = tape.numbers([2, 4, 2])
    let output = attention(words, wordLengths: [4, 3], sentenceCounts: [1, 1])
    #expect(distance(output.documents.values, attention.word(words, lengths: [4, 3]).context.values) < 1e-12)
  }

  @Test("of an empty document is 0")
  func empty() {
    let set = ParameterSet<Double>(seed: 7), tape = Tape<Double>()
    let attention = HierarchicalAttention("h", width: 2, hidden: 3, in: set)
    let output = attention(tape.numbers([1, 4, 2]), wordLengths: [4], sentenceCounts: [0, 1])
    #expect(Array(output.documents.values[..<2]) == [0, 0])
    #expect(output.documents.values.allSatisfy { $0.isFinite })
  }
}
