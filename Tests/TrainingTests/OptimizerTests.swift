import Foundation
import Platform
import Tensors
import Testing
import Training

/// What PyTorch did, from `Tools/Fixtures/optimizers.py`.
private struct Fixture: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var settings: [String: JSONValue]
    var rate: Float
    var decay: Double
    var start: [Double]
    var gradients: [[Double]]
    var after: [[Double]]
    var testDescription: String { name }

    func optimizer() throws -> any Optimizer {
      var all = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(OptimizerSettings()))
      for (key, value) in settings { all.set([key], to: value) }
      return try JSONDecoder().decode(OptimizerSettings.self, from: JSONEncoder().encode(all)).optimizer
    }
  }

  struct Clipping: Decodable {
    var limit: Float
    var gradients: [[Double]]
    var norm: Double
    var clipped: [[Double]]
  }

  var optimizers: [Case]
  var clipping: Clipping
  var schedules: [String: [Double]]

  static let shared: Fixture? = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/optimizers.json")
    return try? JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
  }()
}

@Suite("Optimizers")
struct OptimizerTests {
  /// A plan that treats every parameter alike.
  private func plan(_ parameters: ParameterSet<Float>, decay: Double) throws -> ParameterPlan {
    var configuration = TrainingConfiguration()
    configuration.weightDecay = decay
    return try ParameterPlan(configuration, for: parameters)
  }

  /// Applies the steps of a case to a table of 7 rows of 3, and returns the weights after each.
  private func trace(
    _ fixture: Fixture.Case, storage: Parameter<Float>.GradientStorage, workers: Int
  ) throws -> [[Float]] {
    let parameters = ParameterSet<Float>()
    let weights = parameters.add("w", [7, 3], .zeros, storage: storage)
    weights.set(fixture.start)
    let updater = ParameterUpdater(
      try fixture.optimizer(), try plan(parameters, decay: fixture.decay), for: parameters)
    let pool = WorkerPool(workers: workers)
    return fixture.gradients.enumerated().map { step, gradient in
      let gradients = Gradients(for: parameters), tape = Tape(gradients: gradients)
      let values = gradient.map { Float($0) }
      // d/dw Σ w · g = g; through a lookup where the gradient is kept by rows, of those rows that have any.
      let rows = (0..<7).filter { row in values[row * 3..<row * 3 + 3].contains { $0 != 0 } }
      if !rows.isEmpty {
        let picked = tape.variable(weights).gathered(rows)
        let factors = tape.constant(rows.flatMap { values[$0 * 3..<$0 * 3 + 3] }, shape: [rows.count, 3])
        tape.backward(from: (picked * factors).sum())
      }
      updater.update(gradients, rate: fixture.rate, scale: 1, step: step + 1, on: pool)
      return weights.values
    }
  }

  @Test("do to weights what PyTorch's do", arguments: Fixture.shared?.optimizers ?? [])
  private func parity(fixture: Fixture.Case) throws {
    for storage in [Parameter<Float>.GradientStorage.dense, .rows] {
      let trace = try trace(fixture, storage: storage, workers: 1)
      for (mine, theirs) in zip(trace, fixture.after) {
        #expect(zip(mine, theirs).allSatisfy { abs(Double($0) - $1) < 2e-6 * max(1, abs($1)) })
      }
    }
  }

  @Test("are all held to PyTorch's values")
  func coverage() throws {
    let names = Set(try #require(Fixture.shared).optimizers.map { $0.name.split(separator: "-")[0] })
    #expect(names == Set(OptimizerSettings.Rule.allCases.map { $0.rawValue[...] }))
  }

  @Test("give the same bits however many workers there are", arguments: OptimizerSettings.Rule.allCases)
  func workers(name: OptimizerSettings.Rule) throws {
    func trained(_ workers: Int) throws -> [Float] {
      let parameters = ParameterSet<Float>(seed: 3)
      let weights = parameters.add("w", [300, 1000], .normal(1))
      var settings = OptimizerSettings()
      settings.name = name
      let updater = ParameterUpdater(
        settings.optimizer, try plan(parameters, decay: 0.01), for: parameters)
      let gradients = Gradients(for: parameters), pool = WorkerPool(workers: workers)
      for step in 1...3 {
        for (i, value) in weights.values.enumerated() { gradients.dense(weights)[i] = value * 0.5 + 0.1 }
        updater.update(gradients, rate: 0.1, scale: 0.7, step: step, on: pool)
      }
      return weights.values
    }
    #expect(try trained(1) == trained(4))
  }

  @Test("clip a gradient by the norm over all parameters, as PyTorch does")
  func clipping() throws {
    let fixture = try #require(Fixture.shared).clipping
    let parameters = ParameterSet<Float>()
    let tensors = fixture.gradients.enumerated().map { parameters.add("w\($0)", [$1.count], .zeros) }
    let gradients = Gradients(for: parameters)
    for (tensor, values) in zip(tensors, fixture.gradients) {
      for (i, value) in values.enumerated() { gradients.dense(tensor)[i] = Float(value) }
    }
    #expect(abs(Double(gradients.norm) - fixture.norm) < 1e-5)
    // A plain step at a rate of 1 takes the clipped gradient away.
    var configuration = TrainingConfiguration()
    configuration.weightDecay = 0
    let updater = ParameterUpdater(
      SGD(momentum: 0), try ParameterPlan(configuration, for: parameters), for: parameters)
    updater.update(
      gradients, rate: 1, scale: fixture.limit / gradients.norm, step: 1, on: WorkerPool(workers: 1))
    for (tensor, clipped) in zip(tensors, fixture.clipped) {
      #expect(zip(tensor.values, clipped).allSatisfy { abs(Double($0) + $1) < 1e-5 })
    }
  }

  @Test("follow PyTorch's schedules, linear and cosine after a warm-up")
  func schedules() throws {
    for (name, rates) in try #require(Fixture.shared).schedules {
      let shape = try #require(LearningRateSchedule.Shape(rawValue: name))
      let schedule = LearningRateSchedule(shape: shape, warmUp: 0.2)
      for (step, rate) in rates.enumerated() {
        #expect(abs(schedule.factor(at: Double(step) / 40) - rate) < 1e-9)
      }
    }
    let constant = LearningRateSchedule(shape: .constant, warmUp: 0.5)
    #expect([0, 0.25, 0.5, 1].map { constant.factor(at: $0) } == [0, 0.5, 1, 1])
    #expect(LearningRateSchedule(shape: .cosine, floor: 0.1).factor(at: 1) == 0.1)
  }
}

@Suite("The plan for parameters")
struct ParameterPlanTests {
  private func parameters() -> ParameterSet<Float> {
    let parameters = ParameterSet<Float>()
    for name in [
      "bert.embeddings.word_embeddings.weight", "bert.encoder.layer.0.output.dense.weight",
      "bert.encoder.layer.1.output.dense.bias", "bert.encoder.layer.1.output.LayerNorm.weight",
      "qa_outputs.weight",
    ] { _ = parameters.add(name, [3], .ones) }
    return parameters
  }

  @Test("gives each layer its share of the learning rate, and spares biases and norms the decay")
  func layers() throws {
    var configuration = TrainingConfiguration()
    configuration.layerDecay = 0.5
    configuration.weightDecay = 0.1
    configuration.rates = ["qa_*": 10]
    let plan = try ParameterPlan(configuration, for: parameters())
    #expect(plan.rates == [0.125, 0.25, 0.5, 0.5, 10])
    #expect(plan.decays == [0.1, 0.1, 0, 0, 0.1])
  }

  @Test("freezes by name: frozen weights do not move, and others do")
  func freezing() throws {
    var configuration = TrainingConfiguration()
    configuration.freeze = ["*embeddings*", "bert.encoder.layer.?.output.dense.*"]
    let set = parameters()
    let plan = try ParameterPlan(configuration, for: set)
    #expect(set.parameters.map(\.isFrozen) == [true, true, true, false, false])
    let gradients = Gradients(for: set), tape = Tape(gradients: gradients)
    let all = Variable<Float>.concatenated(set.parameters.map { tape.variable($0) })
    tape.backward(from: all.sum())
    ParameterUpdater(AdamW(), plan, for: set).update(
      gradients, rate: 0.1, scale: 1, step: 1, on: WorkerPool(workers: 2))
    #expect(set.parameters.map { $0.values == [1, 1, 1] } == [true, true, true, false, false])
  }

  @Test("refuses a pattern that fits nothing, and to freeze everything")
  func slips() throws {
    var configuration = TrainingConfiguration()
    configuration.freeze = ["qa_output.weight"]
    let error = #expect(throws: TrainingError.self) { try ParameterPlan(configuration, for: parameters()) }
    #expect(error?.description.contains("the nearest is \"qa_outputs.weight\"") == true)
    configuration.freeze = ["*"]
    #expect(throws: TrainingError.self) { try ParameterPlan(configuration, for: parameters()) }
  }

  @Test(
    "Patterns know stars and question marks",
    arguments: [
      ("*", "", true), ("a*c", "abbc", true), ("a*c", "abcd", false), ("a?c", "abc", true),
      ("a?c", "ac", false),
      ("*.bias", "a.bias.bias", true), ("", "", true), ("", "a", false), ("**a**", "bab", true),
      ("a*a*a*a*a*b", String(repeating: "a", count: 2000), false),
    ])
  func patterns(pattern: String, name: String, fits: Bool) {
    #expect(Glob(names: pattern).matches(name) == fits)
  }
}

@Suite("Averages and early stopping")
struct AveragingTests {
  @Test("The average follows the weights, quickly at first and slowly later")
  func average() throws {
    let parameters = ParameterSet<Float>()
    let weights = parameters.add("w", [2], .zeros)
    let average = WeightAverage(decay: 0.9, of: parameters)
    weights.set([1.0, 2.0])
    let pool = WorkerPool(workers: 1)
    average.update(step: 1, on: pool)
    // (1 + 1) / (10 + 1) of the old average stays.
    #expect(abs(average.memory.elements(weights)[0] - 9 / 11) < 1e-6)
    for step in 2...500 { average.update(step: step, on: pool) }
    #expect(abs(average.memory.elements(weights)[1] - 2) < 1e-5)
  }

  @Test("Early stopping waits for its patience and remembers the best step")
  func stopping() {
    var stopping = EarlyStopping(patience: 2)
    let bests = [50, 50, 51, 40].enumerated().map { stopping.observe($1, step: 10 * ($0 + 1)) }
    #expect(bests == [true, false, true, false] && !stopping.isOver)
    let last = stopping.observe(.nan, step: 50)
    #expect(!last && stopping.isOver)
    #expect(stopping.best == 51 && stopping.bestStep == 30)
    var never = EarlyStopping(patience: 0)
    for step in 1...100 { _ = never.observe(-Double(step), step: step) }
    #expect(!never.isOver)
  }
}
