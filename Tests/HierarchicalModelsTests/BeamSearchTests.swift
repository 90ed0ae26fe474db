import AttentionCore
import Foundation
import HierarchicalModels
import Tensors
import Testing

@Suite("Beam search")
struct BeamSearchTests {
  private let parameters = ParameterSet<Double>()
  private let decoder: TinyRecurrent
  private let tape = Tape<Double>.inference()

  private typealias TinyRecurrent = RecurrentDecoder<AdditiveAttention<Double>>

  init() {
    decoder = TinyDecoder.recurrent(parameters)
    TinyDecoder.fill(parameters)
  }

  private func source(_ rows: [Int] = [0, 1]) -> DecoderSource<Double> {
    TinyDecoder.source(on: tape).selecting(rows)
  }

  /// Every sequence of at most `longest` words for the first source, by the plain path: all words at once,
  /// nothing kept.
  private func exhaustive(_ search: BeamSearch) -> [BeamSearch.Hypothesis] {
    let source = source([0])
    let words = [3, 4, 5, 6, 7, 8, 9, 10]
    var all: [[Int]] = [[]], last: [[Int]] = [[]]
    for _ in 0..<search.longest {
      last = last.flatMap { start in words.map { start + [$0] } }
      all += last
    }
    let found = all.filter { $0.count >= search.shortest }.map { sequence in
      let output = decoder.teach([[DecoderWord.start] + sequence], from: source, sampling: 0)
      var total = 0.0
      for (step, word) in (sequence + [DecoderWord.end]).enumerated() {
        let one = DecoderOutput(
          hidden: output.hidden.slice(step..<step + 1, axis: 1),
          weights: output.weights.slice(step..<step + 1, axis: 1),
          gate: output.gate?.slice(step..<step + 1, axis: 1))
        let row = decoder.output.probabilities(one, source: source)[0]
        total += log(word < row.count ? row[word] : 0)
      }
      let places = TinyDecoder.lengths[0], values = output.weights.values
      let weights = (0...sequence.count).map { step in
        (0..<places).map { Float(values[step * places + $0]) }
      }
      var score = total / pow(Double(6 + sequence.count) / 6, search.lengthPenalty)
      for place in 0..<places where search.coveragePenalty > 0 {
        score += search.coveragePenalty * log(min(1, weights.reduce(0) { $0 + Double($1[place]) }))
      }
      return BeamSearch.Hypothesis(words: sequence, logProbability: total, score: score, weights: weights)
    }
    return found.sorted { $0.score > $1.score }
  }

  @Test(
    "A beam that holds everything finds what trying everything finds, with the same scores and weights",
    arguments: [(0.0, 0.0), (1.0, 0.0), (0.6, 0.4)])
  func exhaustiveSearch(length: Double, coverage: Double) {
    var search = BeamSearch()
    (search.beam, search.best, search.longest, search.shortest) = (600, 12, 3, 1)
    (search.lengthPenalty, search.coveragePenalty) = (length, coverage)
    let expected = exhaustive(search).prefix(12)
    let found = search.run(decoder, from: source([0]))[0]
    #expect(found.map(\.words) == expected.map(\.words))
    for (a, b) in zip(found, expected) {
      #expect(abs(a.score - b.score) < 1e-9 && abs(a.logProbability - b.logProbability) < 1e-9)
      #expect(a.weights.count == a.words.count + 1)
      for (x, y) in zip(a.weights, b.weights) {
        #expect(zip(x, y).allSatisfy { abs($0 - $1) < 1e-6 } && abs(x.reduce(0, +) - 1) < 1e-5)
      }
    }
  }

  @Test(
    "What is found for a source does not depend on what stands beside it, nor on the run",
    arguments: [1, 2, 5])
  func batched(beam: Int) {
    var search = BeamSearch()
    (search.beam, search.best, search.longest) = (beam, beam, 6)
    let together = search.run(decoder, from: source([0, 1, 0]))
    #expect(together == search.run(decoder, from: source([0, 1, 0])))
    for (place, row) in [0, 1, 0].enumerated() {
      let alone = search.run(decoder, from: source([row]))[0]
      #expect(together[place].map(\.words) == alone.map(\.words))
      for (a, b) in zip(together[place], alone) { #expect(abs(a.score - b.score) < 1e-9) }
      #expect(together[place].allSatisfy { $0.weights.allSatisfy { $0.count == TinyDecoder.lengths[row] } })
    }
  }

  @Test("The Transformer finds with cached keys and values what it finds when it reads all words anew")
  func transformer() {
    let parameters = ParameterSet<Double>()
    let decoder = TinyDecoder.transformer(parameters)
    TinyDecoder.fill(parameters)
    var search = BeamSearch()
    (search.beam, search.best, search.longest) = (3, 3, 5)
    for (row, sequences) in search.run(decoder, from: source()).enumerated() {
      for found in sequences {
        let source = source([row])
        let output = decoder.teach([[DecoderWord.start] + found.words], from: source, sampling: 0)
        let loss = decoder.output.loss(output, targets: [found.words + [DecoderWord.end]], source: source)
        #expect(abs(loss.scalar * Double(found.words.count + 1) + found.logProbability) < 1e-6)
      }
    }
  }

  @Test(
    "Sequences keep to their shortest and longest length, and no three words stand twice where they may not")
  func limits() {
    var search = BeamSearch()
    (search.beam, search.longest, search.shortest) = (4, 14, 14)
    let free = search.run(decoder, from: source())
    #expect(free.allSatisfy { $0.count == 1 && $0[0].words.count == 14 })
    func repeats(_ words: [Int]) -> Bool {
      let grams = (0..<words.count - 2).map { Array(words[$0..<$0 + 3]) }
      return Set(grams).count < grams.count
    }
    #expect(free.allSatisfy { !repeats($0[0].words) })
    search.repeatsTrigrams = true
    #expect(search.run(decoder, from: source()).contains { repeats($0[0].words) })
    #expect(
      free.joined().allSatisfy {
        !$0.words.contains(DecoderWord.unknown) && !$0.words.contains(DecoderWord.start)
      })
  }

  @Test("Where lengths are preferred, what is found is not shorter")
  func lengths() {
    var search = BeamSearch()
    (search.beam, search.longest) = (8, 6)
    let short = search.run(decoder, from: source()).map { $0[0].words.count }
    search.lengthPenalty = 5
    let long = search.run(decoder, from: source()).map { $0[0].words.count }
    #expect(zip(short, long).allSatisfy { $0 <= $1 })
  }
}
