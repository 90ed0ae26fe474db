import CKernels
import COneDNN

extension TensorKernels<Float> {
  /// The plain table with every kernel replaced that oneDNN or `CKernels` has.
  static let fast: TensorKernels<Float> = {
    let table = TensorKernels<Float>(.float)
    table.useOneDNN()
    table.tiles = .best
    table.useElementwise(ck_best_table().pointee, ck_best_gradient_table().pointee)
    table.useRows(ck_best_table().pointee, ck_best_gradient_table().pointee)
    table.useSteps(ck_best_gradient_table().pointee)
    return table
  }()

  private func useOneDNN() {
    let plainMultiply = multiply
    multiply = { p in
      guard p.m > 0, p.n > 0, p.k > 0 else { return plainMultiply(p) }
      let status = onednn_sgemm(
        p.aTransposed, p.bTransposed, Int64(p.m), Int64(p.n), Int64(p.k), p.alpha, p.a, Int64(p.aStride), p.b,
        Int64(p.bStride), p.beta, p.c, Int64(p.cStride))
      // A plain loop gives the same product where oneDNN has no memory left for its own.
      if status != 0 { plainMultiply(p) }
    }
    toHalves = { [convert = ck_best_table().pointee.f32_to_bf16] x, y, count in convert(x, y, count) }
    fromHalves = { [convert = ck_best_table().pointee.bf16_to_f32] x, y, count in convert(x, y, count) }
    multiplyHalves = { p, a, b in
      guard p.m > 0, p.n > 0, p.k > 0, p.alpha == 1, p.beta == 0 || p.beta == 1 else { return false }
      var product = MatrixProduct(
        m: p.m, n: p.n, k: p.k, format: .bfloat16, transposesA: p.aTransposed, transposesB: p.bTransposed,
        accumulates: p.beta == 1)
      product.strides = (p.aStride, p.bStride, p.cStride)
      guard let compiled = try? CompiledProduct.cached(product) else { return false }
      return (try? compiled.run(a, b, into: p.c)) != nil
    }
  }

  private func useElementwise(_ base: ck_table, _ gradients: ck_gradient_table) {
    let (plainActivate, plainBackward) = (activate, activateBackward)
    activate = {
      [exp = base.exp, tanh = base.tanh, sigmoid = base.sigmoid, gelu = base.gelu] activation, x, y, count in
      switch activation {
      case .exp: exp(x, y, count)
      case .tanh: tanh(x, y, count)
      case .sigmoid: sigmoid(x, y, count)
      case .gelu: gelu(x, y, count)
      case .log, .relu, .softplus: plainActivate(activation, x, y, count)
      }
    }
    activateBackward = { [g = gradients] activation, v, dy, dx, count, adds in
      switch activation {
      case .exp: g.exp_back(v, dy, dx, count, adds)
      case .tanh: g.tanh_back(v, dy, dx, count, adds)
      case .sigmoid: g.sigmoid_back(v, dy, dx, count, adds)
      case .gelu: g.gelu_back(v, dy, dx, count, adds)
      case .log, .relu, .softplus: plainBackward(activation, v, dy, dx, count, adds)
      }
    }
    dot = { [dot = gradients.dot] a, b, count in dot(a, b, count) }
    addScaled = { [add = gradients.add_scaled] scale, x, y, count in add(scale, x, y, count) }
    addColumnSums = { [add = gradients.add_column_sums] x, y, rows, columns in add(x, y, rows, columns) }
    addBias = { [add = base.add_bias_rows] x, bias, rows, columns in add(x, bias, rows, columns) }
    dropout = { [dropout = gradients.dropout] bits, x, y, count, adds in
      var call = ck_dropout(
        key: bits.key, position: bits.position, threshold: bits.threshold, scale: bits.scale)
      dropout(&call, x, y, count, adds)
    }
  }

  private func useRows(_ base: ck_table, _ gradients: ck_gradient_table) {
    softmax = { [plain = base.softmax_rows, masked = base.masked_softmax_rows] x, mask, rows, columns in
      if let mask { masked(x, mask, rows, columns, 1) } else { plain(x, rows, columns, 1) }
    }
    softmaxBackward = { [back = gradients.softmax_back] y, dy, dx, rows, columns in
      back(y, dy, dx, rows, columns)
    }
    logSoftmax = { [forward = gradients.log_softmax] x, y, rows, columns in forward(x, y, rows, columns) }
    logSoftmaxBackward = { [back = gradients.log_softmax_back] y, dy, dx, rows, columns in
      back(y, dy, dx, rows, columns)
    }
    layerNorm = { [forward = gradients.layer_norm] c in
      var call = ck_layer_norm(
        x: c.x, gain: c.gain, shift: c.shift, y: c.y, mean: c.mean, inverse: c.inverse, rows: c.rows,
        columns: c.columns,
        epsilon: c.epsilon)
      forward(&call)
    }
    layerNormBackward = { [back = gradients.layer_norm_back] c in
      var call = ck_layer_norm_back(
        x: c.x, gain: c.gain, mean: c.mean, inverse: c.inverse, dy: c.dy, dx: c.dx, d_gain: c.dGain,
        d_shift: c.dShift,
        rows: c.rows, columns: c.columns, adds: c.adds)
      back(&call)
    }
  }

  private func useSteps(_ gradients: ck_gradient_table) {
    gruForward = { [forward = gradients.gru] s in
      var step = ck_gru_step(
        batch: s.batch, hidden: s.hidden, gx: s.gx, gh: s.gh, gx_stride: s.gxStride, state: s.state,
        gates: s.gates,
        before: s.before, output: s.output, gates_stride: s.gatesStride, before_stride: s.beforeStride,
        output_stride: s.outputStride, active: s.active)
      forward(&step)
    }
    gruBackward = { [back = gradients.gru_back] s in
      var step = ck_gru_step_back(
        batch: s.batch, hidden: s.hidden, gates: s.gates, before: s.before, d_output: s.dOutput,
        gates_stride: s.gatesStride, before_stride: s.beforeStride, d_output_stride: s.dOutputStride,
        d_state: s.dState,
        d_gx: s.dGX, d_gh: s.dGH, d_stride: s.dStride, active: s.active)
      back(&step)
    }
    attentionForward = { [forward = gradients.attention_tile] t in
      var tile = ck_attention_tile(
        rows: t.rows, columns: t.columns, scale: t.scale, scores: t.scores, from: t.from, to: t.to,
        most: t.most,
        total: t.total, correction: t.correction)
      forward(&tile)
    }
    attentionBackward = { [back = gradients.attention_tile_back] t in
      var bits = ck_dropout(
        key: t.bits?.key ?? 0, position: t.bits?.position ?? 0, threshold: t.bits?.threshold ?? 0,
        scale: t.bits?.scale ?? 1)
      withUnsafePointer(to: &bits) { bits in
        var tile = ck_attention_tile_back(
          rows: t.rows, columns: t.columns, scale: t.scale, scores: t.scores, dp: t.dP, from: t.from,
          to: t.to,
          log_sum: t.logSum, shared: t.shared, dropped: t.dropped, bits: t.bits == nil ? nil : bits,
          bits_stride: t.bitsStride)
        back(&tile)
      }
    }
  }
}
