import Tensors

/// Numbers that are kept beside every weight, in one stretch of memory: an optimizer's means, an average.
public final class ParameterMemory: @unchecked Sendable {
  /// What the numbers are.
  public let name: String
  /// Whose they are.
  public let parameters: ParameterSet<Float>
  private let offsets: [Int]
  private let memory: AlignedBuffer<Float>

  /// Zeros for every weight of the set. Each parameter's part starts on a full vector.
  public init(_ name: String, for parameters: ParameterSet<Float>) {
    self.name = name
    self.parameters = parameters
    var (offsets, total): ([Int], Int) = ([], 0)
    for parameter in parameters.parameters {
      offsets.append(total)
      total += (parameter.count + 15) / 16 * 16
    }
    self.offsets = offsets
    memory = AlignedBuffer(repeating: 0, count: total)
  }

  /// The numbers of one parameter, in place. Whoever uses them keeps the memory alive.
  public func elements(_ parameter: Parameter<Float>) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: memory.base + offsets[parameter.index], count: parameter.count)
  }

  /// Copies the weights.
  public func copyWeights() {
    for parameter in parameters.parameters {
      _ = elements(parameter).update(fromContentsOf: UnsafeBufferPointer(parameter.elements))
    }
  }
}

/// All parameters cut into stretches that workers take in turn.
struct ParameterStretches: Sendable {
  struct Stretch: Sendable {
    var parameter: Int
    var range: Range<Int>
  }

  /// A quarter of a megabyte: a second-level cache holds it with its gradient and two memories.
  static let length = 1 << 16

  let all: [Stretch]

  init(_ parameters: ParameterSet<Float>) {
    all = parameters.parameters.flatMap { parameter in
      // Whole rows, where the gradient is kept by rows.
      let width = parameter.storage == .rows ? max(1, parameter.shape.last ?? 1) : 1
      let length = max(1, Self.length / width) * width
      return stride(from: 0, to: parameter.count, by: length).map {
        Stretch(parameter: parameter.index, range: $0..<min($0 + length, parameter.count))
      }
    }
  }
}
