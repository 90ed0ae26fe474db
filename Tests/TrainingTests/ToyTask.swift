import Foundation
import Tensors
import Training

/// The smallest task: one linear layer that tells which of its numbers is largest. With it the trainer's own
/// duties can be tested, and it shows that a task takes one file.
final class ToyTask: TrainingTask, @unchecked Sendable {
  struct Settings: Codable, Sendable, Hashable {
    /// The example whose loss is not a number; −1 for none.
    var poison = -1
    /// What held-out measurements give instead of the accuracy, one after the other; empty for the accuracy.
    var script: [Double] = []
    var dropout = 0.2
  }

  struct Example: Sendable {
    var numbers: [Float]
    var label: Int
    var record: Int
  }

  static let name = "toy"
  static let about = "the largest of four numbers"
  static let help: [(setting: String, meaning: String)] = []
  static let defaults = Settings()
  static let measures = ["accuracy"]

  let parameters: ParameterSet<Float>
  let data: [DataReport]
  let groups: [DataOrder.Group]
  let start: FileRecord? = nil
  private let configuration: TrainingConfiguration
  private let settings: Settings
  private let examples: [Example]
  private let heldOut: [Example]
  private let weight, bias: Parameter<Float>
  private var measured = 0

  private struct Line: Decodable {
    var numbers: [Float]
    var label: Int
  }

  init(_ configuration: TrainingConfiguration, _ settings: Settings) throws {
    self.configuration = configuration
    self.settings = settings
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    weight = parameters.add("layer.weight", [4, 4], .normal(0.1))
    bias = parameters.add("layer.bias", [4], .zeros)
    var report = try DataReport(configuration.data[0])
    let file = try JSONLinesFile(path: configuration.data[0].file)
    var (examples, heldOut): ([Example], [Example]) = ([], [])
    for index in 0..<file.count {
      report.records += 1
      do {
        let line = try file.decode(index, as: Line.self)
        let example = Example(numbers: line.numbers, label: line.label, record: examples.count)
        if configuration.heldOutShare > 0, index % 5 == 4 {
          heldOut.append(example)
        } else {
          examples.append(example)
        }
      } catch { report.skipped.append(.init(id: error.place ?? "", reason: error.reason)) }
    }
    (report.used, report.heldOut) = (examples.count, heldOut.count)
    (self.examples, self.heldOut, data) = (examples, heldOut, [report])
    groups = [DataOrder.Group(records: 0..<examples.count, weight: configuration.data[0].weight)]
  }

  func examples(of record: Int, epoch: Int) -> [Example] { [examples[record]] }
  func length(of example: Example) -> Int { example.numbers.count }
  func name(of example: Example) -> String { "toy: \(example.record)" }

  private func logits(_ examples: [Example], on tape: Tape<Float>) -> Variable<Float> {
    let x = tape.constant(examples.flatMap(\.numbers), shape: [examples.count, 4])
    return x.dropout(settings.dropout).linear(tape.variable(weight), bias: tape.variable(bias))
  }

  func loss(of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment) -> Variable<Float> {
    let loss = logits(examples, on: tape).crossEntropy(
      examples.map(\.label), labelSmoothing: Float(configuration.labelSmoothing))
    return examples.contains { $0.record == settings.poison } ? loss * .nan : loss
  }

  func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !heldOut.isEmpty else { return nil }
    defer { measured += 1 }
    if !settings.script.isEmpty { return [settings.script[min(measured, settings.script.count - 1)]] }
    let file = try SafeTensors(path: folder + "/model.safetensors")
    let (w, b) = (try file.floats("layer.weight").array, try file.floats("layer.bias").array)
    let right = heldOut.count { example in
      let scores = (0..<4).map { row in
        b[row] + (0..<4).reduce(Float(0)) { $0 + w[row * 4 + $1] * example.numbers[$1] }
      }
      return scores.firstIndex(of: scores.max() ?? 0) == example.label
    }
    return [100 * Double(right) / Double(heldOut.count)]
  }

  func write(_ weights: NamedWeights, to folder: String, about: ModelOrigin) throws {
    var writer = SafeTensorsWriter()
    for entry in weights.entries { writer.add(entry.name, borrowing: entry.elements, shape: entry.shape) }
    try writer.write(to: folder + "/model.safetensors")
  }

  /// Lines of data; `bad` of them are no JSON.
  static func lines(_ count: Int, bad: Int = 0) -> String {
    var random = CounterRandom(seed: 9)
    let good = (0..<count).map { _ in
      let numbers = (0..<4).map { _ in random.normal() }
      return "{\"numbers\": \(numbers), \"label\": \(numbers.firstIndex(of: numbers.max() ?? 0) ?? 0)}"
    }
    return (good + (0..<bad).map { _ in "{\"numbers\": [1, 2" }).joined(separator: "\n") + "\n"
  }

  static func settings(_ data: String, _ more: [String: JSONValue] = [:]) throws -> ConfigurationReader {
    var settings = ConfigurationReader(for: ToyTask.self)
    let all: [String: JSONValue] = [
      "data": .string(data), "workers": .integer(2), "batchTokens": .integer(128),
      "poolRecords": .integer(50),
      "logEvery": .integer(3), "evaluateEvery": .integer(10), "checkpointEvery": .integer(7),
      "learningRate": .number(0.05), "epochs": .number(3),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    return settings
  }
}
