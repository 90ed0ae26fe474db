@preconcurrency import Dispatch
import FlyingFox
import Foundation
import Synchronization

/// Ends connections that the server library would keep for ever: those whose request does not come, whose
/// answer is not taken in, whose head has no end, and those above a number.
///
/// The library has no such limits. This looks at the process's own sockets four times a second, finds those
/// that belong to the server's port, and shuts down what is over its time; the library then closes it as if
/// the client had gone.
final class ConnectionWatch: Sendable {
  private struct Connection {
    /// Since when it has been waiting for its client.
    var since: ContinuousClock.Instant
    /// Requests being worked on.
    var working = 0
    /// Bytes it had received when it began to wait.
    var received: UInt64 = 0
    /// To be shut down once its answer has gone out.
    var isDoomed = false
    var isSeen = true
  }

  private let connections = Mutex<[String: Connection]>([:])
  private let port: UInt16
  private let idleSeconds: Double
  private let maximum: Int
  /// Bytes of a head, or of what comes before a handler sees it.
  private static let headBytes: UInt64 = 1 << 20
  private static let period = 0.25
  private nonisolated(unsafe) let timer: any DispatchSourceTimer

  init(port: UInt16, _ options: ServerOptions) {
    self.port = port
    idleSeconds = options.idleSeconds
    maximum = options.maximumConnections
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "peruse-connections"))
    timer.setEventHandler { [weak self] in self?.look() }
    timer.schedule(deadline: .now() + Self.period, repeating: Self.period)
    timer.activate()
  }

  func stop() { timer.cancel() }

  /// Whether no request is being answered, and all that was answered has left.
  var isIdle: Bool {
    let open = Sockets.connections(toPort: port)
    return connections.withLock { known in open.allSatisfy { (known[$0.peer]?.working ?? 0) <= 0 } }
      && open.allSatisfy { Sockets.unsent($0.file) == 0 }
  }

  /// A request has arrived; false where its connection is to be given up.
  func begin(_ request: HTTPRequest) -> Bool {
    guard let peer = Self.name(request) else { return true }
    return connections.withLock { connections in
      var connection = connections[peer] ?? Connection(since: .now)
      guard !connection.isDoomed else { return false }
      connection.working += 1
      connections[peer] = connection
      return true
    }
  }

  /// Its answer is ready to be sent.
  func end(_ request: HTTPRequest) {
    guard let peer = Self.name(request) else { return }
    connections.withLock { connections in
      connections[peer]?.working -= 1
      connections[peer]?.since = .now
      connections[peer]?.received = 0
    }
  }

  /// The connection is to be closed after this answer.
  func doom(_ request: HTTPRequest) {
    guard let peer = Self.name(request) else { return }
    connections.withLock { $0[peer]?.isDoomed = true }
  }

  private static func name(_ request: HTTPRequest) -> String? {
    switch request.remoteAddress {
    case .ip4(let address, let port): "\(address) \(port)"
    case .ip6(let address, let port): "\(address) \(port)"
    case .unix, nil: nil
    }
  }

  private func look() {
    let open = Sockets.connections(toPort: port)
    let now = ContinuousClock.now
    let late = connections.withLock { connections -> [Int32] in
      for peer in connections.keys { connections[peer]?.isSeen = false }
      var late: [Int32] = []
      for socket in open {
        var connection = connections[socket.peer] ?? Connection(since: now)
        connection.isSeen = true
        if connection.received == 0 { connection.received = max(1, socket.received) }
        if connection.working <= 0 {
          let seconds = (now - connection.since) / .seconds(1)
          let isFlood = seconds > 2 && socket.received > connection.received + Self.headBytes
          if seconds > idleSeconds || isFlood || connection.isDoomed && seconds > 0.5 {
            late.append(socket.file)
          }
        }
        connections[socket.peer] = connection
      }
      // The latest ones go first: they have been promised least.
      if open.count > maximum {
        let waiting = open.filter { (connections[$0.peer]?.working ?? 0) <= 0 }
          .sorted { (connections[$0.peer]?.since ?? now) > (connections[$1.peer]?.since ?? now) }
        late += waiting.prefix(open.count - maximum).map(\.file)
      }
      for (peer, connection) in connections where !connection.isSeen && connection.working <= 0 {
        connections[peer] = nil
      }
      return late
    }
    for file in Set(late) { shutdown(file, Int32(SHUT_RDWR)) }
  }
}

/// The process's own sockets.
package enum Sockets {
  package struct Connection {
    package var file: Int32
    var peer: String
    var received: UInt64
  }

  /// Connections whose own end is `port`.
  package static func connections(toPort port: UInt16) -> [Connection] {
    files(ofPort: port).compactMap { file in
      guard let peer = address(of: file, getpeername) else { return nil }
      return Connection(file: file, peer: "\(peer.address) \(peer.port)", received: received(file))
    }
  }

  /// Has what is written to connections to `port` leave at once; to be called when it is listened on, before
  /// any is accepted, because connections take the option over from there (Linux, tcp(7)).
  ///
  /// The library sends the head and the body of an answer one after the other. With Nagle's algorithm the
  /// body waits for the client's acknowledgement of the head, which a client delays by some 40 ms.
  static func sendAtOnce(toPort port: UInt16) {
    for file in files(ofPort: port) {
      var isOn: Int32 = 1
      setsockopt(file, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }
  }

  /// Sockets whose own end is `port`, those that listen among them.
  private static func files(ofPort port: UInt16) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.filter { $0 > 2 && address(of: $0, getsockname)?.port == port }
  }

  /// Whether what is written to the socket leaves at once.
  package static func sendsAtOnce(_ file: Int32) -> Bool {
    var isOn: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(file, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, &length) == 0 && isOn != 0
  }

  private typealias Query = (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32

  /// Bytes that the other side has not taken yet.
  static func unsent(_ file: Int32) -> Int32 {
    var count: Int32 = 0
    return ioctl(file, UInt(TIOCOUTQ), &count) == 0 ? count : 0
  }

  private static func address(of file: Int32, _ query: Query) -> (address: String, port: UInt16)? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { query(file, $0, &length) }
    }
    guard status == 0 else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch Int32(storage.ss_family) {
    case AF_INET:
      return withUnsafePointer(to: &storage) { pointer in
        pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
          var raw = address.pointee.sin_addr
          inet_ntop(AF_INET, &raw, &text, socklen_t(text.count))
          return (string(text), UInt16(bigEndian: address.pointee.sin_port))
        }
      }
    case AF_INET6:
      return withUnsafePointer(to: &storage) { pointer in
        pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
          var raw = address.pointee.sin6_addr
          inet_ntop(AF_INET6, &raw, &text, socklen_t(text.count))
          return (string(text), UInt16(bigEndian: address.pointee.sin6_port))
        }
      }
    default: return nil
    }
  }

  private static func string(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// `tcpi_bytes_received` of Linux's `struct tcp_info`, which stands at byte 128; 0 where an old kernel does
  /// not tell it.
  private static func received(_ file: Int32) -> UInt64 {
    var info = [UInt8](repeating: 0, count: 256)
    var length = socklen_t(info.count)
    let tcpInfo: Int32 = 11
    guard getsockopt(file, Int32(IPPROTO_TCP), tcpInfo, &info, &length) == 0, length >= 136 else { return 0 }
    return info.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 128, as: UInt64.self) }
  }
}
