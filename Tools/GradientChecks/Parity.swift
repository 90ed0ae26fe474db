import Foundation
import Tensors

/// Values that PyTorch computed in double precision, written by `Tools/Fixtures/autodiff.py`.
///
/// Tensors are named `case/input/0`, `case/parameter/NAME`, `case/weight/0` (of each output in the loss),
/// `case/output/0`, `case/input-gradient/0` and `case/parameter-gradient/NAME`.
package struct ParityFixture {
  private let file: SafeTensors
  /// Cases that the file has.
  package let names: Set<String>

  package static var path: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/autodiff.safetensors"
    ).path
  }

  /// A fixture that says nothing about a case, and so can say nothing against it.
  package struct Missing: Error, Hashable {
    /// Where in the file something should stand.
    package let name: String

    package init(name: String) { self.name = name }
  }

  package init(path: String = Self.path) throws {
    file = try SafeTensors(path: path)
    names = Set(file.entries.keys.compactMap { $0.split(separator: "/").first.map(String.init) })
  }

  private func values(_ name: String) throws -> [Double] {
    let buffer = try file.floats(name)
    return withExtendedLifetime(buffer) { buffer.elements.map { Double($0) } }
  }

  private func values(_ name: String, _ kind: String) throws -> [[Double]] {
    var result: [[Double]] = []
    while file.entries["\(name)/\(kind)/\(result.count)"] != nil {
      result.append(try values("\(name)/\(kind)/\(result.count)"))
    }
    return result
  }

  /// What PyTorch had and got for one case.
  ///
  /// - Throws: ``Missing`` where the file has no output of it; `SafeTensorsError`.
  package func evaluation(_ name: String, parameters: [String]) throws -> Evaluation {
    var result = Evaluation(inputs: try values(name, "input"), parameters: [:])
    result.weights = try values(name, "weight")
    result.outputs = try values(name, "output")
    guard !result.outputs.isEmpty else { throw Missing(name: "\(name)/output") }
    result.inputGradients = try values(name, "input-gradient")
    for parameter in parameters {
      result.parameters[parameter] = try values("\(name)/parameter/\(parameter)")
      result.parameterGradients[parameter] = try values("\(name)/parameter-gradient/\(parameter)")
    }
    return result
  }

  /// The largest difference of outputs and gradients from PyTorch's; nil where the fixture lacks the case.
  package func error<Scalar: TensorScalar>(_ checkCase: CheckCase<Scalar>) throws -> Double? {
    guard names.contains(checkCase.name) else { return nil }
    let evaluator = Evaluator(checkCase)
    let expected = try evaluation(checkCase.name, parameters: evaluator.parameters.parameters.map(\.name))
    return difference(evaluator.evaluate(expected), expected)
  }
}
