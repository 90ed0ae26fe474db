/// One time step of a gated recurrent unit over the rows of a batch, in PyTorch's layout: gates r, z, n side
/// by side.
///
///     r = σ(gx_r + gh_r)   z = σ(gx_z + gh_z)   n = tanh(gx_n + r · gh_n)   h' = (1 − z) · n + z · h
///
/// gx = W_ih x + b_ih and gh = W_hh h + b_hh come from outside (Cho et al. 2014; PyTorch's placement of r).
package struct GRUStep<Scalar> {
  package var batch, hidden: Int
  /// Row b of each pointer is `stride` numbers after row b − 1; `gh` and `state` are dense.
  package var gx: UnsafePointer<Scalar>, gh: UnsafePointer<Scalar>
  package var gxStride: Int
  /// [batch, hidden], replaced.
  package var state: UnsafeMutablePointer<Scalar>
  /// r, z, n and gh_n of this step: [batch] rows of 4 · hidden.
  package var gates: UnsafeMutablePointer<Scalar>
  package var gatesStride: Int
  /// The state before this step, kept for the backward pass: [batch] rows of hidden.
  package var before: UnsafeMutablePointer<Scalar>
  package var beforeStride: Int
  package var output: UnsafeMutablePointer<Scalar>
  package var outputStride: Int
  /// Rows that have ended keep their state, and put out 0.
  package var active: UnsafePointer<UInt8>
}

/// The same step backward. `dState` [batch, hidden] comes in as the gradient of the state after the step, and
/// leaves as its direct part (without W_hh) before it; `dGX` and `dGH` are rows of 3 · hidden, written.
package struct GRUStepBackward<Scalar> {
  package var batch, hidden: Int
  package var gates: UnsafePointer<Scalar>, before: UnsafePointer<Scalar>, dOutput: UnsafePointer<Scalar>
  package var gatesStride, beforeStride, dOutputStride: Int
  package var dState: UnsafeMutablePointer<Scalar>
  package var dGX: UnsafeMutablePointer<Scalar>, dGH: UnsafeMutablePointer<Scalar>
  package var dStride: Int
  package var active: UnsafePointer<UInt8>
}

extension Plain {
  func gruForward(_ s: GRUStep<Scalar>) {
    let hidden = s.hidden
    for b in 0..<s.batch {
      let gx = s.gx + b * s.gxStride, gh = s.gh + b * 3 * hidden
      let state = s.state + b * hidden, gates = s.gates + b * s.gatesStride
      let before = s.before + b * s.beforeStride, output = s.output + b * s.outputStride
      before.update(from: state, count: hidden)
      guard s.active[b] != 0 else {
        for i in 0..<hidden { output[i] = 0 }
        continue
      }
      for i in 0..<hidden {
        let r = sigmoid(gx[i] + gh[i])
        let z = sigmoid(gx[hidden + i] + gh[hidden + i])
        let n = real.tanh(gx[2 * hidden + i] + r * gh[2 * hidden + i])
        gates[i] = r
        gates[hidden + i] = z
        gates[2 * hidden + i] = n
        gates[3 * hidden + i] = gh[2 * hidden + i]
        state[i] = (1 - z) * n + z * state[i]
        output[i] = state[i]
      }
    }
  }

  static func gruBackward(_ s: GRUStepBackward<Scalar>) {
    let hidden = s.hidden
    for b in 0..<s.batch {
      let gates = s.gates + b * s.gatesStride, before = s.before + b * s.beforeStride
      let dOutput = s.dOutput + b * s.dOutputStride, dState = s.dState + b * hidden
      let dGX = s.dGX + b * s.dStride, dGH = s.dGH + b * s.dStride
      guard s.active[b] != 0 else {
        for i in 0..<(3 * hidden) {
          dGX[i] = 0
          dGH[i] = 0
        }
        continue
      }
      for i in 0..<hidden {
        let r = gates[i], z = gates[hidden + i], n = gates[2 * hidden + i], ghn = gates[3 * hidden + i]
        // h' = (1 − z) · n + z · h
        let d = dState[i] + dOutput[i]
        let dn = d * (1 - z) * (1 - n * n)
        let dz = d * (before[i] - n) * z * (1 - z)
        // n = tanh(gx_n + r · gh_n)
        let dr = dn * ghn * r * (1 - r)
        dState[i] = d * z
        dGX[i] = dr
        dGX[hidden + i] = dz
        dGX[2 * hidden + i] = dn
        dGH[i] = dr
        dGH[hidden + i] = dz
        dGH[2 * hidden + i] = dn * r
      }
    }
  }
}
