extension Variable {
  /// Hyperbolic tangent.
  public func tanh() -> Variable { activated(.tanh) }
  /// Logistic function 1 / (1 + e⁻ˣ).
  public func sigmoid() -> Variable { activated(.sigmoid) }
  /// x · Φ(x), with Φ through erf: Hendrycks and Gimpel 2016.
  public func gelu() -> Variable { activated(.gelu) }
  /// eˣ.
  public func exp() -> Variable { activated(.exp) }
  /// Natural logarithm.
  public func log() -> Variable { activated(.log) }
  /// The larger of x and 0.
  public func relu() -> Variable { activated(.relu) }
  /// log(1 + eˣ), without overflow.
  public func softplus() -> Variable { activated(.softplus) }

  private func activated(_ activation: Activation) -> Variable {
    let kernels = tape.kernels, count = count, dx = slot
    let result = tape.buffer(count)
    kernels.activate(activation, pointer, result.pointer, count)
    let kept = activation.differentiatesFromResult ? result : buffer
    return tape.record(shape, result, from: [dx]) { dy in
      dx?.add(madeOf: dy) { to, adds in
        kernels.activateBackward(activation, kept.pointer, dy.pointer, to, count, adds)
      }
    }
  }
}
