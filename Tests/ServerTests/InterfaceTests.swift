import Foundation
import PeruseCore
import PeruseServer
import Synchronization
import Testing

@Suite("The interface for programs", .serialized)
struct InterfaceTests {
  @Test("Without the token, under another name, or from another page nothing is answered")
  func strangers() async throws {
    let served = try await Served { $0.token = "0123456789abcdef" }
    func status(_ headers: [String: String], _ path: String = "/v1/documents") async throws -> Int {
      let response = try await served.request("GET", path, headers: headers)
      if response.status != 200 {
        #expect(response.headers["content-type"] == "application/problem+json")
        #expect(try response.json()["status"] as? Int == response.status)
      }
      return response.status
    }
    #expect(try await status([:]) == 200)
    #expect(try await status(["Authorization": ""]) == 401)
    #expect(try await status(["Authorization": "Bearer 0123456789abcdeX"]) == 401)
    #expect(try await status(["Authorization": "Bearer 0123456789abcdef0"]) == 401)
    #expect(try await status(["Host": "evil.example:\(served.port)"]) == 421)
    #expect(try await status(["Host": "127.0.0.1:1"]) == 421)
    #expect(try await status(["Host": ""]) == 400)
    #expect(try await status(["Origin": "http://evil.example"]) == 403)
    #expect(try await status(["Origin": "null"]) == 403)
    #expect(try await status(["Origin": "http://127.0.0.1:\(served.port)"]) == 200)
    #expect(try await status(["Sec-Fetch-Site": "cross-site"]) == 403)
    // The page and the description hold no data.
    #expect(try await status(["Authorization": ""], "/") == 200)
    #expect(try await status(["Authorization": ""], "/v1/openapi.json") == 200)
    #expect(try await status(["Host": "evil.example:\(served.port)"], "/") == 421)
    let page = try await served.request("GET", "/")
    let policy = try #require(page.headers["content-security-policy"])
    #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"))
    #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
    #expect(page.headers["x-content-type-options"] == "nosniff")
    try await served.stop()
  }

  @Test("A page of a PDF is had as a picture, and one that it does not have is a problem")
  func pages() async throws {
    guard PDFPictures.areAvailable else { return print("skipped: pdftoppm is not installed") }
    let served = try await Served()
    let source = try Data(
      contentsOf: Repository.root.appendingPathComponent("Tests/IngestionTests/Fixtures/two-columns.pdf"))
    let opened = try await served.request(
      "POST", "/v1/documents?name=bell.pdf", body: source, type: "application/octet-stream")
    let listing = try #require(try opened.json()["documents"] as? [[String: Any]])
    let id = try #require(listing.first?["id"] as? String)
    let text = try await served.request("GET", "/v1/documents/\(id)").json()
    #expect(text["pages"] as? Int == 2)
    let picture = try await served.request("GET", "/v1/documents/\(id)/pages/2")
    #expect(picture.status == 200 && picture.headers["content-type"] == "image/png")
    for wrong in ["0", "3", "-1", "x", "2/3", "99999999999999999999"] {
      let refused = try await served.request("GET", "/v1/documents/\(id)/pages/\(wrong)")
      #expect(refused.status == 404 && refused.headers["content-type"] == "application/problem+json")
    }
    try await served.stop()
  }

  @Test("A refused request leaves its connection as it was: the next one on it is answered like any other")
  func refusedOnce() async throws {
    let served = try await Served()
    let host = "Host: 127.0.0.1:\(served.port)\r\n"
    for wrong in [
      "POST /v1/answer HTTP/1.1\r\n\(host)\r\n",
      "POST /v1/nothing HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\n{}",
    ] {
      let next = "GET /v1/health HTTP/1.1\r\n\(host)Connection: close\r\n\r\n"
      let answer = try await served.raw(Data((wrong + next).utf8))
      #expect((400..<500).contains(answer.status))
      #expect(answer.text.contains("HTTP/1.1 200") && answer.text.contains("\"version\""), "\(answer.text)")
    }
    try await served.stop()
  }

  @Test("The body of an answer does not wait until its head has been acknowledged")
  func answersLeaveAtOnce() async throws {
    let served = try await Served()
    let port = UInt16(served.port)
    let client = try Connection(port: port)
    client.write(Data("GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8))
    var accepted: [Sockets.Connection] = []
    for _ in 0..<600 where accepted.isEmpty {
      accepted = Sockets.connections(toPort: port)
      if accepted.isEmpty { try await Task.sleep(for: .milliseconds(50)) }
    }
    #expect(!accepted.isEmpty && accepted.allSatisfy { Sockets.sendsAtOnce($0.file) })
    withExtendedLifetime(client) {}
    try await served.stop()
  }

  @Test("A document is opened, asked, summarized and forgotten, and what is cited stands in its bytes")
  func tasks() async throws {
    let served = try await Served()
    let source = try Repository.corpus("stories/the-tide-clock.xml")
    let opened = try await served.request(
      "POST", "/v1/documents?name=clock.xml", body: source, type: "application/octet-stream")
    #expect(opened.status == 201)
    let listing = try #require(try opened.json()["documents"] as? [[String: Any]])
    let id = try #require(listing.first?["id"] as? String)
    let text = try await served.request("GET", "/v1/documents/\(id)").json()
    let blocks = try #require(text["blocks"] as? [[String: Any]])

    let answered = try await served.post(
      "/v1/answer", ["documents": [id], "question": "Who kept the clock?", "alwaysAnswer": true])
    #expect(answered.status == 200, "\(answered.text)")
    let result = try #require((try answered.json()["results"] as? [[String: Any]])?.first)
    let report = try #require(result["result"] as? [String: Any])
    let answer = try #require((report["answers"] as? [[String: Any]])?.first)
    let words = try #require(answer["text"] as? String)
    let place = try #require(answer["source"] as? [String: Any])
    let start = try #require(place["byteStart"] as? Int), end = try #require(place["byteEnd"] as? Int)
    #expect(String(decoding: source[start..<end], as: UTF8.self) == words)
    // The mark, in UTF-16 units of its block.
    let mark = try #require(((result["marks"] as? [[[String: Any]]])?.first)?.first)
    let block = try #require(blocks[mark["block"] as? Int ?? 0]["text"] as? String)
    let units = Array(block.utf16)[(mark["start"] as? Int ?? 0)..<(mark["end"] as? Int ?? 0)]
    #expect(String(decoding: Array(units), as: UTF16.self) == words)

    let summary = try await served.post("/v1/summarize", ["documents": [id], "sentences": 2, "scores": true])
    let summarized = try #require(
      (try summary.json()["results"] as? [[String: Any]])?.first?["result"] as? [String: Any])
    #expect(
      (summarized["summary"] as? [Any])?.count == 2 && (summarized["scores"] as? [Any])?.isEmpty == false)
    for (format, type) in [
      ("markdown", "text/markdown"), ("csv", "text/csv"), ("html", "text/html"),
      ("tei", "application/tei+xml"),
    ] {
      let other = try await served.post("/v1/summarize", ["documents": [id], "format": format])
      #expect(
        other.status == 200 && other.headers["content-type"]?.hasPrefix(type) == true && !other.body.isEmpty)
    }
    let lines = try await served.post(
      "/v1/answer", ["text": "Ada paid. Bea did not.", "questions": ["Who paid?", "Who did not pay?"]],
      headers: ["Accept": "application/x-ndjson"])
    #expect(
      lines.headers["content-type"] == "application/x-ndjson"
        && lines.text.components(separatedBy: "\"question\"").count == 3)
    #expect(try await served.post("/v1/inspect", ["documents": [id]]).status == 200)
    #expect(try await served.request("DELETE", "/v1/documents/\(id)").status == 204)
    #expect(try await served.request("GET", "/v1/documents/\(id)").status == 404)
    try await served.stop()
  }

  @Test("What is wrong with a request is said as a problem")
  func problems() async throws {
    let served = try await Served()
    func status(_ path: String, _ body: String, type: String = "application/json") async throws -> Int {
      let response = try await served.request("POST", path, body: Data(body.utf8), type: type)
      #expect(response.headers["content-type"] == "application/problem+json", "\(path) \(body)")
      #expect(try response.json()["detail"] as? String != nil)
      return response.status
    }
    #expect(try await status("/v1/answer", "{") == 400)
    #expect(try await status("/v1/answer", "[]") == 400)
    #expect(try await status("/v1/answer", #"{"question": 3}"#) == 400)
    #expect(try await status("/v1/answer", #"{"text": "Ada paid."}"#) == 422)
    #expect(try await status("/v1/answer", #"{"question": "Who?"}"#) == 422)
    #expect(try await status("/v1/answer", #"{"question": "Who?", "documents": ["d99"]}"#) == 404)
    #expect(try await status("/v1/answer", #"{"question": "Who?", "text": "Ada.", "top": 0}"#) == 422)
    #expect(
      try await status("/v1/answer", #"{"question": "Who?", "text": "Ada.", "format": "paragraph"}"#) == 422)
    #expect(try await status("/v1/answer", "{}", type: "text/plain") == 415)
    #expect(try await status("/v1/summarize", #"{"text": "Ada paid.", "words": 0}"#) == 422)
    #expect(try await status("/v1/search", #"{"query": "bees"}"#) == 422)
    #expect(
      try await status("/v1/documents?name=x.xml", "<a><b></a>", type: "application/octet-stream") == 422)
    #expect(try await status("/v1/documents?format=klingon", "x", type: "application/octet-stream") == 422)
    #expect(try await status("/v1/nothing", "{}") == 404)
    let refused = try await served.request("PUT", "/v1/documents")
    #expect(refused.status == 405 && refused.headers["allow"] == "GET, POST, HEAD")
    #expect(try await served.request("GET", "/../../etc/passwd").status == 404)
    try await served.stop()
  }

  @Test("A body over the limit, too many requests at once, and a client that does not go on are sent away")
  func limits() async throws {
    let served = try await Served {
      $0.maximumBody = 100_000
      $0.maximumRunning = 1
      $0.maximumWaiting = 0
      $0.idleSeconds = 1
    }
    let large = try await served.request(
      "POST", "/v1/documents", body: Data(repeating: 0x61, count: 200_000), type: "application/octet-stream")
    #expect(large.status == 413 || large.status == 0)
    // A long piece of work, and while it runs another one.
    let (first, refused) = try await Self.busy(served, sentences: 300)
    #expect(refused.headers["retry-after"] != nil)
    #expect(try await first.value == 200)
    // Half a head, and then nothing: the server ends the connection, and nobody else is held up.
    let half = try await served.raw(Data("GET /v1/health HTTP/1.1\r\nHost: 127".utf8))
    #expect(half.status == 0)
    #expect(try await served.request("GET", "/v1/health").status == 200)
    try await served.stop()
  }

  /// Gives a server that takes one request at a time work on a text of `sentences`; returns as soon as the
  /// server has been seen to be at it: the status to come, and what another request got meanwhile.
  static func busy(
    _ served: Served, sentences: Int
  ) async throws -> (status: Task<Int, any Error>, refused: Served.Response) {
    let text = String(
      repeating: "The mill was built by Ada Lum in 1902. Bees live in its garden. ", count: sentences / 2)
    let isDone = Mutex(false)
    let work = Task {
      defer { isDone.withLock { $0 = true } }
      while true {
        let answer = try await served.post(
          "/v1/answer", ["text": text, "questions": ["Who built it?", "What lives there?"]])
        // The place may be taken by the small request for a moment.
        if answer.status != 429 { return answer.status }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    while !isDone.withLock({ $0 }) {
      try await Task.sleep(for: .milliseconds(20))
      let other = try await served.post("/v1/answer", ["text": "Ada paid.", "question": "Who paid?"])
      if other.status == 429 { return (work, other) }
    }
    throw CocoaError(.featureUnsupported)
  }

  @Test("A server that is told to end finishes what runs")
  func ending() async throws {
    let served = try await Served {
      $0.maximumRunning = 1
      $0.maximumWaiting = 0
    }
    let (answer, _) = try await Self.busy(served, sentences: 300)
    try await served.stop()
    #expect(try await answer.value == 200)
    await #expect(throws: (any Error).self) { _ = try await served.request("GET", "/v1/health") }
  }

  @Test("The description names every path, and all that it refers to is there")
  func description() async throws {
    let served = try await Served()
    let description = try await served.request("GET", "/v1/openapi.json").json()
    #expect(description["openapi"] as? String == "3.1.0")
    let paths = try #require(description["paths"] as? [String: Any])
    let expected = [
      "documents", "documents/{id}", "answer", "summarize", "inspect", "search", "ask", "corpora", "health",
    ]
    for path in expected { #expect(paths["/v1/" + path] != nil, "\(path)") }
    func check(_ value: Any) {
      if let object = value as? [String: Any] {
        if let reference = object["$ref"] as? String {
          var place: Any? = description
          for part in reference.split(separator: "/").dropFirst() {
            place = (place as? [String: Any])?[String(part)]
          }
          #expect(place != nil, "\(reference)")
        }
        object.values.forEach(check)
      } else if let list = value as? [Any] {
        list.forEach(check)
      }
    }
    check(description)
    try await served.stop()
  }
}
