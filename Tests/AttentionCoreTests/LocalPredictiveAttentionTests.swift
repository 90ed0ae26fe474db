import AttentionCore
import Foundation
import Tensors
import Testing

@Suite("Local attention with predictive alignment")
struct LocalPredictiveAttentionTests {
  private func attention(
    _ set: ParameterSet<Double>, radius: Int
  ) -> LocalPredictiveAttention<DotAttention<Double>> {
    LocalPredictiveAttention("l", DotAttention<Double>(), radius: radius, queryWidth: 2, hidden: 3, in: set)
  }

  @Test("predicts a place inside each sequence's own length")
  func centres() {
    let set = ParameterSet<Double>(seed: 5), tape = Tape<Double>()
    let query = tape.numbers([2, 6, 2])
    let centres = attention(set, radius: 2).centres(query: query, keys: 9, mask: .padding([9, 4])).values
    #expect(centres[..<6].allSatisfy { $0 > 0 && $0 < 9 } && centres[6...].allSatisfy { $0 > 0 && $0 < 4 })
  }

  @Test("weighs by softmax times the Gaussian around the predicted place")
  func gaussian() {
    let set = ParameterSet<Double>(seed: 5), tape = Tape<Double>()
    let mechanism = attention(set, radius: 2)
    let query = tape.numbers([1, 3, 2]), keys = tape.numbers([1, 8, 2], 2)
    let centres = mechanism.centres(query: query, keys: 8, mask: .none).values
    let dense = mechanism(query: query, keys: keys, values: keys).denseWeights(keys: 8)
    let scores = DotAttention<Double>().score(query: query, keys: keys).values
    for (i, centre) in centres.enumerated() {
      let inside = (0..<8).filter { abs(Double($0) - centre) <= 2 }
      let total = inside.map { exp(scores[i * 8 + $0]) }.reduce(0, +)
      for key in 0..<8 {
        let gauss = exp(-pow(Double(key) - centre, 2) / 2)  // σ = D / 2 = 1
        let expected = inside.contains(key) ? exp(scores[i * 8 + key]) / total * gauss : 0
        #expect(abs(dense[i * 8 + key] - expected) < 1e-12)
      }
    }
  }
}
