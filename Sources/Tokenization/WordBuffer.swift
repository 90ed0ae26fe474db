/// A word after folding: its bytes, and for each byte where its character stands in the text.
///
/// Words of more than `longestWord` characters are counted but not kept, since they become `[UNK]` whole.
struct WordBuffer {
  /// BERT's limit in characters.
  static let longestWord = 100
  /// Four bytes for each character.
  static let capacity = 4 * longestWord

  let bytes: UnsafeMutablePointer<UInt8>
  /// Start and end of the source character, by byte.
  let starts: UnsafeMutablePointer<Int>
  let ends: UnsafeMutablePointer<Int>
  private(set) var count = 0
  private(set) var characters = 0
  /// From the first character's start to the last one's end.
  private(set) var range: Range<Int>?

  /// Uses `room`, three times `capacity` elements.
  init(_ room: UnsafeMutableBufferPointer<Int>) {
    starts = room.baseAddress!  // safe: the room has elements
    ends = starts + Self.capacity
    bytes = UnsafeMutableRawPointer(ends + Self.capacity).bindMemory(to: UInt8.self, capacity: Self.capacity)
  }

  mutating func clear() {
    count = 0
    characters = 0
    range = nil
  }

  /// Appends a character that comes from `place` in the source.
  mutating func append(_ scalar: UInt32, at place: Range<Int>) {
    range = (range?.lowerBound ?? place.lowerBound)..<place.upperBound
    characters += 1
    guard characters <= Self.longestWord else { return }
    if scalar < 0x80 {
      push(scalar, place)
    } else if scalar < 0x800 {
      push(0xC0 | scalar >> 6, place)
      push(0x80 | scalar & 0x3F, place)
    } else {
      if scalar < 0x10000 {
        push(0xE0 | scalar >> 12, place)
      } else {
        push(0xF0 | scalar >> 18, place)
        push(0x80 | scalar >> 12 & 0x3F, place)
      }
      push(0x80 | scalar >> 6 & 0x3F, place)
      push(0x80 | scalar & 0x3F, place)
    }
  }

  private mutating func push(_ byte: UInt32, _ place: Range<Int>) {
    bytes[count] = UInt8(truncatingIfNeeded: byte)
    starts[count] = place.lowerBound
    ends[count] = place.upperBound
    count += 1
  }
}
