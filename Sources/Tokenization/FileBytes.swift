#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole small files, read with typed errors.
enum FileBytes {
  /// The bytes of the file at `path`.
  ///
  /// - Throws: ``TokenizationError``; files of more than `limit` bytes are refused.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw TokenizationError(file: path, reason: .directory) }

    // A pipe has no size to go by, so the file is read to its end whatever `fstat` says.
    var bytes: [UInt8] = []
    var expected = min(max(Int(status.st_size), 0), limit) + 1
    while true {
      let chunk = try [UInt8](unsafeUninitializedCapacity: max(expected, 1 << 16)) { room, count in
        let got = systemRead(descriptor, room.baseAddress, room.count)
        guard got >= 0 else { throw failure(path) }
        count = got
      }
      if chunk.isEmpty { break }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      guard bytes.count <= limit else { throw TokenizationError(file: path, reason: .tooLarge(limit)) }
      expected = 0
    }
    guard !bytes.isEmpty else { throw TokenizationError(file: path, reason: .empty) }
    return bytes
  }

  private static func systemRead(
    _ descriptor: Int32, _ room: UnsafeMutablePointer<UInt8>?, _ count: Int
  ) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, room, count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, room, count)
      #else
        let got = Darwin.read(descriptor, room, count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }

  private static func failure(_ path: String) -> TokenizationError {
    let reason: TokenizationError.Reason =
      switch errno {
      case ENOENT, ENOTDIR: .missing
      case EACCES, EPERM: .permissionDenied
      case EISDIR: .directory
      case let code: .io(String(cString: strerror(code)))
      }
    return TokenizationError(file: path, reason: reason)
  }
}
