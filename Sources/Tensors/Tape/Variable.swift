/// A tensor on a tape: its shape, its values, and the place of its gradient. Row-major and dense.
///
/// Operations are methods and operators in `Operations/`, each file with the forward and the backward pass of
/// one family. Shapes that do not fit are programming errors, and stop the program with the two shapes in the
/// message.
public struct Variable<Scalar: TensorScalar> {
  /// Lengths of the dimensions; empty for a single number.
  public let shape: [Int]
  package let buffer: Buffer<Scalar>
  package let slot: GradientSlot<Scalar>?
  package unowned let tape: Tape<Scalar>

  init(shape: [Int], buffer: Buffer<Scalar>, slot: GradientSlot<Scalar>?, tape: Tape<Scalar>) {
    self.shape = shape
    self.buffer = buffer
    self.slot = slot
    self.tape = tape
  }

  /// Number of elements.
  public var count: Int { buffer.count }
  /// Number of dimensions.
  public var rank: Int { shape.count }
  /// Length of the last dimension; 1 for a single number.
  public var columns: Int { shape.last ?? 1 }
  /// Product of all other dimensions.
  public var rows: Int { columns == 0 ? 0 : count / columns }

  /// A copy of the values.
  public var values: [Scalar] { withValues { Array($0) } }
  /// The value of a tensor with one element.
  public var scalar: Scalar {
    precondition(count == 1, "a tensor of shape \(shape) is not a single number")
    return buffer.pointer.pointee
  }
  /// The gradient of an ``Tape/input(_:shape:)`` after ``Tape/backward(from:scale:)``; nil where none has
  /// come.
  public var gradient: [Scalar]? {
    slot?.buffer.map { Array(UnsafeBufferPointer(start: $0.pointer, count: $0.count)) }
  }

  /// Lends the values without copying them.
  public func withValues<Result>(_ body: (UnsafeBufferPointer<Scalar>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: buffer.pointer, count: count))
  }

  /// The same values, through which no gradient flows.
  public func detached() -> Variable { Variable(shape: shape, buffer: buffer, slot: nil, tape: tape) }

  /// The same elements in another shape: no copy, one gradient.
  public func reshaped(_ shape: [Int]) -> Variable {
    precondition(shape.elementCount == count, "\(self.shape) cannot be read as \(shape)")
    return Variable(shape: shape, buffer: buffer, slot: slot, tape: tape)
  }

  package var pointer: UnsafeMutablePointer<Scalar> { buffer.pointer }
}

extension [Int] {
  /// Number of elements of a tensor of this shape.
  package var elementCount: Int { reduce(1, *) }
}
