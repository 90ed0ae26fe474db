import FlyingFox
import FlyingSocks
import Foundation
import Peruse
import Platform

/// A server from its start to its end.
public final class PeruseServer: Sendable {
  private let options: ServerOptions
  private let service: Service

  /// Loads models and corpora.
  ///
  /// - Parameters:
  ///   - corpora: corpora that may be searched, made by `peruse index`.
  /// - Throws: what keeps a model or a corpus from being loaded.
  public init(_ options: ServerOptions, corpora: [String] = []) throws {
    self.options = options
    service = try Service(options, corpora: corpora)
  }

  /// Opens a file before the server starts; returns how many documents it holds.
  ///
  /// - Throws: `IngestionError`, or what keeps the file from being read.
  public func open(fileAt path: String) throws -> Int {
    let bytes = try DocumentBytes.read(path, maximum: options.maximumBody)
    return try service.open(bytes, name: path, reading: IngestionOptions()).count
  }

  /// Serves until `stop` says so; what runs then is finished, for at most `grace` seconds.
  ///
  /// - Parameters:
  ///   - started: is told the address with the token, to be opened by a person.
  ///   - stop: returns when the server is to end.
  /// - Throws: why the address cannot be listened on.
  public func run(
    grace: Double = 30, started: @escaping @Sendable (String) -> Void,
    until stop: @escaping @Sendable () async -> Void
  ) async throws {
    let port = options.port == 0 ? try FreePort.find(options.host) : options.port
    let watch = ConnectionWatch(port: port, options)
    defer { watch.stop() }
    let router = Router(service: service, guardian: Guard(options, port: port), watch: watch)
    let server = try makeServer(port, router)
    let running = Task { try await server.run() }
    // Where a machine has no processor to spare, the first step may take long; that is no fault.
    do { try await server.waitUntilListening(timeout: 120) } catch {
      running.cancel()
      try await running.value
      throw error
    }
    Sockets.sendAtOnce(toPort: port)
    started(address(port))
    let stopping = Task {
      await stop()
      async let ended: Void = server.stop(timeout: grace)
      // The library waits for its listening socket for all of that time, whether anything runs or not.
      await idle(watch, within: grace)
      running.cancel()
      await ended
    }
    // The listening socket is closed to end the server, which the library reports as a disconnection.
    do { try await running.value } catch {
      if !stopping.isCancelled, !(error is SocketError), !(error is CancellationError) { throw error }
    }
    await stopping.value
  }

  /// Returns when nothing has run and nothing was left to send for a moment, or after `seconds`.
  private func idle(_ watch: ConnectionWatch, within seconds: Double) async {
    let end = ContinuousClock.now + .seconds(seconds)
    var quiet = 0
    while quiet < 3, ContinuousClock.now < end {
      try? await Task.sleep(for: .milliseconds(80))
      quiet = service.gate.isIdle && watch.isIdle ? quiet + 1 : 0
    }
  }

  /// The address with the token behind `#`, which browsers send to no server.
  private func address(_ port: UInt16) -> String {
    let host = options.host.contains(":") ? "[\(options.host)]" : options.host
    return "http://\(host):\(port)/" + (options.token.map { "#token=\($0)" } ?? "")
  }

  private func makeServer(_ port: UInt16, _ router: Router) throws -> HTTPServer {
    // Requests have limits of their own; the library's comes after them.
    let timeout = TimeLimit.clamped(options.requestSeconds) + TimeLimit.clamped(options.bodySeconds) + 30
    let host = options.host == "localhost" ? "127.0.0.1" : options.host
    if host.contains(":") {
      return HTTPServer(
        address: try sockaddr_in6.inet6(ip6: host, port: port), timeout: timeout, logger: .disabled,
        handler: router)
    }
    return HTTPServer(
      address: try sockaddr_in.inet(ip4: host, port: port), timeout: timeout, logger: .disabled,
      handler: router)
  }
}

/// A port that nobody uses.
enum FreePort {
  static func find(_ host: String) throws -> UInt16 {
    let isV6 = host.contains(":")
    let socket = try Socket(domain: isV6 ? AF_INET6 : AF_INET)
    defer { try? socket.close() }
    if isV6 {
      try socket.bind(to: sockaddr_in6.inet6(ip6: host, port: 0))
    } else {
      try socket.bind(to: sockaddr_in.inet(ip4: host == "localhost" ? "127.0.0.1" : host, port: 0))
    }
    switch try socket.sockname() {
    case .ip4(_, let port), .ip6(_, let port): return port
    case .unix: return 0
    }
  }
}

/// A file as bytes.
enum DocumentBytes {
  static func read(_ path: String, maximum: Int) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw IngestionError(file: path, reason: .missing)
    }
    guard !isFolder.boolValue else { throw IngestionError(file: path, reason: .directory) }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw IngestionError(file: path, reason: .permissionDenied)
    }
    defer { try? handle.close() }
    let data = try handle.read(upToCount: maximum + 1) ?? Data()
    guard data.count <= maximum else {
      throw IngestionError(file: path, reason: .limit("size in bytes", maximum))
    }
    return Array(data)
  }
}
