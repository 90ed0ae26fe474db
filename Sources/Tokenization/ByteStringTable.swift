/// Numbers byte strings in order of first appearance: open addressing over one flat buffer.
package struct ByteStringTable: Sendable {
  private var storage: [UInt8] = []
  private var ends: [Int] = []
  private var slots = [Int32](repeating: -1, count: 1024)

  package init() {}

  /// Number of distinct strings.
  package var count: Int { ends.count }

  /// The number of `key`, given now if it is new.
  package mutating func intern(_ key: [UInt8]) -> Int32 {
    if 2 * (ends.count + 1) > slots.count { grow() }
    var slot = Int(truncatingIfNeeded: Self.hash(key[...])) & (slots.count - 1)
    while slots[slot] >= 0 {
      if equals(Int(slots[slot]), key) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(ends.count)
    slots[slot] = number
    storage.append(contentsOf: key)
    ends.append(storage.count)
    return number
  }

  private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  private func equals(_ number: Int, _ key: [UInt8]) -> Bool {
    let range = range(of: number)
    guard range.count == key.count else { return false }
    for index in 0..<key.count where storage[range.lowerBound + index] != key[index] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    for number in 0..<ends.count {
      var slot = Int(truncatingIfNeeded: Self.hash(storage[range(of: number)])) & (larger.count - 1)
      while larger[slot] >= 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = Int32(number)
    }
    slots = larger
  }

  /// FNV-1a, then the finalizer of MurmurHash3 so that the low bits are good ones.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return value ^ (value >> 33)
  }
}
