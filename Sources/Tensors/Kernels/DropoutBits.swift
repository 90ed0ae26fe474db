/// Which numbers dropout keeps: a function of a key and a position, so that nothing is stored for the
/// backward pass and the answer does not depend on the order of work.
///
/// The bits are those of SplitMix64 (Steele et al. 2014), entered at any position: one 64-bit word for two
/// numbers.
package struct DropoutBits: Sendable {
  /// Names the stream: one for each dropout of each step.
  package var key: UInt64
  /// Position of the first number.
  package var position: UInt64
  /// Numbers whose 32 bits are below this are dropped.
  package var threshold: UInt32
  /// 1 / (1 − rate): Srivastava et al. 2014, with the scale taken in training.
  package var scale: Float

  package init(key: UInt64, rate: Double) {
    self.key = key
    position = 0
    threshold = UInt32(min(rate * 4_294_967_296, 4_294_967_295))
    scale = Float(1 / (1 - rate))
  }

  @inline(__always) static func word(_ key: UInt64, _ index: UInt64) -> UInt64 {
    var z = key &+ (index &+ 1) &* 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  @inline(__always) func keeps(_ i: Int) -> Bool {
    let at = position &+ UInt64(i)
    let word = Self.word(key, at >> 1)
    return UInt32(truncatingIfNeeded: at & 1 == 0 ? word : word >> 32) >= threshold
  }
}

extension Plain {
  static func dropout(_ bits: DropoutBits, _ x: Input, _ y: Output, _ count: Int, _ adds: Bool) {
    let scale = Scalar(bits.scale)
    for i in 0..<count {
      let kept = bits.keeps(i) ? x[i] * scale : 0
      y[i] = adds ? y[i] + kept : kept
    }
  }
}
