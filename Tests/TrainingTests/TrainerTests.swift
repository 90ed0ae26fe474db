import Foundation
import FoundationXML
import Tensors
import TestSupport
import Testing
import Training

@Suite("The trainer")
struct TrainerTests {
  private final class Log: @unchecked Sendable {
    var events: [TrainingEvent] = []
    var warnings: [String] { events.compactMap { if case .warning(let text) = $0 { text } else { nil } } }
    var measured: [(step: Int, value: Double, isBest: Bool)] {
      events.compactMap {
        if case .measured(let step, let values, let isBest) = $0 {
          (step, values[0].value, isBest)
        } else {
          nil
        }
      }
    }
    var resumed: Int? {
      events.lazy.compactMap { if case .began(let beginning) = $0 { beginning } else { nil } }.first?.resumed
    }
  }

  /// Trains the toy until the end, or until `steps` steps of this process are done.
  @discardableResult
  private func train(
    _ scratch: Scratch, _ name: String = "run", _ more: [String: JSONValue] = [:],
    stopAfter: Int = .max,
    examples: Int = 400
  ) throws -> (outcome: TrainingOutcome, log: Log) {
    let data = try scratch.write("data.jsonl", ToyTask.lines(examples))
    let log = Log()
    var done = 0
    let trainer = try Trainer<ToyTask>(
      ToyTask.settings(data, more), RunFolder(at: "\(scratch.path)/\(name)"), version: "test"
    ) {
      log.events.append($0)
      if case .stepped = $0 { done += 1 }
    }
    return (try trainer.run { done >= stopAfter }, log)
  }

  private func model(_ scratch: Scratch, _ name: String = "run") throws -> Data {
    try scratch.read("\(name)/model/model.safetensors")
  }

  @Test("learns, measures on held-out data, and keeps the best model")
  func learns() throws {
    let scratch = try Scratch()
    let (outcome, log) = try train(scratch)
    guard case .finished(let path, _) = outcome else {
      Issue.record("it did not finish")
      return
    }
    #expect(path == scratch.path + "/run/model")
    let best = try #require(log.measured.max { $0.value < $1.value })
    #expect(best.value > 80)
    #expect(log.measured.last { $0.isBest }?.value == best.value)
    let rows = try scratch.text("run/metrics.csv").split(separator: "\n")
    #expect(rows[0] == "step,epoch,examples,tokens,loss,learning_rate,gradient_norm,accuracy")
    let losses = rows.dropFirst().compactMap {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[4])
    }
    #expect(losses.count > 10 && losses[losses.count - 1] < losses[0] * 0.7)
    let curve = try scratch.text("run/loss.svg")
    #expect(curve.contains("<polyline") && curve.contains("prefers-color-scheme: dark"))
    #expect(XMLParser(data: Data(curve.utf8)).parse())
  }

  @Test("that is stopped and resumed again and again ends with the bits of one that never was")
  func resumes() throws {
    let scratch = try Scratch()
    let options: [String: JSONValue] = ["average": .number(0.9), "labelSmoothing": .number(0.05)]
    try train(scratch, "whole", options)
    for stop in [1, 6, 7, 4, 3] {
      let (outcome, _) = try train(scratch, "parts", options, stopAfter: stop)
      guard case .interrupted = outcome else {
        Issue.record("it was not stopped")
        return
      }
    }
    let (_, log) = try train(scratch, "parts", options)
    #expect(log.resumed == 21)
    #expect(try model(scratch, "parts") == model(scratch, "whole"))
    #expect(try scratch.text("parts/metrics.csv") == scratch.text("whole/metrics.csv"))
    // One more time: it is over, and nothing changes.
    try train(scratch, "parts", options)
    #expect(try model(scratch, "parts") == model(scratch, "whole"))
  }

  @Test("gives the same with any optimizer after a resume", arguments: OptimizerSettings.Rule.allCases)
  func optimizers(name: OptimizerSettings.Rule) throws {
    let scratch = try Scratch()
    let options: [String: JSONValue] = ["optimizer": .string(name.rawValue), "steps": .integer(15)]
    try train(scratch, "whole", options)
    try train(scratch, "parts", options, stopAfter: 8)
    try train(scratch, "parts", options)
    #expect(try model(scratch, "parts") == model(scratch, "whole"))
  }

  @Test("stops at a loss that is no number, names the batch, and keeps the weights before it")
  func notANumber() throws {
    let scratch = try Scratch()
    let error = #expect(throws: TrainingError.self) {
      try train(scratch, "run", ["toy.poison": .integer(123)])
    }
    #expect(error?.kind == .notFinite)
    let text = try #require(error?.description)
    #expect(text.contains("toy: 123") && text.contains("the loss is not a finite number"))
    // The path ends at the sentence's own full stop; the folder of temporary files may have some too.
    let place = try #require(text.range(of: "/checkpoints/step-"))
    let kept = "\(scratch.path)/run/checkpoints/step-\(text[place.upperBound...].prefix(while: \.isNumber))"
    let file = try SafeTensors(path: "\(kept)/tensors.safetensors")
    #expect(try file.floats("weight/layer.weight").array.allSatisfy(\.isFinite))
  }

  @Test("stops when the held-out measure has not risen for a while, and returns the best weights")
  func earlyStopping() throws {
    let scratch = try Scratch()
    let script = JSONValue.array([50, 60, 55, 59, 58, 90].map { .number($0) })
    let (outcome, log) = try train(
      scratch, "run", ["toy.script": script, "patience": .integer(3), "epochs": .number(20)])
    #expect(outcome == .finished(model: scratch.path + "/run/model", step: 50))
    #expect(log.measured.map(\.value) == [50, 60, 55, 59, 58])
    let shorter = try train(
      scratch, "best",
      ["toy.script": script, "steps": .integer(20), "schedule": .string("constant"), "warmUp": .integer(0)])
    #expect(shorter.outcome == .finished(model: scratch.path + "/best/model", step: 20))
  }

  @Test("ends with the same weights however many threads there are for the same number of workers")
  func threads() throws {
    let scratch = try Scratch()
    // Three workers on two cores: who computes what depends on timing, the sums do not.
    for name in ["a", "b"] { try train(scratch, name, ["workers": .integer(3), "steps": .integer(20)]) }
    #expect(try model(scratch, "a") == model(scratch, "b"))
  }

  @Test("computes a batch in parts as it computes it whole")
  func parts() throws {
    let scratch = try Scratch()
    let options: [String: JSONValue] = [
      "steps": .integer(10), "toy.dropout": .integer(0), "workers": .integer(1), "heldOutShare": .integer(0),
    ]
    try train(scratch, "whole", options)
    try train(scratch, "parts", options.merging(["passTokens": .integer(32)]) { $1 })
    let weights = try ["whole", "parts"].map {
      try SafeTensors(path: "\(scratch.path)/\($0)/model/model.safetensors").floats("layer.weight").array
    }
    #expect(zip(weights[0], weights[1]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("writes down everything that decided the weights")
  func record() throws {
    let scratch = try Scratch()
    try train(scratch, "run", ["seed": .integer(7), "steps": .integer(3)])
    let record = try RunRecord(contentsOf: scratch.path + "/run/run.json")
    #expect(record.seed == 7 && record.task == "toy" && record.version == "test")
    #expect(record.parameters == 20 && record.trainable == 20)
    #expect(record.data.map(\.sha256.count) == [64])
    let text = try scratch.text("run/run.json")
    for setting in ["batchTokens", "optimizer", "beta2", "clip", "dropout"] {
      #expect(text.contains("\"\(setting)\""))
    }
  }

  @Test("refuses to go on with other settings or other data than it began with, and says which")
  func changes() throws {
    let scratch = try Scratch()
    try train(scratch, "run", [:], stopAfter: 2)
    let setting = #expect(throws: TrainingError.self) { try train(scratch, "run", ["clip": .number(0.5)]) }
    #expect(setting?.description.contains("clip: was 1 when the run began and is 0.5 now") == true)
    let data = #expect(throws: TrainingError.self) { try train(scratch, "run", [:], examples: 399) }
    #expect(data?.description.contains("SHA-256 of") == true)
  }

  @Test("lets nobody else into its folder while it is at work")
  func locked() throws {
    let scratch = try Scratch()
    let mine = try RunFolder(at: scratch.path + "/run")
    let error = #expect(throws: TrainingError.self) { try RunFolder(at: scratch.path + "/run") }
    #expect(error?.kind == .run)
    withExtendedLifetime(mine) {}
  }
}
