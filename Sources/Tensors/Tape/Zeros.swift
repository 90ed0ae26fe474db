extension UnsafeMutablePointer where Pointee: TensorScalar {
  /// Sets `count` numbers to 0: all bits of a floating-point zero are 0, and setting bytes is as fast as
  /// memory is, which the generic loop over numbers is not.
  func zero(_ count: Int) {
    UnsafeMutableRawPointer(self).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Pointee>.stride)
  }
}
