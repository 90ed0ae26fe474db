/// Memory that is lent, returned and lent again, so that a training step takes nothing from the system once
/// every length of batch has been seen.
///
/// Sizes are rounded up to a quarter of a power of two; a request may be served by a free piece of up to
/// twice its size. One pool belongs to one tape, and so to one thread at a time.
package final class BufferPool {
  private var free: [Int: [UnsafeMutableRawPointer]] = [:]
  /// Bytes taken from the system so far; lent or free.
  package private(set) var reservedBytes = 0

  package init() {}

  deinit { for list in free.values { for piece in list { piece.deallocate() } } }

  /// 256 bytes at least, then 1, 1.25, 1.5 and 1.75 times each power of two.
  static func sizeClass(_ bytes: Int) -> Int {
    guard bytes > 256 else { return 256 }
    let quarter = 1 << max(0, Int.bitWidth - 1 - (bytes - 1).leadingZeroBitCount - 2)
    return (bytes + quarter - 1) / quarter * quarter
  }

  fileprivate func take(_ bytes: Int) -> (piece: UnsafeMutableRawPointer, size: Int) {
    var size = Self.sizeClass(bytes)
    let wanted = size
    while size <= 2 * wanted {
      if let piece = free[size]?.popLast() { return (piece, size) }
      size = Self.sizeClass(size + 1)
    }
    reservedBytes += wanted
    return (.allocate(byteCount: wanted, alignment: 64), wanted)
  }

  fileprivate func give(_ piece: UnsafeMutableRawPointer, size: Int) { free[size, default: []].append(piece) }

  /// Hands everything that is not lent back to the system.
  func trim() {
    for (size, list) in free {
      for piece in list { piece.deallocate() }
      reservedBytes -= size * list.count
    }
    free.removeAll()
  }
}

/// A piece of a pool's memory, returned when the last reference to it goes; or memory that something else
/// owns.
package final class Buffer<Element: BitwiseCopyable> {
  package let pointer: UnsafeMutablePointer<Element>
  package let count: Int
  let pool: BufferPool
  private let size: Int
  private let owner: AnyObject?
  /// The same values in bfloat16, once something has asked for them.
  var half: Buffer<UInt16>?
  /// The same values as factors of products on tiles, each once something has asked for it.
  var packs: [TileFactor: Buffer<UInt16>] = [:]

  /// `count` elements of `pool`, not initialized.
  package init(_ count: Int, from pool: BufferPool) {
    let (piece, size) = pool.take(max(1, count) * MemoryLayout<Element>.stride)
    pointer = piece.bindMemory(to: Element.self, capacity: max(1, count))
    self.count = count
    self.pool = pool
    self.size = size
    owner = nil
  }

  /// Memory that `owner` keeps alive.
  ///
  /// - Parameter pool: where companions of it are made.
  package init(
    borrowing pointer: UnsafeMutablePointer<Element>, count: Int, owner: AnyObject, pool: BufferPool
  ) {
    self.pointer = pointer
    self.count = count
    self.pool = pool
    size = 0
    self.owner = owner
  }

  deinit { if owner == nil { pool.give(UnsafeMutableRawPointer(pointer), size: size) } }

  /// Drops what was made of the values, which have changed.
  func forgetCopies() {
    half = nil
    packs.removeAll()
  }

  /// Drops packed factors that will not be asked for again soon.
  func forgetPacks() { packs.removeAll() }

  /// `count` elements of the same pool, not initialized.
  package func sibling<Other>(_ count: Int, of type: Other.Type = Other.self) -> Buffer<Other> {
    Buffer<Other>(count, from: pool)
  }
}
