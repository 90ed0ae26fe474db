import AttentionCore
import Tensors
import Testing

@Suite("Hard attention")
struct HardAttentionTests {
  private func mechanism(_ set: ParameterSet<Double>) -> HardAttention<GeneralAttention<Double>> {
    HardAttention("h", GeneralAttention("a", queryWidth: 3, keyWidth: 2, in: set), queryWidth: 3, in: set)
  }

  @Test(
    "estimates the exact gradient of the expected reward: the sum over all choices is it, with any baseline")
  func unbiased() {
    let set = ParameterSet<Double>(seed: 6), hard = mechanism(set)
    hard.baseline.weight.set([0.3, -0.7, 0.2])
    let rewards = [0.2, 1.0, -0.5, 0.7]
    func gradient(_ loss: (Tape<Double>, Variable<Double>, Variable<Double>) -> Variable<Double>) -> [Double]
    {
      let gradients = Gradients(for: set), tape = Tape(gradients: gradients)
      tape.backward(from: loss(tape, tape.numbers([1, 1, 3]), tape.numbers([1, 4, 2], 2)))
      return Array(gradients.dense(hard.base.weight))
    }
    // Σ α R, whose gradient is the one that the estimate stands for, with the sign of a loss.
    let exact = gradient { tape, query, keys in
      -(hard.base(query: query, keys: keys, values: keys).weights * tape.constant(rewards, shape: [1, 1, 4]))
        .sum()
    }
    var expected = [Double](repeating: 0, count: exact.count)
    for key in 0..<4 {
      var probability = 0.0
      let estimate = gradient { _, query, keys in
        let choice = hard.choose(query: query, keys: keys, values: keys, choices: [key])
        probability = choice.output.weights.values[key]
        return hard.loss(choice, rewards: [rewards[key]], entropyBonus: 0)
      }
      for i in expected.indices { expected[i] += probability * estimate[i] }
    }
    #expect(distance(exact, expected) < 1e-12)
  }

  @Test("draws keys as often as their weights say, while training")
  func frequencies() {
    let set = ParameterSet<Double>(seed: 6), hard = mechanism(set), tape = Tape<Double>(isTraining: true)
    let query = tape.constant((0..<2000).flatMap { _ in [0.5, -1, 0.7] }, shape: [1, 2000, 3]),
      keys = tape.numbers([1, 4, 2], 2)
    tape.seed = 3
    let choice = hard.choose(query: query, keys: keys, values: keys)
    for key in 0..<4 {
      let share = Double(choice.keys.count { $0 == key }) / 2000
      // Five standard deviations of a share of 2,000 draws are at most 0.056.
      #expect(abs(share - choice.output.weights.values[key]) < 0.056)
    }
  }

  @Test("takes the likeliest key when it is not training, and none where there is none")
  func greedy() {
    let set = ParameterSet<Double>(seed: 6), hard = mechanism(set), tape = Tape<Double>()
    let query = tape.numbers([2, 1, 3]), keys = tape.numbers([2, 4, 2], 2)
    let choice = hard.choose(query: query, keys: keys, values: keys, mask: .padding([4, 0]))
    let weights = choice.output.weights.values
    #expect(weights[choice.keys[0]] == weights[..<4].max())
    #expect(choice.keys[1] == -1)
    #expect(
      choice.output.context.values == Array(keys.values[(choice.keys[0] * 2)..<(choice.keys[0] * 2 + 2)]) + [
        0, 0,
      ])
    #expect(choice.logProbability.values[1] == 0 && choice.entropy.values[1] == 0)
  }
}
