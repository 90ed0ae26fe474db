import GradientChecks
import Tensors
import Testing

@Suite("Every operation of the tape")
struct OperationTests {
  static let names = operationCases(Double.self).map(\.name)

  @Test("has the gradient that central differences find", arguments: names)
  func gradient(name: String) throws {
    let checkCase = try #require(operationCases(Double.self).first { $0.name == name })
    #expect(gradientError(checkCase) < 1e-7)
  }

  @Test("gives the same on the fast kernels as on the plain ones", arguments: names)
  func precision(name: String) throws {
    let fast = try #require(operationCases(Float.self).first { $0.name == name })
    let plain = try #require(operationCases(Double.self).first { $0.name == name })
    #expect(precisionError(fast, plain) < 1e-5)
  }

  @Test("gives PyTorch's values and gradients", arguments: names)
  func parity(name: String) throws {
    let fixture = try ParityFixture()
    guard fixture.names.contains(name) else { return }
    let fast = try #require(operationCases(Float.self).first { $0.name == name })
    let plain = try #require(operationCases(Double.self).first { $0.name == name })
    // The fixture is in f32: what f64 differs by is its rounding.
    let errors = (plain: try #require(try fixture.error(plain)), fast: try #require(try fixture.error(fast)))
    #expect(errors.plain < 1e-6)
    #expect(errors.fast < 1e-5)
  }
}
