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

  /// PyTorch has other random numbers; the rest are small shapes and compositions of operations that have an
  /// entry, or come first in one axis.
  private static let withoutEntry: Set<String> = [
    "add", "add-column", "add-row", "concatenate-first", "concatenate-with-itself", "cross-entropy-one",
    "dropout", "dropout-wide", "feed-forward", "fused-attention-dropout", "fused-attention-one", "matmul-one",
    "multiply", "multiply-number", "multiply-self", "reshape", "same-operand-twice", "slice-first",
    "softmax-masked-wide", "softmax-one", "sum", "sum-first", "tanh-one", "transpose",
  ]

  @Test("has an entry in PyTorch's fixture, or is named as one without")
  func fixtureIsWhole() throws {
    let fixture = try ParityFixture()
    #expect(Set(Self.names.filter { !fixture.names.contains($0) }) == Self.withoutEntry)
  }
}
