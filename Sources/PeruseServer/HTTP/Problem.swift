import Foundation
import Peruse

/// Why a request has no result, as RFC 9457 has it (`application/problem+json`).
struct Problem: Error, Sendable, Encodable {
  /// Identifies the kind of problem.
  var type = "about:blank"
  var title: String
  var status: Int
  var detail: String?
  var headers: [String: String] = [:]

  private enum CodingKeys: String, CodingKey { case type, title, status, detail }

  init(_ status: Int, _ detail: String? = nil, kind: String? = nil, headers: [String: String] = [:]) {
    self.status = status
    title = HTTPStatus.phrase(status)
    self.detail = detail
    self.headers = headers
    if let kind { type = "urn:peruse:problem:\(kind)" }
  }

  /// Puts any error of the library into words.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as IngestionError: self.init(422, error.description, kind: error.reason.kind)
    case let error as ReaderError: self.init(422, "\(error)", kind: "question")
    case let error as SummarizationError: self.init(422, "\(error)", kind: "summary")
    case let error as CorpusError: self.init(422, error.description, kind: "corpus")
    case let error as DecodingError: self.init(400, Self.words(error), kind: "json")
    case is CancellationError: self.init(503, "the server is stopping")
    default: self.init(500, "internal error: \(error)")
    }
  }

  private static func words(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty
        ? "the body" : path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .typeMismatch(let type, let context): return "\(place(context.codingPath)) is no \(type)"
    case .valueNotFound(let type, let context):
      return "\(place(context.codingPath)) is null where \(type) is needed"
    case .keyNotFound(let key, let context):
      return "\(place(context.codingPath)) has no \"\(key.stringValue)\""
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "the body is no JSON" : "\(place(context.codingPath)): \(context.debugDescription)"
    @unknown default: return "the body is no JSON of this kind"
    }
  }
}

/// Phrases of status codes (RFC 9110).
enum HTTPStatus {
  static func phrase(_ code: Int) -> String {
    switch code {
    case 200: "OK"
    case 201: "Created"
    case 204: "No Content"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: "Error"
    }
  }
}
