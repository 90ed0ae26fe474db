import Glibc

/// The transcendental functions that the plain kernels need, for one scalar.
struct RealFunctions<Scalar>: Sendable {
  var exp, log, log1p, tanh, erf: @Sendable (Scalar) -> Scalar
}

extension RealFunctions<Double> {
  static let double = RealFunctions(
    exp: { cExp($0) }, log: { cLog($0) }, log1p: { cLog1p($0) }, tanh: { cTanh($0) }, erf: { cErf($0) })
}

extension RealFunctions<Float> {
  static let float = RealFunctions(
    exp: { expf($0) }, log: { logf($0) }, log1p: { log1pf($0) }, tanh: { tanhf($0) }, erf: { erff($0) })
}

// The C library's functions, under names that the members above do not hide.
private func cExp(_ x: Double) -> Double { exp(x) }
private func cLog(_ x: Double) -> Double { log(x) }
private func cLog1p(_ x: Double) -> Double { log1p(x) }
private func cTanh(_ x: Double) -> Double { tanh(x) }
private func cErf(_ x: Double) -> Double { erf(x) }
