import AttentionCore
import Foundation
import Tensors

/// How one mechanism did on one task.
struct TrialResult {
  /// Share of outputs that are right, and of outputs whose heaviest key is the planted one.
  var accuracy, alignment: Double
  /// Forward, backward and update of one batch.
  var millisecondsPerStep: Double
  /// Weights of one sequence, [length, keys].
  var example: [Float]
  var keys: Int
}

private func argmax(_ values: some Collection<Float>) -> Int {
  values.enumerated().max { $0.element < $1.element }?.offset ?? 0
}

/// Processor time of this process in ms: unlike the clock on the wall, it does not count other programs.
private func processorTime() -> Double { Double(clock()) * 1000 / Double(CLOCKS_PER_SEC) }

/// Trains a contender on a planted task from a fixed seed, and tries it on sequences it has not seen.
func trial(_ contender: Contender, _ task: PlantedTask, steps: Int, batch: Int = 32) -> TrialResult {
  let n = PlantedTask.length, width = Contender.width, symbols = PlantedTask.symbols
  let parameters = ParameterSet<Float>(seed: 1)
  let symbol = parameters.add("symbol", [symbols, width], .normal(0.3))
  let value = parameters.add("value", [symbols, width], .normal(0.3))
  let previous = parameters.add("previous", [symbols + 1, width], .normal(0.3))
  let keyPlace = parameters.add("key_place", [n, width], .normal(0.3))
  let queryPlace = parameters.add("query_place", [n, width], .normal(0.3))
  let attend = contender.make(parameters)
  let output = LinearLayer("output", inputs: width, outputs: symbols, in: parameters)
  let gradients = Gradients(for: parameters), tape = Tape(gradients: gradients, isTraining: true)
  var optimizer = Adam(parameters, rate: 3e-3)

  func forward(_ x: PlantedBatch) -> (logits: Vector, attempt: Attempt) {
    let shape = [x.size, n, width]
    let keys = tape.variable(symbol).gathered(x.sources).reshaped(shape) + tape.variable(keyPlace)
    let values = tape.variable(value).gathered(x.sources).reshaped(shape)
    let query = tape.variable(previous).gathered(x.previous).reshaped(shape) + tape.variable(queryPlace)
    let attempt = attend(query, keys, values)
    return (output(attempt.context).reshaped([x.size * n, symbols]), attempt)
  }
  func right(_ logits: Vector, _ targets: [Int]) -> [Float] {
    logits.withValues { values in
      targets.enumerated().map { row, target in
        argmax(values[(row * symbols)..<((row + 1) * symbols)]) == target ? 1 : 0
      }
    }
  }

  var random = CounterRandom(seed: 2)
  let start = processorTime()
  for step in 0..<steps {
    let x = PlantedBatch(task, size: batch, random: &random)
    tape.seed = UInt64(step)
    gradients.clear()
    let (logits, attempt) = forward(x)
    var loss = logits.crossEntropy(x.targets)
    if let extra = attempt.extraLoss { loss = loss + extra(right(logits, x.targets)) }
    tape.backward(from: loss)
    optimizer.update(gradients)
  }
  let time = (processorTime() - start) / Double(steps)

  tape.isTraining = false
  var unseen = CounterRandom(seed: 3)
  let x = PlantedBatch(task, size: 200, random: &unseen)
  let (logits, attempt) = forward(x)
  defer { tape.reset() }
  let hits = x.alignment.enumerated().count { row, place in
    argmax(attempt.weights[(row * n)..<((row + 1) * n)]) == place
  }
  return TrialResult(
    accuracy: Double(right(logits, x.targets).reduce(0, +)) / Double(x.targets.count),
    alignment: Double(hits) / Double(x.targets.count), millisecondsPerStep: time,
    example: Array(attempt.weights.prefix(n * n)), keys: n)
}

/// Trains pooling, flat or by sentences, to find the marked word.
func markedTrial(isHierarchical: Bool, steps: Int, batch: Int = 32) -> TrialResult {
  let width = Contender.width, count = MarkedBatch.sentences * MarkedBatch.words
  let parameters = ParameterSet<Float>(seed: 1)
  let word = parameters.add("word", [2 * MarkedBatch.marks, width], .normal(0.3))
  let flat = AttentionPooling("pooling", width: width, hidden: width, in: parameters)
  let levels = HierarchicalAttention("levels", width: width, hidden: width, in: parameters)
  let output = LinearLayer("output", inputs: width, outputs: MarkedBatch.marks, in: parameters)
  let gradients = Gradients(for: parameters), tape = Tape(gradients: gradients, isTraining: true)
  var optimizer = Adam(parameters, rate: 3e-3)

  func forward(_ x: MarkedBatch) -> (logits: Vector, weights: [Float]) {
    let words = tape.variable(word).gathered(x.tokens)
    guard isHierarchical else {
      let pooled = flat(words.reshaped([x.size, count, width]))
      return (output(pooled.context), pooled.weights.values)
    }
    let pooled = levels(
      words.reshaped([x.size * MarkedBatch.sentences, MarkedBatch.words, width]),
      wordLengths: [Int](repeating: MarkedBatch.words, count: x.size * MarkedBatch.sentences),
      sentenceCounts: [Int](repeating: MarkedBatch.sentences, count: x.size))
    // A word weighs what its sentence weighs, times its share of it.
    let weights = pooled.wordWeights * pooled.sentenceWeights.reshaped([x.size * MarkedBatch.sentences, 1])
    return (output(pooled.documents), weights.values)
  }

  var random = CounterRandom(seed: 2)
  let start = processorTime()
  for _ in 0..<steps {
    let x = MarkedBatch(size: batch, random: &random)
    gradients.clear()
    tape.backward(from: forward(x).logits.crossEntropy(x.targets))
    optimizer.update(gradients)
  }
  let time = (processorTime() - start) / Double(steps)
  var unseen = CounterRandom(seed: 3)
  let x = MarkedBatch(size: 500, random: &unseen)
  let (logits, weights) = forward(x), values = logits.values
  defer { tape.reset() }
  let right = x.targets.enumerated().count { row, target in
    argmax(values[(row * MarkedBatch.marks)..<((row + 1) * MarkedBatch.marks)]) == target
  }
  let found = x.places.enumerated().count { row, place in
    argmax(weights[(row * count)..<((row + 1) * count)]) == place
  }
  return TrialResult(
    accuracy: Double(right) / Double(x.size), alignment: Double(found) / Double(x.size),
    millisecondsPerStep: time,
    example: Array(weights.prefix(count)), keys: count)
}
