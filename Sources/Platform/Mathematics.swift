import Glibc

/// The C library's functions, so that no file needs Foundation for a logarithm, and none takes its own `log`
/// for this one.
package enum Mathematics {
  @inlinable
  package static func log(_ x: Float) -> Float { logf(x) }
  @inlinable
  package static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inlinable
  package static func exp(_ x: Float) -> Float { expf(x) }
  @inlinable
  package static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inlinable
  package static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  @inlinable
  package static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  @inlinable
  package static func pow(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }
}
