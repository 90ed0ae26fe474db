import FlyingFox
import FlyingSocks
import Foundation
import Peruse

/// What a request gets: a status, a media type and a body, whole or line by line.
struct Reply: Sendable {
  enum Body: Sendable {
    case whole(Data)
    /// Lines as they come.
    case stream(LineStream)
  }

  var status = 200
  var mediaType = "application/json"
  var headers: [String: String] = [:]
  var body: Body

  init(status: Int = 200, mediaType: String, _ data: Data, headers: [String: String] = [:]) {
    (self.status, self.mediaType, self.headers) = (status, mediaType, headers)
    body = .whole(data)
  }

  init(status: Int = 200, json value: some Encodable) throws {
    self.init(
      status: status, mediaType: "application/json", try JSONEncoder.peruse(pretty: false).encode(value))
  }

  init(_ problem: Problem) {
    let data = (try? JSONEncoder.peruse(pretty: false).encode(problem)) ?? Data()
    self.init(
      status: problem.status, mediaType: "application/problem+json", data, headers: problem.headers)
  }

  init(stream: LineStream) {
    mediaType = "application/x-ndjson"
    body = .stream(stream)
  }

  static let empty = Reply(status: 204, mediaType: "", Data())

  /// With the headers that every answer has.
  func response(isHead: Bool = false) -> HTTPResponse {
    var fields: HTTPHeaders = [:]
    if !mediaType.isEmpty { fields[.contentType] = mediaType }
    fields[HTTPHeader("X-Content-Type-Options")] = "nosniff"
    fields[HTTPHeader("Referrer-Policy")] = "no-referrer"
    fields[HTTPHeader("Cross-Origin-Opener-Policy")] = "same-origin"
    fields[HTTPHeader("Cross-Origin-Resource-Policy")] = "same-origin"
    fields[.cacheControl] = "no-store"
    if headers["Content-Security-Policy"] == nil {
      fields[HTTPHeader("Content-Security-Policy")] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    }
    for (name, value) in headers { fields[HTTPHeader(name)] = value }
    let code = HTTPStatusCode(status, phrase: HTTPStatus.phrase(status))
    switch body {
    case .whole(let data):
      if isHead {
        fields[.contentLength] = "\(data.count)"
        return HTTPResponse(statusCode: code, headers: fields)
      }
      return HTTPResponse(statusCode: code, headers: fields, body: data)
    case .stream(let lines):
      return HTTPResponse(statusCode: code, headers: fields, body: HTTPBodySequence(from: lines))
    }
  }
}

/// Lines that are written as they are found; who finds them is stopped when nobody listens any more.
struct LineStream: AsyncBufferedSequence {
  typealias Element = UInt8

  private let lines: AsyncThrowingStream<Data, any Error>

  init(_ lines: AsyncThrowingStream<Data, any Error>) { self.lines = lines }

  func makeAsyncIterator() -> Iterator { Iterator(lines: lines.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate var lines: AsyncThrowingStream<Data, any Error>.Iterator

    mutating func next() async throws -> UInt8? { nil }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      while let line = try await lines.next() { if !line.isEmpty { return Array(line) } }
      return nil
    }
  }
}
