import GradientChecks
import Tensors
import Testing

@Suite("The fast paths")
struct FastPathTests {
  private func random(_ count: Int, _ stream: UInt64) -> [Float] {
    var random = CounterRandom(seed: 2, stream: stream)
    return (0..<count).map { _ in random.normal() }
  }

  @Test(
    "multiply in bfloat16 close to f32, forward and backward, with f32 gradients",
    arguments: [(33, 48, 64), (192, 384, 96)])
  func halves(m: Int, k: Int, n: Int) {
    func run(_ precision: Precision) -> [[Float]] {
      let tape = Tape<Float>()
      let x = tape.input(random(m * k, 1), shape: [m, k]), w = tape.input(random(n * k, 2), shape: [n, k])
      let y = x.linear(w, precision: precision)
      tape.backward(from: (y * tape.constant(random(m * n, 3), shape: [m, n])).sum())
      return [y.values, x.gradient ?? [], w.gradient ?? []]
    }
    for (half, full) in zip(run(.bfloat16), run(.full)) {
      let product = zip(half, full).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      let squares = half.reduce(0.0) { $0 + Double($1) * Double($1) }
      let fullSquares = full.reduce(0.0) { $0 + Double($1) * Double($1) }
      let norms = (squares * fullSquares).squareRoot()
      #expect(half.count == full.count && product / norms > 0.99995)
    }
  }

  @Test(
    "multiply halves on every processor as rounded operands with sums in f32, added or not",
    arguments: [(33, 48, 64), (5, 384, 96)])
  func halvesEverywhere(m: Int, k: Int, n: Int) throws {
    let kernels = Float.tensorKernels
    let multiply = try #require(kernels.multiplyHalves), toHalves = try #require(kernels.toHalves)
    let fromHalves = try #require(kernels.fromHalves)
    func rounded(_ x: [Float]) -> (bits: [UInt16], values: [Float]) {
      var (bits, values) = ([UInt16](repeating: 0, count: x.count), x)
      toHalves(x, &bits, x.count)
      fromHalves(bits, &values, x.count)
      return (bits, values)
    }
    let (a, b) = (rounded(random(m * k, 4)), rounded(random(n * k, 5)))
    for beta in [Float(0), 1] {
      var c = [Float](repeating: 3, count: m * n)
      let done = a.values.withUnsafeBufferPointer { x in
        b.values.withUnsafeBufferPointer { y in
          c.withUnsafeMutableBufferPointer { c -> Bool in
            guard let x = x.baseAddress, let y = y.baseAddress, let c = c.baseAddress else { return false }
            return multiply(
              Multiplication(
                m: m, n: n, k: k, a: x, b: y, aStride: k, bStride: k, aTransposed: false, bTransposed: true,
                alpha: 1, beta: beta, c: c, cStride: n), a.bits, b.bits)
          }
        }
      }
      #expect(done)
      let worst = (0..<m * n).map { place -> Double in
        let (row, column) = (place / n, place % n)
        let exact = (0..<k).reduce(Double(beta) * 3) {
          $0 + Double(a.values[row * k + $1]) * Double(b.values[column * k + $1])
        }
        return abs(Double(c[place]) - exact)
      }
      #expect(worst.max() ?? 1 < 1e-4)
    }
  }

  @Test("of the feed-forward part agree with its formula, in blocks of rows and of hidden components")
  func feedForward() {
    func fused<S: TensorScalar>(_: S.Type = S.self) -> CheckCase<S> {
      CheckCase("feed-forward", [2, 197, 6], [401, 6], [401], [7, 401], [7]) {
        $0[0].feedForward(inner: $0[1], innerBias: $0[2], outer: $0[3], outerBias: $0[4])
      }
    }
    let formula = CheckCase<Double>("feed-forward", [2, 197, 6], [401, 6], [401], [7, 401], [7]) {
      $0[0].linear($0[1], bias: $0[2]).gelu().linear($0[3], bias: $0[4])
    }
    let evaluator = Evaluator<Double>(formula)
    let expected = evaluator.evaluate(evaluator.sample())
    #expect(difference(Evaluator<Double>(fused()).evaluate(expected), expected) < 1e-10)
    // Sums of 400 products lose a digit more in f32 than the small cases do.
    #expect(precisionError(fused(), fused()) < 1e-4)
  }

  @Test("of the feed-forward part in bfloat16 stay close to f32, forward and backward")
  func halfFeedForward() {
    let shapes = [[400, 64], [450, 64], [450], [72, 450], [72]]
    func run(_ precision: Precision) -> [[Float]] {
      let tape = Tape<Float>()
      let inputs = shapes.enumerated().map { place, shape in
        tape.input(random(shape.reduce(1, *), UInt64(place)).map { $0 * 0.2 }, shape: shape)
      }
      let y = inputs[0].feedForward(
        inner: inputs[1], innerBias: inputs[2], outer: inputs[3], outerBias: inputs[4], precision: precision)
      tape.backward(from: (y * tape.constant(random(y.count, 9), shape: y.shape)).sum())
      return [y.values] + inputs.map { $0.gradient ?? [] }
    }
    for (half, full) in zip(run(.bfloat16), run(.full)) { #expect(cosine(half, full) > 0.9995) }
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Double {
    func dot(_ x: [Float], _ y: [Float]) -> Double {
      zip(x, y).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    }
    return a.count == b.count ? dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot() : 0
  }

  @Test("of attention in bfloat16 stay close to f32, forward and backward")
  func halfAttention() {
    let shape = [2, 70, 64]
    func run(_ precision: Precision) -> [[Float]] {
      let tape = Tape<Float>()
      let inputs = (0..<3).map { tape.input(random(2 * 70 * 64, UInt64($0)), shape: shape) }
      let y = inputs[0].fusedAttention(
        key: inputs[1], value: inputs[2], heads: 2, spans: KeySpans(lengths: [70, 33]), precision: precision)
      tape.backward(from: (y * tape.constant(random(2 * 70 * 64, 3), shape: shape)).sum())
      return [y.values] + inputs.map { $0.gradient ?? [] }
    }
    for (half, full) in zip(run(.bfloat16), run(.full)) { #expect(cosine(half, full) > 0.9995) }
  }

  /// Larger than one tile in both directions, so that maxima and sums are carried from tile to tile.
  private func long<S: TensorScalar>(_ spans: KeySpans, dropout: Double = 0) -> CheckCase<S> {
    CheckCase("long", [1, 200, 8], [1, 530, 8], [1, 530, 8]) {
      $0[0].fusedAttention(key: $0[1], value: $0[2], heads: 2, spans: spans, dropout: dropout)
    }
  }

  @Test(
    "of attention carry maxima and sums over tiles",
    arguments: [KeySpans(), KeySpans(lengths: [300]), KeySpans(isCausal: true), KeySpans(radius: 70)])
  func tiles(spans: KeySpans) {
    #expect(precisionError(long(spans), long(spans)) < 1e-5)
    #expect(precisionError(long(spans, dropout: 0.2), long(spans, dropout: 0.2)) < 1e-5)
    // The same numbers without tiles.
    let evaluator = Evaluator<Double>(long(spans))
    let fused = evaluator.evaluate(evaluator.sample())
    let plain = Evaluator<Double>(
      CheckCase("long", [1, 200, 8], [1, 530, 8], [1, 530, 8]) { x in
        func split(_ v: Variable<Double>) -> Variable<Double> {
          v.reshaped([1, v.shape[1], 2, 4]).transposed(1)
        }
        let mask = (0..<2).flatMap { _ in
          (0..<200).flatMap { q in
            (0..<530).map { UInt8(spans.keys(batch: 0, query: q, of: 530).contains($0) ? 1 : 0) }
          }
        }
        let scores = (split(x[0]) * 0.5).multiplied(by: split(x[1]), otherTransposed: true)
        return scores.softmax(mask: mask).multiplied(by: split(x[2])).transposed(1).reshaped([1, 200, 8])
      })
    #expect(difference(plain.evaluate(fused), fused) < 1e-10)
  }

  @Test("of attention need memory that grows with the length and not with its square")
  func linearMemory() {
    func bytes(_ length: Int) -> Int {
      let tape = Tape<Float>()
      let x = tape.input(random(length * 16, 1), shape: [1, length, 16])
      tape.backward(from: x.fusedAttention(key: x, value: x, heads: 1, spans: KeySpans(radius: 64)).sum())
      return tape.reservedBytes
    }
    let short = bytes(2048), long = bytes(8192)
    #expect(long < 5 * short)
    #expect(long < 8192 * 8192)
  }
}
