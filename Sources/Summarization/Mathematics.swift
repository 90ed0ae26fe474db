#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's functions under names of our own, so that no file needs Foundation for a logarithm.
enum Mathematics {
  static func log(_ x: Float) -> Float { logf(x) }
  static func log(_ x: Double) -> Double { _log(x) }
  static func exp(_ x: Double) -> Double { _exp(x) }
  static func exp(_ x: Float) -> Float { expf(x) }
}

private func _log(_ x: Double) -> Double { log(x) }
private func _exp(_ x: Double) -> Double { exp(x) }
