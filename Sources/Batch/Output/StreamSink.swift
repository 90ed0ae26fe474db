import Platform

/// Lines to standard output; nothing is resumed there.
final class StreamSink {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Writes a line, now or at the next ``flush()``.
  func append(_ bytes: [UInt8]) throws(CorpusError) {
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what is left.
  func flush() throws(CorpusError) {
    do throws(SystemError) { try Descriptor.write(descriptor, buffer) } catch {
      throw .cannotWrite(path: name, reason: error.words)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
