import Foundation
import PeruseServer
import Synchronization

/// A server in this process, and what it takes to talk to it.
final class Served: Sendable {
  let port: UInt16
  let token: String?
  private let stopping: AsyncStream<Void>.Continuation
  private let running: Task<Void, any Error>

  init(_ change: (inout ServerOptions) -> Void = { _ in }, corpora: [String] = []) async throws {
    var options = ServerOptions()
    options.port = 0
    change(&options)
    token = options.token
    let server = try PeruseServer(options, corpora: corpora)
    let (stop, stopping) = AsyncStream<Void>.makeStream()
    let (address, started) = AsyncStream<String>.makeStream()
    self.stopping = stopping
    running = Task {
      // A server that does not start says why, and nobody waits for its address.
      defer { started.finish() }
      try await server.run(grace: 20) {
        started.yield($0)
      } until: {
        for await _ in stop { break }
      }
    }
    var first = address.makeAsyncIterator()
    guard let text = await first.next(), let url = URL(string: text), let port = url.port else {
      try await running.value
      throw CocoaError(.featureUnsupported)
    }
    self.port = UInt16(port)
  }

  /// Begins to end the server; returns when it has.
  func stop() async throws {
    stopping.yield()
    stopping.finish()
    try await running.value
  }

  struct Response: Sendable {
    var status: Int
    var headers: [String: String]
    var body: Data

    func json() throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
    }
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  func request(
    _ method: String, _ path: String, body: Data? = nil, type: String = "application/json",
    headers: [String: String] = [:]
  ) async throws -> Response {
    var fields = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    if let token { fields["Authorization"] = "Bearer \(token)" }
    if let body {
      fields["Content-Length"] = "\(body.count)"
      fields["Content-Type"] = type
    }
    for (name, value) in headers { fields[name] = value.isEmpty ? nil : value }
    let head = "\(method) \(path) HTTP/1.1\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    return try await raw(Data(head.utf8) + (body ?? Data()))
  }

  func post(_ path: String, _ json: [String: Any], headers: [String: String] = [:]) async throws -> Response {
    try await request("POST", path, body: JSONSerialization.data(withJSONObject: json), headers: headers)
  }

  /// Sends bytes as they are, and takes in what comes until the connection is closed.
  func raw(_ bytes: Data) async throws -> Response {
    let port = port
    let answer: Data = try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try Connection(port: port).exchange(bytes) }) }
      thread.start()
    }
    return Self.parsed(answer)
  }

  private static func parsed(_ data: Data) -> Response {
    guard let end = data.range(of: Data("\r\n\r\n".utf8)) else {
      return Response(status: 0, headers: [:], body: data)
    }
    let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
    let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
    return Response(status: status, headers: headers, body: data[end.upperBound...])
  }
}

/// A connection by hand.
final class Connection {
  private let file: Int32

  init(port: UInt16) throws {
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw CocoaError(.fileReadUnknown) }
  }

  deinit { close(file) }

  func write(_ bytes: Data) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }

  /// Everything that comes until the other side closes.
  func readAll() -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(file, &buffer, buffer.count, 0)
      guard count > 0 else { return data }
      data += buffer[..<count]
    }
  }

  func exchange(_ bytes: Data) -> Data {
    write(bytes)
    return readAll()
  }
}

/// Files of the repository.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func corpus(_ name: String) throws -> Data {
    try Data(contentsOf: root.appendingPathComponent("corpora/\(name)"))
  }

  /// The program beside the tests' own executable.
  static let program: URL = {
    let own = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent("peruse")
  }()
}
