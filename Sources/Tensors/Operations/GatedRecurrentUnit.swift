/// The weights of one direction of a gated recurrent unit, as PyTorch lays them out: gates r, z, n one below
/// the other.
public struct GRUWeights<Scalar: TensorScalar> {
  /// W_ih [3 · hidden, inputs].
  public var input: Variable<Scalar>
  /// W_hh [3 · hidden, hidden].
  public var recurrent: Variable<Scalar>
  /// b_ih [3 · hidden].
  public var inputBias: Variable<Scalar>
  /// b_hh [3 · hidden].
  public var recurrentBias: Variable<Scalar>

  /// Weights from their four parts.
  public init(
    input: Variable<Scalar>, recurrent: Variable<Scalar>, inputBias: Variable<Scalar>,
    recurrentBias: Variable<Scalar>
  ) {
    self.input = input
    self.recurrent = recurrent
    self.inputBias = inputBias
    self.recurrentBias = recurrentBias
  }

  var slots: [GradientSlot<Scalar>?] { [input.slot, recurrent.slot, inputBias.slot, recurrentBias.slot] }
}

extension Variable {
  /// A gated recurrent unit (Cho et al. 2014) over padded sequences [batch, time, inputs], from a state of
  /// zeros.
  ///
  /// Gives [batch, time, hidden], or [batch, time, 2 · hidden] with a `backward` direction, which starts at
  /// each sequence's own end. Places behind a sequence's end are 0, as from PyTorch's packed sequences.
  ///
  /// - Parameter lengths: of each sequence; nil where all are full.
  public func gatedRecurrentUnit(
    lengths: [Int]? = nil, forward: GRUWeights<Scalar>, backward: GRUWeights<Scalar>? = nil
  ) -> Variable {
    precondition(rank == 3, "a recurrent unit reads [batch, time, inputs], not \(shape)")
    let batch = shape[0], time = shape[1], hidden = forward.recurrent.shape[1]
    let lengths = lengths ?? [Int](repeating: time, count: batch)
    precondition(
      lengths.count == batch && lengths.allSatisfy { $0 >= 0 && $0 <= time },
      "lengths \(lengths) do not fit \(shape)")
    let weights = [forward] + (backward.map { [$0] } ?? []), width = weights.count * hidden
    let result = tape.buffer(batch * time * width)
    let runs = weights.enumerated().map { place, weights in
      GRUDirection(
        self, weights, lengths: lengths, isReversed: place == 1, output: result.pointer + place * hidden,
        width: width,
        keeps: tape.isRecording)
    }
    let dx = slot
    return tape.record([batch, time, width], result, from: [dx] + weights.flatMap(\.slots)) { dy in
      for (place, run) in runs.enumerated() {
        run.backward(dy.pointer + place * hidden, width: width, dx: dx)
      }
    }
  }
}

/// One direction: the forward pass on creation, with what the backward pass needs.
private final class GRUDirection<Scalar: TensorScalar> {
  private let batch, time, inputs, hidden: Int
  private let isReversed: Bool
  private let x, input, recurrent: Buffer<Scalar>
  private let slots:
    (
      input: GradientSlot<Scalar>?, recurrent: GradientSlot<Scalar>?, inputBias: GradientSlot<Scalar>?,
      recurrentBias: GradientSlot<Scalar>?
    )
  private let gates, before: Buffer<Scalar>
  /// [time, batch]: 1 where the sequence has not ended.
  private let active: [UInt8]
  private let kernels = Scalar.tensorKernels

  init(
    _ x: Variable<Scalar>, _ w: GRUWeights<Scalar>, lengths: [Int], isReversed: Bool,
    output: UnsafeMutablePointer<Scalar>, width: Int, keeps: Bool
  ) {
    (batch, time, inputs, hidden) = (x.shape[0], x.shape[1], x.shape[2], w.recurrent.shape[1])
    precondition(
      w.input.shape == [3 * hidden, inputs] && w.recurrent.shape == [3 * hidden, hidden]
        && w.inputBias.shape == [3 * hidden] && w.recurrentBias.shape == [3 * hidden],
      "weights \(w.input.shape), \(w.recurrent.shape) do not fit inputs \(x.shape)")
    self.isReversed = isReversed
    (self.x, input, recurrent) = (x.buffer, w.input.buffer, w.recurrent.buffer)
    slots = (w.input.slot, w.recurrent.slot, w.inputBias.slot, w.recurrentBias.slot)
    let tape = x.tape, rows = batch * time
    var active = [UInt8](repeating: 0, count: rows)
    for t in 0..<time { for b in 0..<batch where t < lengths[b] { active[t * batch + b] = 1 } }
    self.active = active
    // Without a backward pass, one step's memory serves all steps.
    let kept = keeps ? rows : batch
    gates = tape.buffer(kept * 4 * hidden)
    before = tape.buffer(kept * hidden)

    // 1. gx = W_ih x + b_ih for all steps at once.
    let gx = tape.buffer(rows * 3 * hidden)
    kernels.multiply(
      Multiplication(
        m: rows, n: 3 * hidden, k: inputs, a: self.x.pointer, b: input.pointer, aStride: inputs,
        bStride: inputs,
        bTransposed: true, alpha: 1, beta: 0, c: gx.pointer, cStride: 3 * hidden))
    kernels.addBias(gx.pointer, w.inputBias.pointer, rows, 3 * hidden)
    // 2. Step by step: gh = W_hh h + b_hh, then the gates.
    let state = tape.buffer(batch * hidden), gh = tape.buffer(batch * 3 * hidden)
    state.pointer.zero(batch * hidden)
    for t in isReversed ? Array((0..<time).reversed()) : Array(0..<time) {
      kernels.multiply(
        Multiplication(
          m: batch, n: 3 * hidden, k: hidden, a: state.pointer, b: recurrent.pointer, aStride: hidden,
          bStride: hidden,
          bTransposed: true, alpha: 1, beta: 0, c: gh.pointer, cStride: 3 * hidden))
      kernels.addBias(gh.pointer, w.recurrentBias.pointer, batch, 3 * hidden)
      let place = keeps ? t : 0, stride = keeps ? time : 1
      active.withUnsafeBufferPointer { active in
        guard let base = active.baseAddress else { return }
        kernels.gruForward(
          GRUStep(
            batch: batch, hidden: hidden, gx: gx.pointer + t * 3 * hidden, gh: gh.pointer,
            gxStride: time * 3 * hidden,
            state: state.pointer, gates: gates.pointer + place * 4 * hidden, gatesStride: stride * 4 * hidden,
            before: before.pointer + place * hidden, beforeStride: stride * hidden,
            output: output + t * width,
            outputStride: time * width, active: base + t * batch))
      }
    }
  }

  func backward(_ dy: UnsafePointer<Scalar>, width: Int, dx: GradientSlot<Scalar>?) {
    let rows = batch * time, three = 3 * hidden
    let dState = x.sibling(batch * hidden, of: Scalar.self)
    let dGX = x.sibling(rows * three, of: Scalar.self), dGH = x.sibling(rows * three, of: Scalar.self)
    dState.pointer.zero(batch * hidden)
    for t in isReversed ? Array(0..<time) : Array((0..<time).reversed()) {
      active.withUnsafeBufferPointer { active in
        guard let base = active.baseAddress else { return }
        kernels.gruBackward(
          GRUStepBackward(
            batch: batch, hidden: hidden, gates: gates.pointer + t * 4 * hidden,
            before: before.pointer + t * hidden,
            dOutput: dy + t * width, gatesStride: time * 4 * hidden, beforeStride: time * hidden,
            dOutputStride: time * width, dState: dState.pointer, dGX: dGX.pointer + t * three,
            dGH: dGH.pointer + t * three, dStride: time * three, active: base + t * batch))
      }
      // gh = W_hh h + b_hh
      kernels.multiply(
        Multiplication(
          m: batch, n: hidden, k: three, a: dGH.pointer + t * three, b: recurrent.pointer,
          aStride: time * three,
          bStride: hidden, alpha: 1, beta: 1, c: dState.pointer, cStride: hidden))
    }
    // The weights of all steps at once.
    if let d = slots.input?.destination() {
      kernels.multiply(
        Multiplication(
          m: three, n: inputs, k: rows, a: dGX.pointer, b: x.pointer, aStride: three, bStride: inputs,
          aTransposed: true, alpha: 1, beta: d.beta, c: d.pointer, cStride: inputs))
    }
    if let d = slots.recurrent?.destination() {
      kernels.multiply(
        Multiplication(
          m: three, n: hidden, k: rows, a: dGH.pointer, b: before.pointer, aStride: three, bStride: hidden,
          aTransposed: true, alpha: 1, beta: d.beta, c: d.pointer, cStride: hidden))
    }
    if let sum = slots.inputBias?.sum() { kernels.addColumnSums(dGX.pointer, sum, rows, three) }
    if let sum = slots.recurrentBias?.sum() { kernels.addColumnSums(dGH.pointer, sum, rows, three) }
    if let d = dx?.destination() {
      kernels.multiply(
        Multiplication(
          m: rows, n: inputs, k: three, a: dGX.pointer, b: input.pointer, aStride: three, bStride: inputs,
          alpha: 1, beta: d.beta, c: d.pointer, cStride: inputs))
    }
  }
}
