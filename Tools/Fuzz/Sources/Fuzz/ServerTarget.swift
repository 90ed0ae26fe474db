import FlyingFox
import Foundation
import Peruse

@testable import PeruseServer

/// Requests to the server, without sockets: routes, headers, query strings, bodies.
extension Targets {
  static let server = [
    Target(name: "http") { bytes in
      if let router { answer(bytes, router) }
    }
  ]

  /// The router on the models that come with Peruse; none where they are not beside the program.
  private static let router: Router? = {
    var options = ServerOptions()
    options.maximumBody = 1 << 14
    options.maximumDocuments = 4
    options.requestSeconds = 10
    guard let service = try? Service(options, corpora: []) else { return nil }
    return Router(service: service, guardian: Guard(options, port: options.port), watch: nil)
  }()

  /// A line `METHOD TARGET`, header lines, an empty line, a body; `Host` is added where it is missing.
  private static func request(_ bytes: [UInt8]) -> HTTPRequest? {
    let end = bytes.indices.first { bytes[$0...].starts(with: [0x0A, 0x0A]) } ?? bytes.count
    let lines = String(decoding: bytes[..<end], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first?.split(separator: " ", maxSplits: 1), first.count == 2 else { return nil }
    var headers: [HTTPHeader: String] = [.host: "127.0.0.1:8087"]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[HTTPHeader(String(parts[0]))] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    let target = first[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return HTTPRequest(
      method: HTTPMethod(String(first[0])), version: .http11,
      target: HTTPRequest.Target(path: String(target[0]), query: target.count > 1 ? String(target[1]) : ""),
      headers: HTTPHeaders(headers),
      body: HTTPBodySequence(data: Data(bytes[min(bytes.count, end + 2)...])))
  }

  private static func answer(_ bytes: [UInt8], _ router: Router) {
    guard let request = request(bytes) else { return }
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      do {
        let response = try await router.handleRequest(request)
        check(
          (200...599).contains(response.statusCode.code), "an answer of status \(response.statusCode.code)")
        // What nobody foresaw is an internal error.
        check(response.statusCode.code != 500, "an internal error")
        if case .httpBody(let body) = response.payload {
          var count = 0
          for try await part in body { count += part.count }
          check(count >= 0, "a body")
        }
      } catch { check(false, "the handler threw \(error)") }
      done.signal()
    }
    done.wait()
  }
}
