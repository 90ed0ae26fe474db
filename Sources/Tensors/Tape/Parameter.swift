/// A named tensor that training changes: `encoder.layer.0.attention.self.query.weight`, as the checkpoint
/// calls it.
///
/// Workers read it at the same time; an optimizer writes it between steps, when no worker does. That is why
/// it is `@unchecked Sendable`.
public final class Parameter<Scalar: TensorScalar>: @unchecked Sendable {
  /// How a worker keeps the gradient.
  public enum GradientStorage: Sendable, Hashable {
    /// One number for each element.
    case dense
    /// The rows that a step has looked up: for embedding tables.
    case rows
  }

  /// The name in checkpoints.
  public let name: String
  /// Lengths of the dimensions.
  public let shape: [Int]
  /// Number of elements.
  public let count: Int
  /// How gradients are kept.
  public let storage: GradientStorage
  /// Place in its ``ParameterSet``.
  public let index: Int
  /// A frozen parameter gets no gradient. Change it between steps.
  public var isFrozen = false
  let base: UnsafeMutablePointer<Scalar>

  init(name: String, shape: [Int], storage: GradientStorage, index: Int) {
    self.name = name
    self.shape = shape
    self.storage = storage
    self.index = index
    count = shape.elementCount
    base = UnsafeMutableRawPointer.allocate(
      byteCount: Swift.max(1, count) * MemoryLayout<Scalar>.stride, alignment: 64
    ).bindMemory(to: Scalar.self, capacity: Swift.max(1, count))
    base.initialize(repeating: 0, count: Swift.max(1, count))
  }

  deinit { base.deallocate() }

  /// The values, in place. Write only while no worker reads.
  public var elements: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  /// A copy of the values.
  public var values: [Scalar] { Array(elements) }

  /// Replaces the values by numbers that a file holds in f32.
  package func set(floats: UnsafeBufferPointer<Float>) {
    precondition(floats.count == count, "\(name) has the shape \(shape), not room for \(floats.count) values")
    if let same = self as? Parameter<Float> {
      _ = same.elements.update(fromContentsOf: floats)
    } else {
      for (i, value) in floats.enumerated() { base[i] = Scalar(value) }
    }
  }

  /// Replaces the values.
  public func set(_ values: some Collection<some BinaryFloatingPoint>) {
    precondition(values.count == count, "\(name) has the shape \(shape), not room for \(values.count) values")
    for (i, value) in values.enumerated() { base[i] = Scalar(value) }
  }
}
