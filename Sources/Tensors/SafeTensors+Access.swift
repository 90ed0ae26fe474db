import CKernels

extension SafeTensors {
  /// The entry of a tensor that must be there, with a shape that it must have.
  public func entry(_ name: String, shape: [Int]? = nil) throws(SafeTensorsError) -> Entry {
    guard let entry = entries[name] else {
      throw SafeTensorsError(file: path, tensor: name, reason: .missingTensor)
    }
    if let shape, entry.shape != shape {
      throw SafeTensorsError(
        file: path, tensor: name, reason: .wrongShape(expected: shape, present: entry.shape))
    }
    return entry
  }

  /// The bytes of a tensor in the mapped file, valid as long as the `SafeTensors` lives.
  public func bytes(of entry: Entry) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[entry.bytes])
  }

  /// A tensor of f32, f16 or bf16, as f32.
  public func floats(_ name: String, shape: [Int]? = nil) throws(SafeTensorsError) -> AlignedBuffer<Float> {
    let entry = try entry(name, shape: shape)
    let buffer = AlignedBuffer<Float>(uninitialized: entry.count)
    try convert(entry, into: buffer.base)
    return buffer
  }

  /// Makes sure that a tensor of floating-point numbers holds numbers only.
  ///
  /// - Throws: `.notFinite` for a tensor with an infinity or a NaN, which would make every result of the
  ///   model one.
  public func requireFinite(_ entry: Entry) throws(SafeTensorsError) {
    let bytes = bytes(of: entry)
    guard let base = bytes.baseAddress else { return }
    // The bits of each type's exponent (IEEE 754; bf16 is the upper half of an f32).
    let isFinite =
      switch entry.type {
      case .float32: ck_all_finite_32(base, entry.count, 0x7F80_0000)
      case .float16: ck_all_finite_16(base, entry.count, 0x7C00)
      case .bfloat16: ck_all_finite_16(base, entry.count, 0x7F80)
      default: true
      }
    guard isFinite else { throw SafeTensorsError(file: path, tensor: entry.name, reason: .notFinite) }
  }

  /// Writes the elements of a tensor of f32, f16 or bf16 to memory for `entry.count` floats.
  ///
  /// - Throws: `.wrongType`, and `.notFinite` where they are not all numbers.
  public func convert(_ entry: Entry, into floats: UnsafeMutablePointer<Float>) throws(SafeTensorsError) {
    let bytes = bytes(of: entry)
    guard let source = bytes.baseAddress, entry.count > 0 else { return }
    try requireFinite(entry)
    switch entry.type {
    case .float32: UnsafeMutableRawPointer(floats).copyMemory(from: source, byteCount: bytes.count)
    // The kernels read by bytes, so that a tensor at an odd place in the file does no harm.
    case .float16: kernels.f16_to_f32(source.assumingMemoryBound(to: UInt16.self), floats, entry.count)
    case .bfloat16: kernels.bf16_to_f32(source.assumingMemoryBound(to: UInt16.self), floats, entry.count)
    default: throw SafeTensorsError(file: path, tensor: entry.name, reason: .wrongType(entry.type))
    }
  }

  /// The elements of a tensor of `type`, copied.
  public func elements<Element: BitwiseCopyable>(
    _ name: String, as type: Element.Type, _ elementType: ElementType, shape: [Int]? = nil
  )
    throws(SafeTensorsError) -> AlignedBuffer<Element>
  {
    let entry = try entry(name, shape: shape)
    guard entry.type == elementType, MemoryLayout<Element>.stride == elementType.byteCount else {
      throw SafeTensorsError(file: path, tensor: name, reason: .wrongType(entry.type))
    }
    let buffer = AlignedBuffer<Element>(uninitialized: entry.count)
    UnsafeMutableRawBufferPointer(buffer.elements).copyMemory(from: bytes(of: entry))
    return buffer
  }
}
