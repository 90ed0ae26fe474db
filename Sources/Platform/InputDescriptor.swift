import Glibc

/// An input opened for reading, so that neither opening nor reading waits for ever.
///
/// What a person names may be a pipe; then bytes are waited for, but not without end. What was found (in a
/// folder, a list, an archive, a line of JSON) must be a regular file: whoever put it there decides what
/// opening it does.
package final class InputDescriptor {
  /// Who says that this is an input.
  package enum Origin: Sendable, Hashable {
    /// The person, on the command line.
    case named
    /// Anything else.
    case found
  }

  /// Why it cannot be read.
  package enum Fault: Error, Sendable, Hashable {
    /// The system's error number.
    case system(Int32)
    case directory
    /// What it is instead of a file: `a FIFO`.
    case special(String)
    /// No byte came for so many seconds.
    case silent(Double)
    /// Bytes came, but so slowly that they were waited for longer than so many seconds in all.
    case slow(Double)
  }

  package let number: Int32
  /// Size of a regular file: a hint, nothing relies on it.
  package let size: Int?
  package let identity: FileIdentity
  private let ownsNumber: Bool
  /// How long to wait for the next bytes, in milliseconds; `nil` where the system never waits, or we always
  /// do.
  private let patience: Int32?
  /// Most seconds to wait in all, from opening or from the last `renew()` on.
  private let allowance: Double?
  private var waited = 0.0

  /// Opens `path` (see `PathText`); `-` is standard input, which is waited for without end.
  ///
  /// - Parameters:
  ///   - patience: longest wait for the next bytes of a pipe, in seconds.
  ///   - allowance: longest wait in all; whoever reads records calls `renew()` after each.
  package init(
    path: String, origin: Origin, patience seconds: Double, allowance: Double? = nil
  ) throws(Fault) {
    self.allowance = allowance
    let isStandardInput = path == "-" && origin == .named
    ownsNumber = !isStandardInput
    number = isStandardInput ? 0 : Self.open(path)
    guard number >= 0 else { throw Self.refusal(path, errno) }
    var status = stat()
    guard fstat(number, &status) == 0 else {
      let code = errno
      Self.close(number, isStandardInput)
      throw .system(code)
    }
    identity = FileIdentity(status)
    let isFile = status.st_mode & S_IFMT == S_IFREG
    let isOrdinary = isFile && !Self.isMadeUp(status)
    size = isOrdinary ? Int(status.st_size) : nil
    if let fault = Self.fault(status, path, isOrdinary: isOrdinary, origin) {
      Self.close(number, isStandardInput)
      throw fault
    }
    let milliseconds = (seconds * 1000).rounded(.up)
    patience =
      isOrdinary || isStandardInput
      ? nil : milliseconds < Double(Int32.max) ? Int32(max(1, milliseconds)) : .max
  }

  deinit { if ownsNumber { Self.close(number, false) } }

  /// Reads up to `count` bytes; 0 at the end.
  package func read(_ buffer: UnsafeMutableRawPointer?, _ count: Int) throws(Fault) -> Int {
    while true {
      if let patience, try !wait(patience) { continue }
      let got = systemRead(number, buffer, count)
      if got >= 0 { return got }
      if errno == EAGAIN, patience == nil {
        // Whoever started the program has left standard input so that it does not wait.
        var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        _ = poll(&wanted, 1, -1)
      } else if errno != EINTR, errno != EAGAIN {
        throw .system(errno)
      }
    }
  }

  /// Looks at bytes of a regular file from `offset` on, and reads none of them; `nil` where it is none, or
  /// they are not to be had.
  package func look(at offset: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Int? {
    guard size != nil else { return nil }
    while true {
      let got = pread(number, buffer.baseAddress, buffer.count, offset)
      if got >= 0 { return got }
      guard errno == EINTR else { return nil }
    }
  }

  /// Something whole has been read: what comes next is waited for anew.
  package func renew() { waited = 0 }

  /// Waits for bytes; false where a signal has ended the wait.
  private func wait(_ patience: Int32) throws(Fault) -> Bool {
    var longest = patience
    if let allowance {
      let left = ((allowance - waited) * 1000).rounded(.up)
      guard left > 0 else { throw .slow(allowance) }
      if left < Double(patience) { longest = Int32(left) }
    }
    var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let start = ContinuousClock.now
    let ready = poll(&wanted, 1, longest)
    let code = errno
    waited += (.now - start) / .seconds(1)
    if ready == 0 {
      if longest < patience, let allowance { throw .slow(allowance) }
      throw .silent(Double(patience) / 1000)
    }
    if ready < 0, code != EINTR { throw .system(code) }
    return ready > 0
  }

  /// Everything up to `limit` bytes.
  package func all(limit: Int) throws(Fault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(limit, max(1 << 12, (size ?? 0) + 1)))
    var count = 0
    while count < limit {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: min(count, limit - count)) }
      let (start, room) = (count, bytes.count - count)
      let result = bytes.withUnsafeMutableBytes { bytes in
        Result { () throws(Fault) in try read(bytes.baseAddress.map { $0 + start }, room) }
      }
      let got = try result.get()
      if got == 0 { break }
      count += got
    }
    bytes.removeSubrange(count...)
    return bytes
  }

  // MARK: What may be read

  private static func open(_ path: String) -> Int32 {
    PathText.withPath(path) { openForReading($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
  }

  private static func fault(
    _ status: stat, _ path: String, isOrdinary: Bool, _ origin: Origin
  ) -> Fault? {
    if isOrdinary { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFREG: return origin == .named ? nil : .special("a file that the kernel makes up")
    case S_IFIFO: return origin == .named ? nil : .special("a FIFO")
    case S_IFSOCK:
      return path == "-" || origin == .named && isStandardInput(path) ? nil : .special("a socket")
    case S_IFBLK: return .special("a block device")
    case S_IFCHR:
      // A terminal, and the place where nothing is, are devices that people name.
      let isUsual = path == "-" || isStandardInput(path) || path == "/dev/null"
      return origin == .named && isUsual ? nil : .special("a device")
    default: return .special("no file")
    }
  }

  private static func isStandardInput(_ path: String) -> Bool {
    ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path)
  }

  /// Why opening failed, told apart from what cannot be opened at all.
  private static func refusal(_ path: String, _ code: Int32) -> Fault {
    guard code == ENXIO || code == ENODEV else { return .system(code) }
    var status = stat()
    guard PathText.withPath(path, { stat($0, &status) }) == 0 else { return .system(code) }
    return .special(status.st_mode & S_IFMT == S_IFSOCK ? "a socket" : "a device")
  }

  /// Whether a regular file has no bytes on a disk, as those in `/proc`: reading may wait, and its size says
  /// nothing.
  private static func isMadeUp(_ status: stat) -> Bool {
    madeUp.contains(FileIdentity(status).device)
  }

  private static let madeUp: Set<UInt64> = Set(
    ["/proc", "/sys", "/sys/kernel/debug", "/sys/kernel/tracing", "/sys/fs/cgroup"].compactMap { place in
      // Where nothing is mounted, the folder belongs to the disk.
      guard let own = FileIdentity(path: place)?.device, own != FileIdentity(path: "/")?.device else {
        return nil
      }
      return own
    })

  private static func close(_ descriptor: Int32, _ isStandardInput: Bool) {
    if !isStandardInput { closeDescriptor(descriptor) }
  }
}

private func openForReading(_ path: UnsafePointer<CChar>, _ flags: Int32) -> Int32 { open(path, flags) }
private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
