import Platform

/// Bytes that come in piece by piece from somewhere else than a file, such as a member of an archive.
public protocol ByteSource: AnyObject {
  /// Reads the next bytes into `buffer`.
  ///
  /// - Returns: How many there were, 0 at the end.
  /// - Throws: What keeps them from being read.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestionError) -> Int
  /// Looks at the bytes from `offset` on and reads none of them.
  ///
  /// - Returns: How many there were, 0 at the end; `nil` where bytes come only once.
  func look(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int?
}

extension ByteSource {
  /// Bytes that come only once.
  public func look(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? { nil }
}

/// A file, standard input, bytes in memory or a source of bytes, read in chunks.
package final class InputFile {
  /// Path as given by the caller, or `-`.
  let path: String
  /// Size where the system knows it: a hint, nothing relies on it.
  let size: Int?
  private let descriptor: InputDescriptor?
  /// Bytes in memory, and how many of them have been read.
  private let memory: [UInt8]
  private var position = 0
  private let source: (any ByteSource)?

  /// Reads from `source` as if its bytes stood in the file `path`.
  init(path: String, source: any ByteSource) {
    self.path = path
    self.source = source
    size = nil
    descriptor = nil
    memory = []
  }

  /// Reads `bytes` as if they stood in the file `path`.
  init(path: String, bytes: [UInt8]) {
    self.path = path
    source = nil
    size = bytes.count
    descriptor = nil
    memory = bytes
  }

  /// Opens `path`, which a person has named; `-` is standard input.
  ///
  /// - Parameter patience: longest wait for the next bytes of a pipe, in seconds.
  /// - Throws: `.missing`, `.directory`, `.permissionDenied`, `.special` or `.io`.
  init(path: String, patience: Double) throws(IngestionError) {
    self.path = path
    memory = []
    source = nil
    do throws(InputDescriptor.Fault) {
      let descriptor = try InputDescriptor(path: path, origin: .named, patience: patience)
      self.descriptor = descriptor
      size = descriptor.size
    } catch { throw IngestionError(file: path, fault: error) }
  }

  /// Reads up to `count` bytes onto the end of `buffer`; fewer only at the end of the input.
  ///
  /// - Returns: whether the end has been reached.
  func read(upTo count: Int, onto buffer: inout [UInt8]) throws(IngestionError) -> Bool {
    if let source { return try Self.read(from: source, upTo: count, onto: &buffer) }
    guard let descriptor else {
      let end = min(memory.count, position + count)
      buffer.append(contentsOf: memory[position..<end])
      position = end
      return end == memory.count
    }
    var missing = count
    while missing > 0 {
      let start = buffer.count
      let piece = Self.piece(of: missing, after: start)
      buffer.append(contentsOf: repeatElement(0, count: piece))
      let result = buffer.withUnsafeMutableBytes { bytes in
        Result { () throws(InputDescriptor.Fault) in
          try descriptor.read(bytes.baseAddress.map { $0 + start }, piece)
        }
      }
      let got = if case .success(let got) = result { got } else { 0 }
      buffer.removeSubrange((start + got)...)
      if case .failure(let fault) = result { throw IngestionError(file: path, fault: fault) }
      if got == 0 { return true }
      missing -= got
    }
    return false
  }

  /// Looks at bytes from `offset` on without reading them, at most `most`, and puts them onto `buffer`.
  ///
  /// - Returns: how many there are; `nil` where the input can be read only once, or not at all.
  func look(at offset: Int, most: Int, onto buffer: inout [UInt8]) -> Int? {
    guard source != nil || descriptor != nil else {
      let part = memory[min(offset, memory.count)..<min(memory.count, offset + most)]
      buffer += part
      return part.count
    }
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: most))
    let got = buffer.withUnsafeMutableBytes { bytes in
      let room = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      return source?.look(at: offset, into: room) ?? descriptor?.look(at: offset, room)
    }
    buffer.removeLast(most - (got ?? 0))
    return got
  }

  /// Bytes to ask for at once: most files are small, and a large one soon gets what it wants.
  private static func piece(of missing: Int, after read: Int) -> Int { min(missing, max(1 << 15, read)) }

  private static func read(
    from source: any ByteSource, upTo count: Int, onto buffer: inout [UInt8]
  ) throws(IngestionError) -> Bool {
    var missing = count
    while missing > 0 {
      let start = buffer.count
      buffer.append(contentsOf: repeatElement(0, count: Self.piece(of: missing, after: start)))
      let result = buffer.withUnsafeMutableBytes { bytes in
        Result { () throws(IngestionError) in
          try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
        }
      }
      let got = if case .success(let got) = result { got } else { 0 }
      buffer.removeSubrange((start + got)...)
      _ = try result.get()
      if got == 0 { return true }
      missing -= got
    }
    return false
  }

  /// Reads all of it.
  ///
  /// - Throws: `.limit` where it is longer than `maximum` bytes.
  func readAll(maximum: Int) throws(IngestionError) -> [UInt8] {
    var bytes: [UInt8] = []
    // The last piece is asked for whole, although little of it is left: without room for it, all would be
    // copied.
    if let size { bytes.reserveCapacity(min(size, maximum) + min(1 << 20, max(1 << 15, size)) + 1) }
    while try !read(upTo: 1 << 20, onto: &bytes) {
      guard bytes.count <= maximum else {
        throw IngestionError(file: path, reason: .limit("size in bytes", maximum))
      }
    }
    guard bytes.count <= maximum else {
      throw IngestionError(file: path, reason: .limit("size in bytes", maximum))
    }
    return bytes
  }
}
