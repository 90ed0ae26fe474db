/// A dense, row-major tensor of 32-bit floats with value semantics.
///
/// Storage is shared between copies until one of them is written to.
public struct Tensor: Sendable {
  /// The extent of each dimension, outermost first. Empty for a scalar.
  public private(set) var shape: [Int]
  private var storage: AlignedBuffer<Float>

  /// A tensor filled with one value.
  public init(repeating value: Float, shape: [Int]) {
    self.init(uninitialized: shape)
    storage.base.initialize(repeating: value, count: storage.count)
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// A tensor of the given elements, in row-major order.
  public init(_ elements: some Collection<Float>, shape: [Int]) {
    precondition(elements.count == Tensor.count(of: shape), "\(elements.count) elements do not fill \(shape)")
    self.shape = shape
    storage = AlignedBuffer(elements)
  }

  /// A tensor over memory that nothing else writes to from now on.
  public init(adopting buffer: AlignedBuffer<Float>, shape: [Int]) {
    precondition(buffer.count == Tensor.count(of: shape), "\(buffer.count) elements do not fill \(shape)")
    self.shape = shape
    storage = buffer
  }

  /// A tensor whose contents are undefined until they are written.
  public init(uninitialized shape: [Int]) {
    self.shape = shape
    storage = AlignedBuffer(uninitialized: Tensor.count(of: shape))
  }

  /// Number of elements in a tensor of this shape.
  public static func count(of shape: [Int]) -> Int {
    precondition(shape.allSatisfy { $0 >= 0 }, "a shape has no negative extent")
    return shape.reduce(1, *)
  }

  /// Number of elements.
  public var count: Int { storage.count }
  /// Number of dimensions.
  public var rank: Int { shape.count }
  /// The elements in row-major order, copied.
  public var elements: [Float] { Array(storage.elements) }

  /// The same elements under another shape of as many.
  public func reshaped(_ shape: [Int]) -> Tensor {
    precondition(Tensor.count(of: shape) == count, "\(self.shape) cannot be seen as \(shape)")
    var copy = self
    copy.shape = shape
    return copy
  }

  /// Reads the elements in place.
  public func withUnsafeElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(storage.elements))
  }

  /// Writes the elements in place; copies them first where another tensor shares them.
  public mutating func withUnsafeMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if !isKnownUniquelyReferenced(&storage) { storage = AlignedBuffer(storage.elements) }
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.elements)
  }

  /// One element, by its index in each dimension.
  public subscript(_ index: Int...) -> Float {
    get { storage.base[offset(of: index)] }
    set {
      let place = offset(of: index)
      withUnsafeMutableElements { $0[place] = newValue }
    }
  }

  private func offset(of index: [Int]) -> Int {
    precondition(index.count == rank, "\(index.count) indices for a tensor of rank \(rank)")
    var offset = 0
    for (i, extent) in zip(index, shape) {
      precondition(i >= 0 && i < extent, "index \(index) lies outside \(shape)")
      offset = offset * extent + i
    }
    return offset
  }
}

extension Tensor: Equatable {
  /// Whether shapes and all elements are equal, as floats compare.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    a.shape == b.shape && a.storage.elements.elementsEqual(b.storage.elements)
  }
}
