import GradientChecks
import Tensors
import TestSupport
import Testing

/// What finds faults must itself be able to.
@Suite("The checks of gradients")
struct CheckTests {
  private func evaluation(_ change: (inout Evaluation) -> Void = { _ in }) -> Evaluation {
    var result = Evaluation(inputs: [[1, 2]], parameters: ["w": [3]])
    result.outputs = [[1, 2], [3]]
    result.inputGradients = [[4, 5]]
    result.parameterGradients = ["w": [6], "b": [7]]
    change(&result)
    return result
  }

  @Test("Equal evaluations do not differ, and one other number is found wherever it stands")
  func numbers() {
    #expect(difference(evaluation(), evaluation()) == 0)
    let changes: [(inout Evaluation) -> Void] = [
      { $0.outputs[1][0] += 1 }, { $0.inputGradients[0][1] += 1 }, { $0.parameterGradients["b"] = [8] },
    ]
    for change in changes {
      let error = difference(evaluation(), evaluation(change))
      #expect(error > 0.1 && error < 1)
    }
    #expect(difference(evaluation(), evaluation { $0.outputs[0][0] = .nan }) == .infinity)
  }

  @Test("What only one of two evaluations has is an infinite difference, whichever of them has it")
  func missing() {
    let changes: [(inout Evaluation) -> Void] = [
      { $0.outputs.removeLast() }, { $0.outputs = [] }, { $0.outputs[0].removeLast() },
      { $0.inputGradients = [] }, { $0.inputGradients[0].append(5) },
      { $0.parameterGradients["b"] = nil }, { $0.parameterGradients = [:] },
      { $0.parameterGradients["c"] = [7] }, { $0.parameterGradients["w"] = [] },
    ]
    for change in changes {
      #expect(difference(evaluation(), evaluation(change)) == .infinity)
      #expect(difference(evaluation(change), evaluation()) == .infinity)
    }
  }

  @Test("Evaluations without an output are not alike")
  func empty() {
    for outputs in [[], [[], []]] as [[[Double]]] {
      let nothing = evaluation { $0.outputs = outputs }
      #expect(difference(nothing, nothing) == .infinity)
    }
    let unused = CheckCase<Double>("nothing", []) { _ in { tape, _ in [tape.constant([1], shape: [1])] } }
    #expect(gradientError(unused) == .infinity)
  }

  @Test("A fixture without the case, or without its outputs, is no agreement")
  func emptyFixture() throws {
    let folder = try Scratch()
    let path = folder.path + "/empty.safetensors"
    try SafeTensorsWriter().write(to: path)
    let add = CheckCase<Double>("add", [2], [2]) { $0[0] + $0[1] }
    let empty = try ParityFixture(path: path)
    #expect(empty.names.isEmpty)
    #expect(try empty.error(add) == nil)
    #expect(throws: ParityFixture.Missing(name: "add/output")) { try empty.evaluation("add", parameters: []) }

    func write(_ tensors: [(name: String, values: [Float])]) throws {
      var writer = SafeTensorsWriter()
      for (name, values) in tensors { writer.add("add/\(name)", Tensor(values, shape: [values.count])) }
      try writer.write(to: path)
    }
    let inputs: [(name: String, values: [Float])] = [("input/0", [1, 2]), ("input/1", [3, 4])]
    try write(inputs)
    #expect(throws: ParityFixture.Missing.self) { try ParityFixture(path: path).error(add) }
    let outputs: [(name: String, values: [Float])] = [("weight/0", [1, 1]), ("output/0", [4, 6])]
    try write(inputs + outputs)
    #expect(try ParityFixture(path: path).error(add) == .infinity)
    try write(inputs + outputs + [("input-gradient/0", [1, 1]), ("input-gradient/1", [1, 1])])
    #expect(try ParityFixture(path: path).error(add) == 0)
  }
}
