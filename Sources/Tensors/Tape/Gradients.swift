/// One worker's gradients of all parameters of a set. Workers' sums are added in the order of the workers, so
/// that the result does not depend on which one was first.
public final class Gradients<Scalar: TensorScalar>: @unchecked Sendable {
  /// The parameters that these are gradients of.
  public let parameters: ParameterSet<Scalar>
  private let memory: UnsafeMutablePointer<Scalar>
  private let total: Int
  private var offsets: [Int] = []
  private var rowGradients: [Int: RowGradient<Scalar>] = [:]

  /// Zero gradients for the parameters that the set has now.
  public init(for parameters: ParameterSet<Scalar>) {
    self.parameters = parameters
    var total = 0
    for parameter in parameters.parameters {
      offsets.append(total)
      switch parameter.storage {
      case .dense: total += (parameter.count + 15) / 16 * 16
      case .rows: rowGradients[parameter.index] = RowGradient(width: parameter.shape.last ?? 1)
      }
    }
    self.total = total
    memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, total) * MemoryLayout<Scalar>.stride, alignment: 64
    )
    .bindMemory(to: Scalar.self, capacity: max(1, total))
    memory.initialize(repeating: 0, count: max(1, total))
  }

  deinit { memory.deallocate() }

  /// The gradient of a parameter that is kept dense, in place.
  public func dense(_ parameter: Parameter<Scalar>) -> UnsafeMutableBufferPointer<Scalar> {
    precondition(parameter.storage == .dense, "the gradient of \(parameter.name) is kept by rows")
    return UnsafeMutableBufferPointer(start: memory + offsets[parameter.index], count: parameter.count)
  }

  /// The gradient of a parameter that is kept by rows; nil where it is kept dense.
  public func rows(_ parameter: Parameter<Scalar>) -> RowGradient<Scalar>? { rowGradients[parameter.index] }

  /// Sets everything to zero.
  public func clear() {
    memory.zero(total)
    for rows in rowGradients.values { rows.clear() }
  }

  /// Adds another worker's gradients.
  public func add(_ other: Gradients) {
    Scalar.tensorKernels.addScaled(1, other.memory, memory, total)
    for (index, rows) in rowGradients {
      if let others = other.rowGradients[index] { rows.add(others) }
    }
  }

  /// Multiplies everything by one number.
  public func scale(by factor: Scalar) {
    Scalar.tensorKernels.addScaled(factor - 1, memory, memory, total)
    for rows in rowGradients.values { rows.scale(by: factor) }
  }

  /// The Euclidean norm over all parameters.
  public var norm: Scalar {
    var squares = Scalar.tensorKernels.dot(memory, memory, total)
    for index in rowGradients.keys.sorted() { squares += rowGradients[index]?.squares ?? 0 }
    return squares.squareRoot()
  }

  func slot(of parameter: Parameter<Scalar>, pool: BufferPool) -> GradientSlot<Scalar> {
    precondition(
      parameter.index < parameters.parameters.count && parameters.parameters[parameter.index] === parameter
        && parameter.index < offsets.count, "\(parameter.name) is not among the parameters of these gradients"
    )
    if let rows = rowGradients[parameter.index] { return RowSlot(rows, count: parameter.count, pool: pool) }
    let buffer = Buffer(
      borrowing: memory + offsets[parameter.index], count: parameter.count, owner: self, pool: pool)
    return ParameterSlot(buffer, pool: pool)
  }
}

/// The gradient of a table of which few rows were looked up.
public final class RowGradient<Scalar: TensorScalar> {
  /// Length of a row.
  public let width: Int
  /// Rows with a gradient, in the order in which they were first met.
  public private(set) var indices: [Int] = []
  private var places: [Int: Int] = [:]
  private var values: [Scalar] = []

  init(width: Int) { self.width = width }

  /// Lends the gradients [indices.count, width], in the order of ``indices``.
  public func withValues<Result>(_ body: (UnsafeBufferPointer<Scalar>) throws -> Result) rethrows -> Result {
    try values.withUnsafeBufferPointer(body)
  }

  func add(_ row: Int, _ gradient: UnsafePointer<Scalar>) {
    if let place = places[row] {
      values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        Scalar.tensorKernels.addScaled(1, gradient, base + place * width, width)
      }
    } else {
      places[row] = indices.count
      indices.append(row)
      values.append(contentsOf: UnsafeBufferPointer(start: gradient, count: width))
    }
  }

  func add(_ other: RowGradient) {
    other.withValues { values in
      guard let base = values.baseAddress else { return }
      for (place, row) in other.indices.enumerated() { add(row, base + place * width) }
    }
  }

  func scale(by factor: Scalar) {
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      Scalar.tensorKernels.addScaled(factor - 1, base, base, values.count)
    }
  }

  var squares: Scalar {
    withValues { values in values.baseAddress.map { Scalar.tensorKernels.dot($0, $0, values.count) } ?? 0 }
  }

  func clear() {
    indices.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }
}
