import CKernels
import Synchronization
import Tensors

/// What one worker needs at hand while it works on a block of rows or a head. Not shared while in use.
final class ScratchBuffers: Sendable {
  /// Quantized input rows, with the scale and zero point of each.
  let bytes: AlignedBuffer<UInt8>
  let scales: AlignedBuffer<Float>
  let zeros: AlignedBuffer<Int32>
  /// Input rows in bf16.
  let halves: AlignedBuffer<UInt16>
  /// [rows, width] between a linear map and the sum with its residual.
  let update: AlignedBuffer<Float>
  /// [rows, innerWidth] of the feed-forward part.
  let inner: AlignedBuffer<Float>
  /// For fused attention over the longest sequence.
  let attention: AlignedBuffer<UInt8>

  init(_ configuration: EncoderConfiguration) {
    let rows = RowBlock.rows
    let widest = max(3 * configuration.width, configuration.innerWidth)
    bytes = AlignedBuffer(uninitialized: rows * ck_padded_inputs(widest))
    scales = AlignedBuffer(uninitialized: rows)
    zeros = AlignedBuffer(uninitialized: rows)
    halves = AlignedBuffer(uninitialized: rows * widest)
    update = AlignedBuffer(uninitialized: rows * configuration.width)
    inner = AlignedBuffer(uninitialized: rows * configuration.innerWidth)
    attention = AlignedBuffer(
      uninitialized: kernels.attention.scratch_bytes(configuration.positions, configuration.headWidth))
  }
}

/// Things that are expensive to make and used by one worker at a time.
final class ObjectPool<Item: Sendable>: Sendable {
  private let items = Mutex<[Item]>([])
  private let make: @Sendable () -> Item

  init(_ make: @escaping @Sendable () -> Item) { self.make = make }

  func borrow<Result, Failure: Error>(_ body: (Item) throws(Failure) -> Result) throws(Failure) -> Result {
    let item = items.withLock { $0.popLast() } ?? make()
    defer { items.withLock { $0.append(item) } }
    return try body(item)
  }
}
