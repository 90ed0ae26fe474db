import GradientChecks
import Tensors
import Testing

@Suite("Every mechanism")
struct MechanismTests {
  static let names = mechanismCases(Double.self).map(\.name)

  @Test("has the gradient that central differences find", arguments: names)
  func gradient(name: String) throws {
    let checkCase = try #require(mechanismCases(Double.self).first { $0.name == name })
    #expect(gradientError(checkCase) < 1e-7)
  }

  @Test("gives the same on the fast kernels as on the plain ones", arguments: names)
  func precision(name: String) throws {
    let fast = try #require(mechanismCases(Float.self).first { $0.name == name })
    let plain = try #require(mechanismCases(Double.self).first { $0.name == name })
    #expect(precisionError(fast, plain) < 1e-5)
  }
}
