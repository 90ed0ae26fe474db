import AttentionCore
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

  @Test("gives PyTorch's values and gradients", arguments: names)
  func parity(name: String) throws {
    let fixture = try ParityFixture()
    let fast = try #require(mechanismCases(Float.self).first { $0.name == name })
    let plain = try #require(mechanismCases(Double.self).first { $0.name == name })
    guard fixture.names.contains(name) else { return }
    // The fixture is in f32: what f64 differs by is its rounding.
    let errors = (plain: try #require(try fixture.error(plain)), fast: try #require(try fixture.error(fast)))
    #expect(errors.plain < 1e-6)
    #expect(errors.fast < 1e-5)
  }

  @Test("has an entry in PyTorch's fixture, one-key shapes apart")
  func fixtureIsWhole() throws {
    let fixture = try ParityFixture()
    let missing = Self.names.filter { !fixture.names.contains($0) && !$0.hasSuffix("-one") }
    #expect(missing.isEmpty)
  }
}
