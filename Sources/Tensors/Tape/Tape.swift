/// Reverse-mode differentiation: operations are done as they are called, and written on the tape;
/// `backward(from:)` reads it from the end.
///
///     let tape = Tape<Float>(gradients: gradients)
///     let loss = (tape.variable(weight) * x).sum()
///     tape.backward(from: loss)      // gradients[weight] has been added to
///
/// A tape belongs to one thread at a time; workers have one each. Memory of intermediate values goes back to
/// the tape's pool when the last operation that needs it has been undone, and is lent again, so that steps of
/// the same shapes take nothing from the system. A variable must not outlive its tape.
public final class Tape<Scalar: TensorScalar> {
  private struct Step {
    let slot: GradientSlot<Scalar>
    let undo: (Buffer<Scalar>) -> Void
  }

  package let kernels = Scalar.tensorKernels
  package let pool = BufferPool()
  /// Where gradients of parameters are added; without it parameters are constants.
  public let gradients: Gradients<Scalar>?
  /// Whether operations are written down. Where not, memory is given back as soon as a variable goes away.
  public let isRecording: Bool
  /// Names the random streams of this step: dropout and sampling. Set it anew before each step, from the
  /// run's seed and the step and worker number.
  public var seed: UInt64 = 0 {
    didSet { streams = 0 }
  }
  /// Whether dropout drops.
  public var isTraining: Bool

  private var steps: [Step] = []
  private var parameters: [ObjectIdentifier: Variable<Scalar>] = [:]
  private var streams: UInt64 = 0

  /// A tape that records.
  ///
  /// - Parameter gradients: the worker's sums, to which `backward(from:)` adds.
  public init(gradients: Gradients<Scalar>? = nil, isTraining: Bool = false) {
    self.gradients = gradients
    self.isTraining = isTraining
    isRecording = true
  }

  private init(recording: Bool) {
    gradients = nil
    isRecording = recording
    isTraining = false
  }

  /// A tape that only computes.
  public static func inference() -> Tape { Tape(recording: false) }

  /// Bytes that the tape holds, in use or kept for the next step.
  public var reservedBytes: Int { pool.reservedBytes }

  // MARK: Leaves

  /// Values without a gradient.
  public func constant(_ values: some Collection<Scalar>, shape: [Int]) -> Variable<Scalar> {
    Variable(shape: shape, buffer: copy(values, shape), slot: nil, tape: self)
  }

  /// Values whose gradient can be read after `backward(from:)`.
  public func input(_ values: some Collection<Scalar>, shape: [Int]) -> Variable<Scalar> {
    let buffer = copy(values, shape)
    return Variable(shape: shape, buffer: buffer, slot: isRecording ? slot(buffer.count) : nil, tape: self)
  }

  /// A parameter as a variable: its own memory, not a copy. Ask again in each step.
  public func variable(_ parameter: Parameter<Scalar>) -> Variable<Scalar> {
    if let known = parameters[ObjectIdentifier(parameter)] { return known }
    let buffer = Buffer(borrowing: parameter.base, count: parameter.count, owner: parameter, pool: pool)
    let slot = isRecording && !parameter.isFrozen ? gradients?.slot(of: parameter, pool: pool) : nil
    let made = Variable(shape: parameter.shape, buffer: buffer, slot: slot, tape: self)
    parameters[ObjectIdentifier(parameter)] = made
    return made
  }

  private func copy(_ values: some Collection<Scalar>, _ shape: [Int]) -> Buffer<Scalar> {
    precondition(values.count == shape.elementCount, "\(values.count) values do not fill the shape \(shape)")
    let buffer = Buffer<Scalar>(values.count, from: pool)
    _ = UnsafeMutableBufferPointer(start: buffer.pointer, count: values.count).initialize(from: values)
    return buffer
  }

  // MARK: Recording

  package func buffer(_ count: Int) -> Buffer<Scalar> { Buffer(count, from: pool) }
  package func slot(_ count: Int) -> GradientSlot<Scalar> { GradientSlot(count: count, pool: pool) }

  /// An operation's result; `undo` gets the result's gradient and adds to the gradients of the operation's
  /// inputs.
  ///
  /// `undo` should capture buffers and slots, and only those that it needs: what it captures stays in memory.
  package func record(
    _ shape: [Int], _ value: Buffer<Scalar>, from inputs: [GradientSlot<Scalar>?],
    undo: @escaping (Buffer<Scalar>) -> Void
  ) -> Variable<Scalar> {
    guard isRecording, inputs.contains(where: { $0 != nil }) else {
      return Variable(shape: shape, buffer: value, slot: nil, tape: self)
    }
    let slot = slot(value.count)
    steps.append(Step(slot: slot, undo: undo))
    return Variable(shape: shape, buffer: value, slot: slot, tape: self)
  }

  /// A key for a random stream that no earlier call since `seed` was set has returned.
  package func nextStream() -> UInt64 {
    streams += 1
    let block = CounterRandom.block(seed: seed, stream: streams, index: 0)
    return UInt64(block.x) << 32 | UInt64(block.y)
  }

  // MARK: Backward

  /// Adds the gradient of `loss`, one number, times `scale` to every parameter and input that it depends on,
  /// and clears the tape.
  public func backward(from loss: Variable<Scalar>, scale: Scalar = 1) {
    precondition(
      loss.count == 1, "the gradient is of one number; sum or average a tensor of shape \(loss.shape) first")
    loss.slot?.sum().pointee += scale
    while let step = steps.popLast() {
      if let gradient = step.slot.take() { step.undo(gradient) }
    }
    parameters.removeAll(keepingCapacity: true)
  }

  /// Forgets what was recorded. Call it after a step that ended without `backward(from:)`.
  public func reset() {
    steps.removeAll(keepingCapacity: true)
    parameters.removeAll(keepingCapacity: true)
  }

  /// Gives memory that is not in use back to the system.
  public func trim() { pool.trim() }
}
