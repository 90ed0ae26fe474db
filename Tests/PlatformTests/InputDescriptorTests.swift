import Foundation
import Platform
import Testing

@Suite("Opening inputs")
struct InputDescriptorTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "peruse-\(UUID().uuidString)"
  ).path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private func fault(
    _ path: String, _ origin: InputDescriptor.Origin, patience: Double = 0.05
  ) -> InputDescriptor.Fault? {
    do throws(InputDescriptor.Fault) {
      _ = try InputDescriptor(path: path, origin: origin, patience: patience).all(limit: 1 << 20)
      return nil
    } catch { return error }
  }

  @Test("A FIFO that nobody writes to is given up when it is named, and not opened when it was found")
  func fifo() throws {
    let path = folder + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    #expect(fault(path, .named) == .silent(0.05))
    #expect(fault(path, .found) == .special("a FIFO"))
  }

  /// Writes a byte into the FIFO at `path` now and then, until nobody reads it any more.
  private func trickle(_ path: String, everyMicroseconds pause: UInt32) {
    signal(SIGPIPE, SIG_IGN)
    Thread {
      let descriptor = open(path, O_WRONLY)
      while write(descriptor, "a", 1) == 1 { usleep(pause) }
      close(descriptor)
    }.start()
  }

  @Test("A FIFO that is never silent and never done is given up once it was waited for long enough in all")
  func trickles() throws {
    let path = folder + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    trickle(path, everyMicroseconds: 2_000)
    do throws(InputDescriptor.Fault) {
      _ = try InputDescriptor(path: path, origin: .named, patience: 60, allowance: 0.2).all(limit: 1 << 20)
      Issue.record("it was read to an end that it does not have")
    } catch { #expect(error == .slow(0.2)) }
  }

  @Test("What has been read whole does not count against what comes next")
  func renewed() throws {
    let path = folder + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    trickle(path, everyMicroseconds: 20_000)
    // All bytes together are waited for longer than the allowance, none of them for nearly as long.
    let input = try InputDescriptor(path: path, origin: .named, patience: 60, allowance: 2)
    var byte: UInt8 = 0
    let start = ContinuousClock.now
    while .now - start < .seconds(2.3) {
      #expect(try input.read(&byte, 1) == 1)
      input.renew()
    }
  }

  @Test("A FIFO with a writer is read to its end, also where the bytes come late")
  func written() throws {
    let path = folder + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let thread = Thread {
      let descriptor = open(path, O_WRONLY)
      for piece in ["late ", "but ", "whole"] {
        usleep(20_000)
        _ = piece.withCString { write(descriptor, $0, strlen($0)) }
      }
      close(descriptor)
    }
    thread.start()
    let input = try InputDescriptor(path: path, origin: .named, patience: 20)
    #expect(String(decoding: try input.all(limit: 100), as: UTF8.self) == "late but whole")
  }

  @Test("Devices, sockets and folders are no inputs, and the place where nothing is gives nothing")
  func special() throws {
    #expect(fault("/dev/zero", .named) == .special("a device"))
    #expect(fault("/dev/urandom", .found) == .special("a device"))
    #expect(fault(folder, .named) == .directory)
    #expect(fault(folder, .found) == .directory)
    #expect(fault("/dev/null", .named) == nil)
    #expect(fault("/dev/null", .found) == .special("a device"))
    #expect(fault("-", .found) == .system(ENOENT))
    let path = folder + "/socket"
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      room.copyBytes(from: path.utf8.prefix(room.count - 1))
    }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if bound == 0 { #expect(fault(path, .named) == .special("a socket")) }
  }

  @Test(
    "Files that the kernel makes up are read where they are named only",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func madeUp() throws {
    #expect(fault("/proc/self/status", .named) == nil)
    #expect(fault("/proc/self/status", .found) == .special("a file that the kernel makes up"))
  }

  @Test("A file whose name is not UTF-8 is opened under its bytes")
  func bytesOfNames() throws {
    let bytes = Array(folder.utf8) + [0x2F, 0xE9, 0x74, 0xE9]
    let path = bytes.map { CChar(bitPattern: $0) } + [0]
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    _ = write(descriptor, "hot", 3)
    close(descriptor)
    let input = try InputDescriptor(path: PathText.text(bytes), origin: .found, patience: 1)
    #expect(try input.all(limit: 10) == Array("hot".utf8))
    #expect(input.identity == FileIdentity(path: folder + "/\\xE9t\\xE9"))
  }
}
