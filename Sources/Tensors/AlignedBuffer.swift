/// Memory of a fixed length, aligned for the widest vectors, that kernels write into.
///
/// The buffer does not watch over who reads and who writes: whoever shares one between workers gives each
/// its own part. That is why it is `@unchecked Sendable`, and why values that outlive a computation are kept
/// in a ``Tensor``, which copies on write.
public final class AlignedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// Bytes to which `base` is aligned: one cache line, one AVX-512 register.
  public static var alignment: Int { 64 }

  /// The first element. The pointer does not keep the buffer alive: whoever uses it holds on to the buffer,
  /// in a property or by `withExtendedLifetime`.
  public let base: UnsafeMutablePointer<Element>
  /// Number of elements.
  public let count: Int

  /// Memory for `count` elements with undefined contents.
  public init(uninitialized count: Int) {
    precondition(count >= 0, "a buffer cannot have a negative length")
    let bytes = max(count, 1) * MemoryLayout<Element>.stride
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
      .bindMemory(to: Element.self, capacity: max(count, 1))
    self.count = count
  }

  /// `count` copies of `value`.
  public convenience init(repeating value: Element, count: Int) {
    self.init(uninitialized: count)
    base.initialize(repeating: value, count: count)
  }

  /// A copy of `elements`.
  public convenience init(_ elements: some Collection<Element>) {
    self.init(uninitialized: elements.count)
    _ = UnsafeMutableBufferPointer(start: base, count: count).initialize(from: elements)
  }

  deinit { base.deallocate() }

  /// One element.
  public subscript(_ index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "index \(index) lies outside 0 ..< \(count)")
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count, "index \(index) lies outside 0 ..< \(count)")
      base[index] = newValue
    }
  }

  /// The elements, copied.
  public var array: [Element] { withExtendedLifetime(self) { Array(elements) } }

  /// The elements in place. What was said of `base` holds for this too.
  public var elements: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }
}
