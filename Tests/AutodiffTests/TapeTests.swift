import Tensors
import Testing

@Suite("A tape")
struct TapeTests {
  /// A step of a small network with dropout, as training would do it.
  private func step(_ tape: Tape<Float>, _ set: ParameterSet<Float>, seed: UInt64, rows: Int = 5) -> Float {
    tape.seed = seed
    var random = CounterRandom(seed: 3)
    let x = tape.constant((0..<(rows * 8)).map { _ in random.normal() }, shape: [rows, 8])
    let first = set.parameters[0], second = set.parameters[1]
    let hidden = x.linear(tape.variable(first)).gelu().dropout(0.2)
    let loss = hidden.linear(tape.variable(second)).crossEntropy((0..<rows).map { $0 % 3 })
    tape.backward(from: loss)
    return loss.scalar
  }

  private func parameters() -> ParameterSet<Float> {
    let set = ParameterSet<Float>(seed: 1)
    _ = set.add("first.weight", [16, 8], .fanIn)
    _ = set.add("second.weight", [3, 16], .glorot)
    return set
  }

  @Test("takes no memory from the system after it has seen every shape")
  func memoryIsFlat() {
    let set = parameters(), tape = Tape(gradients: Gradients(for: set), isTraining: true)
    for rows in [5, 9, 33] { _ = step(tape, set, seed: 1, rows: rows) }
    let reserved = tape.reservedBytes
    for round in 0..<20 { _ = step(tape, set, seed: UInt64(round), rows: [9, 5, 33][round % 3]) }
    #expect(tape.reservedBytes == reserved)
  }

  @Test("gives everything back when it is trimmed")
  func trims() {
    let set = parameters(), tape = Tape(gradients: Gradients(for: set), isTraining: true)
    _ = step(tape, set, seed: 1)
    tape.trim()
    #expect(tape.reservedBytes == 0)
  }

  @Test("repeats itself bit for bit with the same seed, and drops other numbers with another")
  func seeds() {
    func gradient(_ seed: UInt64) -> [Float] {
      let set = parameters(), gradients = Gradients(for: set)
      _ = step(Tape(gradients: gradients, isTraining: true), set, seed: seed)
      return Array(gradients.dense(set.parameters[0]))
    }
    #expect(gradient(4) == gradient(4))
    #expect(gradient(4) != gradient(5))
  }

  @Test("keeps nothing when it only computes")
  func inference() {
    let tape = Tape<Float>.inference()
    var x = tape.constant([Float](repeating: 0.5, count: 4096), shape: [64, 64])
    for _ in 0..<100 { x = x.tanh() }
    #expect(tape.reservedBytes <= 3 * 4096 * 4)
    #expect(x.slot == nil)
  }

  @Test("sums workers' gradients in their order, rows of tables included")
  func workers() {
    let set = ParameterSet<Float>(seed: 1)
    let table = set.add("table", [10, 3], .normal(1), storage: .rows)
    let weight = set.add("weight", [3, 3], .glorot)
    func gradients(_ rows: [Int]) -> Gradients<Float> {
      let gradients = Gradients(for: set), tape = Tape(gradients: gradients)
      tape.backward(from: tape.variable(table).gathered(rows).linear(tape.variable(weight)).sum())
      return gradients
    }
    let first = gradients([1, 7, 1]), second = gradients([7, 2])
    let together = gradients([1, 7, 1, 7, 2])
    first.add(second)
    #expect(first.rows(table)?.indices == [1, 7, 2])
    for (a, b) in zip(first.dense(weight), together.dense(weight)) { #expect(abs(a - b) < 1e-6) }
    #expect(abs(first.norm - together.norm) < 1e-5)
    let before = first.norm
    first.scale(by: 0.5)
    #expect(abs(first.norm - before / 2) < 1e-5)
    first.clear()
    #expect(first.norm == 0)
  }

  @Test("leaves frozen parameters without a gradient")
  func freezing() {
    let set = parameters(), gradients = Gradients(for: set)
    set.parameters[0].isFrozen = true
    _ = step(Tape(gradients: gradients, isTraining: true), set, seed: 1)
    #expect(gradients.dense(set.parameters[0]).allSatisfy { $0 == 0 })
    #expect(gradients.dense(set.parameters[1]).contains { $0 != 0 })
  }

  @Test("starts every parameter from its own name and the seed, whatever else there is")
  func initialValues() {
    let small = ParameterSet<Float>(seed: 9), large = ParameterSet<Float>(seed: 9),
      other = ParameterSet<Float>(seed: 8)
    let a = small.add("layer.weight", [4, 4], .glorot)
    _ = large.add("before", [7], .normal(1))
    #expect(a.values == large.add("layer.weight", [4, 4], .glorot).values)
    #expect(a.values != other.add("layer.weight", [4, 4], .glorot).values)
  }

  @Test("of its own for each worker gives the same bits, whichever thread runs the worker")
  func threads() {
    func train(_ pool: WorkerPool) -> [Float] {
      let set = parameters()
      let workers = (0..<3).map { _ in Tape(gradients: Gradients(for: set), isTraining: true) }
      for round in 0..<4 {
        for worker in workers { worker.gradients?.clear() }
        pool.run(workers.count) { place in
          _ = step(workers[place], set, seed: UInt64(round * 3 + place), rows: 5 + place)
        }
        guard let sum = workers[0].gradients else { continue }
        for worker in workers.dropFirst() { if let other = worker.gradients { sum.add(other) } }
        for parameter in set.parameters {
          let gradient = sum.dense(parameter), values = parameter.elements
          for i in values.indices { values[i] -= 0.1 * gradient[i] }
        }
      }
      return set.parameters.flatMap(\.values)
    }
    #expect(train(WorkerPool(workers: 1)) == train(WorkerPool(workers: 3)))
  }
}
