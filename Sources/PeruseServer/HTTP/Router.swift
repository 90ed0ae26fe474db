import FlyingFox
import Foundation
import Peruse
import Platform

/// Leads each request to what answers it.
struct Router: HTTPHandler {
  let service: Service
  let guardian: Guard
  let watch: ConnectionWatch?
  private static let mostBytesOfRest = 1 << 20

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let isHead = request.method == .HEAD
    guard watch?.begin(request) ?? true else {
      let headers = ["Connection": "close", "Retry-After": "1"]
      return Reply(Problem(503, "this connection is being closed", headers: headers)).response(isHead: isHead)
    }
    defer { watch?.end(request) }
    do { return try await reply(to: request).response(isHead: isHead) } catch {
      var problem = Problem(error)
      // The library reads what is left of a body before the next request; for a large one the connection is
      // not worth it.
      if request.method == .POST, problem.status != 422,
        (request.bodySequence.count ?? .max) > Self.mostBytesOfRest
      {
        watch?.doom(request)
        problem.headers["Connection"] = "close"
      }
      return Reply(problem).response(isHead: isHead)
    }
  }

  private func reply(to request: HTTPRequest) async throws -> Reply {
    try guardian.checkOrigin(request)
    let path = request.target.path(percentEncoded: true)
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard parts.first == "v1" else { return try page(path, request) }
    if parts == ["v1", "openapi.json"] {
      try allow(["GET"], request)
      return Reply(mediaType: "application/json", Data(OpenAPI.text.utf8))
    }
    try guardian.checkToken(request)
    switch parts.dropFirst().first {
    case "health" where parts.count == 2:
      try allow(["GET"], request)
      return try Reply(json: Health(service))
    case "documents" where parts.count == 2:
      try allow(["GET", "POST"], request)
      return request.method == .POST ? try await open(request) : try Reply(json: Listing(service.store.all))
    case "documents" where parts.count == 3:
      try allow(["GET", "DELETE"], request)
      return try document(parts[2], request)
    case "documents" where parts.count == 5 && parts[3] == "pages":
      try allow(["GET"], request)
      return try await picture(parts[2], page: parts[4])
    case "corpora" where parts.count == 2:
      try allow(["GET"], request)
      return try Reply(json: CorpusListing(service.corpora))
    case "answer" where parts.count == 2: return try await answer(request)
    case "summarize" where parts.count == 2: return try await summarize(request)
    case "inspect" where parts.count == 2: return try await inspect(request)
    case "search" where parts.count == 2: return try await search(request)
    case "ask" where parts.count == 2: return try await ask(request)
    default: throw Problem(404, "there is nothing at \(path.inOneColumn)")
    }
  }

  private func allow(_ methods: [String], _ request: HTTPRequest) throws(Problem) {
    let all = methods.contains("GET") ? methods + ["HEAD"] : methods
    guard all.contains(request.method.rawValue) else {
      throw Problem(
        405, "\(request.method.rawValue.prefix(20)) is not allowed here",
        headers: ["Allow": all.joined(separator: ", ")])
    }
  }

  // MARK: Page

  private func page(_ path: String, _ request: HTTPRequest) throws(Problem) -> Reply {
    guard path == "/" || path == "/index.html" else {
      throw Problem(404, "there is nothing at \(path.inOneColumn)")
    }
    try allow(["GET"], request)
    return Reply(
      mediaType: "text/html; charset=utf-8", Data(WebPage.html.utf8),
      headers: [
        "Content-Security-Policy": WebPage.policy,
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
      ])
  }

  // MARK: Documents

  private func open(_ request: HTTPRequest) async throws -> Reply {
    let query = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    var reading = IngestionOptions()
    if let name = query["format"], !name.isEmpty {
      guard let format = DocumentFormat(rawValue: name) else {
        throw Problem(
          422, "format is one of \(DocumentFormat.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      reading.format = format
    }
    if let encoding = query["encoding"], !encoding.isEmpty { reading.encoding = encoding }
    let name = query["name"].map { $0.isEmpty ? "document" : String($0.prefix(500)) } ?? "document"
    let bytes = try await body(request)
    let options = reading
    let opened = try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      try service.open(bytes, name: name, reading: options)
    }
    return try Reply(status: 201, json: Listing(opened))
  }

  private func document(_ id: String, _ request: HTTPRequest) throws -> Reply {
    let id = id.removingPercentEncoding ?? id
    if request.method == .DELETE {
      try service.store.remove(id)
      return .empty
    }
    return try Reply(json: DocumentText(service.store.get(id)))
  }

  /// A page of a PDF as PNG.
  private func picture(_ id: String, page: String) async throws -> Reply {
    let open = try service.store.get(id.removingPercentEncoding ?? id)
    guard let number = Int(page), let pages = open.pages, (1...max(1, pages)).contains(number) else {
      throw Problem(404, "there is no picture of page \(page.inOneColumn)", kind: "page")
    }
    let png = try await service.gate.run(seconds: service.options.requestSeconds) {
      try open.picture(ofPage: number)
    }
    return Reply(mediaType: "image/png", Data(png))
  }

  // MARK: Tasks

  private func answer(_ request: HTTPRequest) async throws -> Reply {
    let asked: AnswerRequest = try await decoded(request)
    let form = try Limits.form(asked.format, of: .answers)
    let questions = try asked.asked()
    _ = try (asked.options(), asked.view())
    let documents = try await documents(asked)
    if wantsStream(request), form == nil {
      return stream(documents) { [service] id, open in
        try service.answers(questions, in: open, asked).map { ServedResult($0, id: id) }
      }
    }
    let results = try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      try documents.flatMap { id, open in
        try service.answers(questions, in: open, asked).map { (id, $0) }
      }
    }
    return try reply(results, form, showsQuestion: questions.count > 1)
  }

  private func summarize(_ request: HTTPRequest) async throws -> Reply {
    let asked: SummaryRequest = try await decoded(request)
    let form = try Limits.form(asked.format, of: .summary)
    _ = try asked.options()
    let documents = try await documents(asked)
    if wantsStream(request), form == nil, asked.merge != true {
      return stream(documents) { [service] id, open in
        [ServedResult(try service.summary(of: open, asked), id: id)]
      }
    }
    let results = try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      if asked.merge == true {
        return [(String?.none, try service.merged(documents.map(\.open), asked))]
      }
      return try documents.map { id, open in (id, try service.summary(of: open, asked)) }
    }
    return try reply(results, form, showsQuestion: false)
  }

  private func inspect(_ request: HTTPRequest) async throws -> Reply {
    let asked: InspectRequest = try await decoded(request)
    let form = try Limits.form(asked.format, of: .inspection)
    let documents = try await documents(asked)
    let results = try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      documents.map { id, open in (id, service.inspection(of: open, asked)) }
    }
    return try reply(results, form, showsQuestion: false)
  }

  private func search(_ request: HTTPRequest) async throws -> Reply {
    let asked: SearchRequest = try await decoded(request)
    let form = try Limits.form(asked.format, of: .passages)
    let result = try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      try service.search(asked)
    }
    return try reply([(nil, result)], form, showsQuestion: false)
  }

  private func ask(_ request: HTTPRequest) async throws -> Reply {
    let asked: AskRequest = try await decoded(request)
    let form = try Limits.form(asked.format, of: .answers)
    if form?.holdsOneDocument == true { throw Problem(422, "answers from a corpus stand in many documents") }
    let result = try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      try service.ask(asked)
    }
    return try reply([(nil, result)], form, showsQuestion: false)
  }

  private func documents(
    _ request: some AboutDocuments & Sendable
  ) async throws -> [(id: String?, open: OpenDocument)] {
    // A text that comes with the request is read like a file, which may take its time.
    guard request.text != nil else { return try service.documents(request) }
    return try await service.gate.run(seconds: service.options.requestSeconds) { [service] in
      try service.documents(request)
    }
  }

  private func reply(
    _ results: [(id: String?, result: TaskResult)], _ form: ResultForm?, showsQuestion: Bool
  ) throws -> Reply {
    guard let form else {
      return try Reply(json: Results(results: results.map { ServedResult($0.result, id: $0.id) }))
    }
    if form.holdsOneDocument, results.count > 1 {
      throw Problem(422, "format \(form.rawValue) makes a file of one result, and there are \(results.count)")
    }
    var options = RenderOptions()
    options.showsFile = results.count > 1
    options.showsQuestion = showsQuestion
    var text = results.first.map { form.head(of: $0.result.kind, options: options) } ?? ""
    let bodies = try results.map { try form.body(of: $0.result, options: options) }
    if form == .json, bodies.count != 1 {
      text = "[\n" + bodies.joined(separator: ",\n") + "\n]\n"
    } else {
      text += bodies.filter { !$0.isEmpty }.joined(separator: "\n" + form.separator(isTerminal: false)) + "\n"
    }
    // Pages are shown to be saved, and run nothing.
    return Reply(mediaType: form.mediaType, Data(text.utf8))
  }

  // MARK: Streams

  private func wantsStream(_ request: HTTPRequest) -> Bool {
    request.headers[HTTPHeader("Accept")]?.lowercased().contains("application/x-ndjson") ?? false
  }

  /// A line a result, as soon as it is there; where one cannot be made, a problem in its place.
  private func stream(
    _ documents: [(id: String?, open: OpenDocument)],
    _ work: @escaping @Sendable (String?, OpenDocument) throws -> [ServedResult]
  ) -> Reply {
    let (lines, continuation) = AsyncThrowingStream<Data, any Error>.makeStream()
    let seconds = service.options.requestSeconds
    let task = Task { [gate = service.gate] in
      for (id, open) in documents {
        if Task.isCancelled { break }
        var line = Data()
        do {
          let results = try await gate.run(seconds: seconds) { try work(id, open) }
          for result in results { line += try JSONEncoder.peruse(pretty: false).encode(result) + [0x0A] }
        } catch {
          line = ((try? JSONEncoder.peruse(pretty: false).encode(Problem(error))) ?? Data()) + [0x0A]
        }
        continuation.yield(line)
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in task.cancel() }
    return Reply(stream: LineStream(lines))
  }

  // MARK: Bodies

  private func decoded<Value: Decodable>(_ request: HTTPRequest) async throws -> Value {
    try allow(["POST"], request)
    let type = request.headers[.contentType]?.lowercased().split(separator: ";").first.map(String.init)
    guard type?.trimmingCharacters(in: .whitespaces) == "application/json" else {
      throw Problem(415, "send JSON, with Content-Type: application/json")
    }
    let bytes = try await body(request)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Problem(400, "the body is not UTF-8", kind: "json")
    }
    return try JSONDecoder().decode(Value.self, from: Data(bytes))
  }

  /// The body, up to its limits in size and time.
  private func body(_ request: HTTPRequest) async throws -> [UInt8] {
    let limit = service.options.maximumBody
    if let count = request.bodySequence.count, count > limit {
      throw Problem(413, "the body may have \(limit) bytes", kind: "size")
    }
    let end = ContinuousClock.now + .seconds(TimeLimit.clamped(service.options.bodySeconds))
    var bytes: [UInt8] = []
    for try await part in request.bodySequence {
      bytes += part
      if bytes.count > limit { throw Problem(413, "the body may have \(limit) bytes", kind: "size") }
      if ContinuousClock.now > end { throw Problem(408, "the body takes too long", kind: "time") }
    }
    return bytes
  }
}

private struct Listing: Encodable {
  var documents: [DocumentListing]
  init(_ open: [OpenDocument]) { documents = open.map(DocumentListing.init) }
}

private struct CorpusListing: Encodable {
  struct Item: Encodable {
    var name: String
    var documents, passages, words: Int
  }
  var corpora: [Item]
  init(_ corpora: [Service.Corpus]) {
    self.corpora = corpora.map {
      Item(
        name: $0.name, documents: $0.contents.documents, passages: $0.contents.passages,
        words: $0.contents.words)
    }
  }
}

private struct Results: Encodable {
  var results: [ServedResult]
}

private struct Health: Encodable {
  var version = peruseVersion
  var reader: ModelReport
  var documents: Int
  var corpora: Int
  init(_ service: Service) {
    reader = service.reader.model
    documents = service.store.all.count
    corpora = service.corpora.count
  }
}
