/// The parameters of a model, in the order in which it asked for them.
///
/// Initial values depend on the seed and the parameter's name alone, so that adding a layer does not change
/// the others.
public final class ParameterSet<Scalar: TensorScalar>: @unchecked Sendable {
  /// All parameters, in order.
  public private(set) var parameters: [Parameter<Scalar>] = []
  /// What random initial values come from.
  public let seed: UInt64
  private var byName: [String: Parameter<Scalar>] = [:]

  /// Whether parameters that begin with random values get them; otherwise they begin with 0.
  private let drawsInitialValues: Bool

  /// An empty set.
  ///
  /// - Parameter drawsInitialValues: `false` for a model whose parameters are all read from a file: a table
  ///   of millions of random numbers takes its time.
  public init(seed: UInt64 = 0, drawsInitialValues: Bool = true) {
    (self.seed, self.drawsInitialValues) = (seed, drawsInitialValues)
  }

  /// Number of elements of all parameters.
  public var count: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The parameter of that name.
  public subscript(name: String) -> Parameter<Scalar>? { byName[name] }

  /// Makes a parameter; a name can be used once.
  public func add(
    _ name: String, _ shape: [Int], _ initializer: Initializer,
    storage: Parameter<Scalar>.GradientStorage = .dense
  ) -> Parameter<Scalar> {
    precondition(byName[name] == nil, "there are two parameters named \(name)")
    let parameter = Parameter<Scalar>(name: name, shape: shape, storage: storage, index: parameters.count)
    var random = CounterRandom(
      seed: seed, stream: name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    let initial = drawsInitialValues || !initializer.isRandom ? initializer : .zeros
    initial.fill(parameter.elements, shape: shape, &random)
    parameters.append(parameter)
    byName[name] = parameter
    return parameter
  }
}

/// Initial values of a parameter.
public enum Initializer: Sendable, Hashable {
  /// All 0.
  case zeros
  /// All 1.
  case ones
  /// All the same.
  case constant(Double)
  /// Uniform in −bound ... bound.
  case uniform(Double)
  /// Normal with this standard deviation.
  case normal(Double)
  /// Uniform with the bound √(6 / (inputs + outputs)) for a matrix [outputs, inputs]: Glorot and Bengio 2010.
  case glorot
  /// Uniform with the bound 1 / √inputs, which is what PyTorch's layers start from.
  case fanIn

  /// Whether values are drawn.
  var isRandom: Bool {
    switch self {
    case .zeros, .ones, .constant: false
    case .uniform, .normal, .glorot, .fanIn: true
    }
  }

  func fill<Scalar: TensorScalar>(
    _ elements: UnsafeMutableBufferPointer<Scalar>, shape: [Int], _ random: inout CounterRandom
  ) {
    let inputs = Double(max(1, shape.last ?? 1)),
      outputs = Double(max(1, shape.count > 1 ? shape[shape.count - 2] : 1))
    switch self {
    case .zeros: elements.update(repeating: 0)
    case .ones: elements.update(repeating: 1)
    case .constant(let value): elements.update(repeating: Scalar(value))
    case .uniform(let bound): Self.fill(elements, &random) { (2 * Double($0.uniform()) - 1) * bound }
    case .normal(let deviation): Self.fill(elements, &random) { Double($0.normal()) * deviation }
    case .glorot:
      Initializer.uniform((6 / (inputs + outputs)).squareRoot()).fill(elements, shape: shape, &random)
    case .fanIn: Initializer.uniform(1 / inputs.squareRoot()).fill(elements, shape: shape, &random)
    }
  }

  /// In a loop of its own for `Float`, which the compiler does not make of the generic one: tables have
  /// millions of numbers.
  private static func fill<Scalar: TensorScalar>(
    _ elements: UnsafeMutableBufferPointer<Scalar>, _ random: inout CounterRandom,
    _ draw: (inout CounterRandom) -> Double
  ) {
    if let floats = elements as? UnsafeMutableBufferPointer<Float> {
      for i in floats.indices { floats[i] = Float(draw(&random)) }
    } else {
      for i in elements.indices { elements[i] = Scalar(draw(&random)) }
    }
  }
}
