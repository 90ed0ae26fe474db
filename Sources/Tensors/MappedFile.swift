#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file mapped into memory, read-only. Pages come in when they are first touched.
public final class MappedFile: @unchecked Sendable {
  /// The path as given.
  public let path: String
  /// The whole file.
  public let bytes: UnsafeRawBufferPointer

  /// The system's words for why a file could not be mapped.
  public struct Failure: Error, Sendable, Hashable {
    /// The words.
    public let words: String
  }

  /// Maps the file at `path`.
  public init(path: String) throws(Failure) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(words: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(words: String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(words: "not a regular file") }
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else { throw Failure(words: String(cString: strerror(errno))) }
    madvise(address, size, Int32(MADV_WILLNEED))
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  deinit {
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }
}
