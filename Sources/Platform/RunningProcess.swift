import CProcess
import Glibc

/// A program between its start and its end, with the three streams that lead to it.
final class RunningProcess {
  private let tool: String
  private let limits: ProcessRunner.Limits
  private let process: pid_t
  private let deadline: Double
  private var output: Int32
  private var errors: Int32
  /// Where `fed` goes; -1 where nothing is fed, or everything has been.
  private var input: Int32
  private let fed: [UInt8]
  private var fedCount = 0
  private var words: [UInt8] = []
  private static let mostWords = 1 << 16

  init(
    tool: String, path: String, arguments: [String], environment: [String], input: ProcessRunner.Input,
    limits: ProcessRunner.Limits
  ) throws(ProcessFailure) {
    (self.tool, self.limits) = (tool, limits)
    var kept: [Int32] = []
    var given: [Int32] = []
    func refuse(_ code: Int32) -> ProcessFailure {
      for descriptor in kept + given { systemClose(descriptor) }
      return ProcessFailure(tool: tool, reason: .cannotRun(String(cString: strerror(code))))
    }
    for capacity: Int32 in [1 << 20, 0] {
      var ends: [Int32] = [-1, -1]
      let code = peruse_process_pipe(&ends, capacity)
      guard code == 0 else { throw refuse(code) }
      kept.append(ends[0])
      given.append(ends[1])
    }
    var feed: Int32 = -1
    switch input {
    case .nothing: given.append(Self.copy(of: open("/dev/null", O_RDONLY | O_CLOEXEC), closes: true))
    case .descriptor(let descriptor): given.append(Self.copy(of: descriptor, closes: false))
    case .bytes:
      var ends: [Int32] = [-1, -1]
      let code = peruse_process_sockets(&ends)
      guard code == 0 else { throw refuse(code) }
      feed = ends[0]
      kept.append(feed)
      given.append(ends[1])
    }
    guard given[2] >= 0 else { throw refuse(errno) }
    if case .bytes(let bytes) = input { fed = bytes } else { fed = [] }

    var started: pid_t = 0
    let seconds = max(0.01, limits.seconds)
    let code = Self.withPointers([path] + arguments) { arguments in
      Self.withPointers(environment) { environment in
        peruse_process_start(
          path, arguments, environment, given[2], given[0], given[1],
          UInt64(clamping: limits.memoryBytes ?? 0), seconds < 1e9 ? UInt64(seconds) + 2 : 0, &started)
      }
    }
    guard code == 0 else { throw refuse(code) }
    for descriptor in given { systemClose(descriptor) }
    (output, errors, self.input) = (kept[0], kept[1], feed)
    process = started
    deadline = Self.now() + seconds
  }

  /// Carries data until the program has closed its output, then waits for its end.
  func run(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws -> String {
    var reason: ProcessFailure.Reason?
    var isWanted = true
    do {
      reason = try carry(body, &isWanted)
    } catch {
      peruse_process_kill(process)
      _ = end()
      throw error
    }
    // A program may close its output and go on; it has the rest of its time.
    if reason == nil, isWanted, !waits() { reason = .time(limits.seconds) }
    if reason != nil || !isWanted { peruse_process_kill(process) }
    let status = end()
    let words = String(decoding: words, as: UTF8.self)
    if let reason { throw ProcessFailure(tool: tool, reason: reason) }
    guard isWanted else { return words }
    if status & 0x7F != 0 {
      throw ProcessFailure(tool: tool, reason: .signal(Int(status & 0x7F), words: words))
    }
    let code = Int((status >> 8) & 0xFF)
    guard code == 0 else { throw ProcessFailure(tool: tool, reason: .code(code, words: words)) }
    return words
  }

  private func carry(
    _ body: (UnsafeRawBufferPointer) throws -> Bool, _ isWanted: inout Bool
  ) throws -> ProcessFailure.Reason? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var received = 0
    if fed.isEmpty { closeInput() }
    while output >= 0 || errors >= 0 {
      let left = deadline - Self.now()
      guard left > 0 else { return .time(limits.seconds) }
      var wanted = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
      wanted.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0))
      wanted.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
      let ready = poll(&wanted, nfds_t(wanted.count), Int32(min(left * 1000 + 1, 60_000)))
      if ready < 0 {
        if errno == EINTR { continue }
        return .cannotRun(String(cString: strerror(errno)))
      }
      if wanted[2].revents != 0 { feed() }
      if wanted[1].revents != 0 {
        let count = read(errors, &buffer, buffer.count)
        if count > 0 {
          words.append(contentsOf: buffer[..<min(count, Self.mostWords - words.count)])
        } else if count == 0 || errno != EINTR {
          Self.close(&errors)
        }
      }
      guard wanted[0].revents != 0 else { continue }
      let count = read(output, &buffer, buffer.count)
      if count > 0 {
        received += count
        if received > limits.outputBytes { return .output(limits.outputBytes) }
        isWanted = try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        if !isWanted { return nil }
      } else if count == 0 || errno != EINTR {
        Self.close(&output)
      }
    }
    return nil
  }

  private func feed() {
    let sent = fed.withUnsafeBytes { bytes in
      bytes.baseAddress.map {
        peruse_process_send(input, $0 + fedCount, min(bytes.count - fedCount, 1 << 16))
      }
        ?? 0
    }
    if sent > 0 {
      fedCount += sent
      if fedCount == fed.count { closeInput() }
    } else if sent < 0, errno != EINTR, errno != EAGAIN {
      // A program need not read all that it is given.
      closeInput()
    }
  }

  private func closeInput() { Self.close(&input) }

  /// Waits for the end, which must come before the deadline.
  private func waits() -> Bool {
    var pause: UInt32 = 100
    while true {
      var information = siginfo_t()
      // Nothing is taken: `end` does that.
      if waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0 {
        return errno != EINTR
      }
      if peruse_process_has_ended(&information) != 0 { return true }
      guard Self.now() < deadline else { return false }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
  }

  /// Lets everything go; the system's status of the end.
  private func end() -> Int32 {
    for descriptor in [output, errors, input] where descriptor >= 0 { systemClose(descriptor) }
    (output, errors, input) = (-1, -1, -1)
    var status: Int32 = 0
    return peruse_process_end(process, &status) == 0 ? status : 0
  }

  // MARK: Helpers

  private static func close(_ descriptor: inout Int32) {
    if descriptor >= 0 { systemClose(descriptor) }
    descriptor = -1
  }

  /// A descriptor above 2 for a child, so that none is in another's way.
  private static func copy(of descriptor: Int32, closes: Bool) -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    if closes, descriptor >= 0 { systemClose(descriptor) }
    return copy
  }

  private static func withPointers<R>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("an array with an element has an address")
      }
      return body(base)
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

private func systemClose(_ descriptor: Int32) { close(descriptor) }
