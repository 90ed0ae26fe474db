import Glibc
import Platform

/// Lines to standard output; nothing is resumed there.
final class StreamSink {
  private let descriptor: Int32
  private let name: String
  private let isTerminal: Bool
  /// Whether its lines are JSON, which has an escape for every character; in other forms pictures stand for
  /// what a terminal obeys.
  private let isJSON: Bool
  private var buffer: [UInt8] = []

  init(descriptor: Int32, name: String, isJSON: Bool = true) {
    self.descriptor = descriptor
    self.name = name
    self.isJSON = isJSON
    isTerminal = isatty(descriptor) == 1
  }

  /// Writes a line, now or at the next `flush()`.
  func append(_ bytes: [UInt8]) throws(CorpusError) {
    buffer += isTerminal ? Self.shown(bytes, isJSON: isJSON) : bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Text that no terminal obeys. What JSON lets stand but a terminal acts on (C1, changes of direction)
  /// becomes `\u` escapes, so that it stays JSON.
  static func shown(_ bytes: [UInt8], isJSON: Bool) -> [UInt8] {
    let whole = String(decoding: bytes, as: UTF8.self)
    guard isJSON else { return Array(TerminalText.shown(TerminalText.unmarked(whole)).utf8) }
    var text = ""
    for scalar in whole.unicodeScalars {
      switch scalar.value {
      case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return Array(text.utf8)
  }

  /// Writes what is left.
  func flush() throws(CorpusError) {
    do throws(SystemError) { try Descriptor.write(descriptor, buffer) } catch {
      throw .cannotWrite(path: name, reason: error.words)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
