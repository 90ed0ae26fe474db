import AttentionCore
import HierarchicalModels
import Tensors
import TestSupport
import Testing

@Suite("Scores of starts and ends")
struct SpanHeadTests {
  @Test("Inference gives what the definition gives, at any stretch of places")
  func inference() throws {
    let parameters = ParameterSet<Float>(seed: 1)
    let head = LinearLayer<Float>(
      ReaderModel<Float>.headName, inputs: TestModel.width, outputs: 2, initializer: .normal(0.02),
      in: parameters)
    for parameter in parameters.parameters {
      var random = CounterRandom(seed: 5, stream: UInt64(parameter.index))
      for place in parameter.elements.indices { parameter.elements[place] = random.normal() }
    }
    let folder = try Scratch()
    try TestModel.write(
      to: folder.path,
      adding: parameters.parameters.map { ($0.name, Tensor(Array($0.elements), shape: $0.shape)) })
    let encoder = try WordEncoder(modelAt: folder.path, precision: .float32)
    let output = try encoder.encode(TestModel.inputs([40]))[0]
    let tape = Tape<Float>.inference()
    let expected = head(tape.constant(output.hidden, shape: [1, 40, TestModel.width])).values
    let fast = try SpanHead(encoder.folder, width: TestModel.width)
    for range in [0..<1, 3..<40, 0..<40] {
      let (start, end) = fast.logits(output, at: range)
      #expect(start.count == range.count && end.count == range.count)
      for (offset, place) in range.enumerated() {
        #expect(abs(start[offset] - expected[2 * place]) < 1e-4, "start of \(place)")
        #expect(abs(end[offset] - expected[2 * place + 1]) < 1e-4, "end of \(place)")
      }
    }
  }

  @Test("Weights of another shape, and none, are errors that name the tensor")
  func absent() throws {
    let folder = try Scratch()
    try TestModel.write(to: folder.path)
    let none = try ModelFolder(at: folder.path)
    let error = #expect(throws: ModelError.self) { try SpanHead(none, width: TestModel.width) }
    #expect(error?.description.contains(ReaderModel<Float>.headName) == true)
  }
}
