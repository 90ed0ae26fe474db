import CKernels
import Tensors

/// A weight matrix as it lies in a file: f32, f16, bf16, or int8 with one scale a row under `<name>_scale`.
///
/// Rows are output channels of a linear layer, or entries of an embedding table; PyTorch keeps both as
/// [rows, columns].
struct WeightMatrix: Sendable {
  let rows: Int
  let columns: Int
  private let file: SafeTensors
  private let entry: SafeTensors.Entry
  private let scales: SafeTensors.Entry?

  /// Finds the matrix and, where it is int8, its scales.
  ///
  /// - Parameter shape: as the file has it; [rows, columns] where nil.
  init(
    _ file: SafeTensors, _ name: String, rows: Int, columns: Int, shape: [Int]? = nil
  ) throws(SafeTensorsError) {
    self.file = file
    self.rows = rows
    self.columns = columns
    entry = try file.entry(name, shape: shape ?? [rows, columns])
    switch entry.type {
    case .float32, .float16, .bfloat16:
      try file.requireFinite(entry)
      scales = nil
    case .int8:
      let found = try file.entry("\(name)_scale", shape: [rows])
      guard found.type == .float32 else {
        throw SafeTensorsError(file: file.path, tensor: found.name, reason: .wrongType(found.type))
      }
      try file.requireFinite(found)
      scales = found
    default: throw SafeTensorsError(file: file.path, tensor: name, reason: .wrongType(entry.type))
    }
  }

  var isQuantized: Bool { scales != nil }

  /// The scale of a row of an int8 matrix.
  func scale(_ row: Int) -> Float {
    guard let scales else { return 1 }
    return file.bytes(of: scales).loadUnaligned(fromByteOffset: row * 4, as: Float.self)
  }

  /// The int8 values in the mapped file, where they are int8.
  var quantized: UnsafePointer<Int8>? {
    isQuantized ? file.bytes(of: entry).baseAddress?.assumingMemoryBound(to: Int8.self) : nil
  }

  /// Writes rows as f32.
  func read(rows range: Range<Int>, into floats: UnsafeMutablePointer<Float>) {
    let bytes = file.bytes(of: entry)
    guard let base = bytes.baseAddress else { return }
    let start = base + range.lowerBound * columns * entry.type.byteCount
    let count = range.count * columns
    switch entry.type {
    case .float16: kernels.f16_to_f32(start.assumingMemoryBound(to: UInt16.self), floats, count)
    case .bfloat16: kernels.bf16_to_f32(start.assumingMemoryBound(to: UInt16.self), floats, count)
    case .int8:
      for (place, row) in range.enumerated() {
        kernels.quantized.widen_row(
          start.assumingMemoryBound(to: Int8.self) + place * columns, scale(row), floats + place * columns,
          columns)
      }
    default: UnsafeMutableRawPointer(floats).copyMemory(from: start, byteCount: count * 4)
    }
  }

  /// Writes rows as int8 with their scales; from floats, by the largest magnitude of each row.
  func readQuantized(
    rows range: Range<Int>, into bytes: UnsafeMutablePointer<Int8>, scales: UnsafeMutablePointer<Float>
  ) {
    if let quantized {
      bytes.update(from: quantized + range.lowerBound * columns, count: range.count * columns)
      for (place, row) in range.enumerated() { scales[place] = scale(row) }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: columns) { row in
      guard let floats = row.baseAddress else { return }
      for (place, index) in range.enumerated() {
        read(rows: index..<index + 1, into: floats)
        scales[place] = kernels.quantized.narrow_row(floats, bytes + place * columns, columns)
      }
    }
  }
}
