import Glibc

/// What the system said about a call that failed.
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Its number, such as `ENOENT`.
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The error of the call that has just failed.
  package static var last: SystemError { SystemError(code: errno) }

  /// The system's words.
  package var words: String { String(cString: strerror(code)) }

  package var description: String { words }
}

/// Reading and writing by descriptor. A call that a signal interrupts is made again, and what is written is
/// written to its end.
package enum Descriptor {
  /// One call transfers at most this many bytes; Linux itself stops at 2 GiB.
  private static let mostBytes = 1 << 30

  /// Opens a file for reading.
  package static func open(_ path: String) throws(SystemError) -> Int32 {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    return descriptor
  }

  /// Reads the next bytes; returns how many there were, 0 at the end.
  package static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, mostBytes))
      if count >= 0 { return count }
      if errno != EINTR { throw .last }
    }
  }

  /// Reads from `offset` on until `buffer` is full or the file ends; returns how many bytes there were.
  package static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SystemError) -> Int {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = pread(descriptor, base + done, min(buffer.count - done, mostBytes), off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Writes all of `bytes`, at the descriptor's place, or from `offset` on.
  package static func write(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int? = nil
  ) throws(SystemError) {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let rest = min(bytes.count - done, mostBytes)
      let count =
        if let offset {
          pwrite(descriptor, base + done, rest, off_t(offset + done))
        } else {
          Glibc.write(descriptor, base + done, rest)
        }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      // Nothing taken and no error: a device that has no room will have none the next time either.
      guard count > 0 else { throw SystemError(code: ENOSPC) }
      done += count
    }
  }

  /// Writes all of `bytes`, at the descriptor's place, or from `offset` on.
  package static func write(_ descriptor: Int32, _ bytes: [UInt8], at offset: Int? = nil) throws(SystemError)
  {
    try bytes.withUnsafeBufferPointer { (buffer) throws(SystemError) in
      try write(descriptor, UnsafeRawBufferPointer(buffer), at: offset)
    }
  }

  /// Makes names in the folder that holds `path` as lasting as the files; where a file system cannot, the
  /// files are safe all the same.
  package static func syncFolder(of path: String) { syncFolder(PathName.folder(of: path)) }

  /// The same for the names in `folder`.
  package static func syncFolder(_ folder: String) {
    let descriptor = Glibc.open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// Paths as text.
package enum PathName {
  /// Everything before the last `/`; empty without one. (Foundation's own way of cutting a path traps on a
  /// name of one letter.)
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}
