import SpanExtraction
import Synchronization

/// Cuts text at white space: a word is a unit, and its id the number of its text among those that have been
/// seen.
final class WordUnits: ReadingTokenizer {
  private let seen = Mutex<[String]>([])

  /// The text of a unit.
  func word(_ id: Int32) -> String { seen.withLock { $0[Int(id)] } }

  func units(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> (ids: [Int32], offsets: [Range<Int>]) {
    var (texts, offsets): ([String], [Range<Int>]) = ([], [])
    var start: Int?
    for (place, byte) in (Array(utf8) + [0x20]).enumerated() {
      if byte > 0x20 {
        start = start ?? place
      } else if let first = start.take() {
        offsets.append(base + first..<base + place)
        texts.append(String(decoding: utf8[first..<place], as: UTF8.self))
      }
    }
    let ids = seen.withLock { seen in
      texts.map { text in
        if let known = seen.firstIndex(of: text) { return Int32(known) }
        seen.append(text)
        return Int32(seen.count - 1)
      }
    }
    return (ids, offsets)
  }

  func continuesWord(_ id: Int32) -> Bool { false }
}
