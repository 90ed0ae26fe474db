import Foundation
import Peruse
import Platform
import Synchronization

/// The tools of ``ContextProtocol``: `summarize`, `answer`, `inspect` and `search`.
final class ContextTools: Sendable {
  private let roots: [String]
  private let corpora: [(name: String, index: CorpusIndex)]
  private let reader = Mutex<Reader?>(nil)
  private let summarizer = Mutex<DocumentSummarizer?>(nil)
  private let vectors = Mutex<CorpusTools?>(nil)

  static let names: Set<String> = ["summarize", "answer", "inspect", "search"]
  static let instructions =
    """
    Peruse reads documents on this machine and cites what it returns: every answer and sentence comes with its place in the \
    source (bytes and element, or page). Answers are exact spans; where a document holds no answer, it says so.
    """

  init(roots: [String], corpora paths: [String]) throws {
    self.roots = roots.map(Self.canonical)
    corpora = try paths.map { path in
      (URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent, try CorpusIndex(at: path))
    }
  }

  // MARK: Descriptions

  private static func tool(
    _ name: String, _ title: String, _ description: String, _ properties: [String: JSONValue],
    required: [String]
  ) -> JSONValue {
    .object([
      "name": .string(name), "title": .string(title), "description": .string(description),
      "inputSchema": .object([
        "type": .string("object"), "properties": .object(properties),
        "required": .array(required.map(JSONValue.string)),
      ]),
      "annotations": .object(["readOnlyHint": .bool(true), "openWorldHint": .bool(false)]),
    ])
  }

  private static func property(_ type: String, _ description: String, items: String? = nil) -> JSONValue {
    var members: [String: JSONValue] = ["type": .string(type), "description": .string(description)]
    if let items { members["items"] = .object(["type": .string(items)]) }
    return .object(members)
  }

  private static let sources: [String: JSONValue] = [
    "paths": property("array", "Files to read (text, Markdown, HTML, XML and others).", items: "string"),
    "text": property("string", "A text, instead of files."),
  ]

  static let descriptions: [JSONValue] = [
    tool(
      "summarize", "Summarize", "Chooses the most important sentences of documents, each with its place.",
      sources.merging([
        "sentences": property("integer", "Most sentences (default 5)."),
        "words": property("integer", "Most words, instead of sentences."),
        "query": property("string", "What the summary should be about."),
      ]) { $1 }, required: []),
    tool(
      "answer", "Answer",
      "Answers a question with exact spans of documents, each with probability, evidence and place.",
      sources.merging([
        "question": property("string", "The question."),
        "top": property("integer", "Most answers a document (default 1)."),
      ]) { $1 }, required: ["question"]),
    tool(
      "inspect", "Inspect", "Shows how a document is read: title, authors, sections and text, as Markdown.",
      sources,
      required: []),
    tool(
      "search", "Search",
      "Finds passages of a corpus, an index of many documents, each with its place.",
      [
        "corpus": property("string", "Name of the corpus; the first one by default."),
        "query": property("string", "Words to search for."),
        "limit": property("integer", "Most passages (default 10)."),
      ], required: ["query"]),
  ]

  // MARK: Calls

  /// Calls a tool; what goes wrong is said in the result, where the assistant sees it.
  func call(_ name: String, _ arguments: JSONValue) -> JSONValue {
    do {
      let results =
        switch name {
        case "summarize": try summarize(arguments)
        case "answer": try answer(arguments)
        case "inspect": try inspect(arguments)
        default: try search(arguments)
        }
      let text = try results.map { try ResultForm.markdown.body(of: $0) }.joined(separator: "\n\n")
      let reports = try results.map { try JSONValue(encoding: Erased(report: $0.report)) }
      return .object([
        "content": .array([.object(["type": .string("text"), "text": .string(text)])]),
        "structuredContent": .object(["results": .array(reports)]), "isError": .bool(false),
      ])
    } catch {
      let words = (error as? Problem)?.detail ?? "\(error)"
      return .object([
        "content": .array([.object(["type": .string("text"), "text": .string(words)])]),
        "isError": .bool(true),
      ])
    }
  }

  private struct Erased: Encodable {
    var report: any Encodable
    func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }
  }

  private func summarize(_ arguments: JSONValue) throws -> [TaskResult] {
    var request = SummaryRequest()
    request.sentences = try whole("sentences", arguments)
    request.words = try whole("words", arguments)
    request.query = arguments["query"]?.string
    let options = try request.options()
    let summarizer = try summarizer.withLock { kept in
      if let kept { return kept }
      let made = try DocumentSummarizer()
      kept = made
      return made
    }
    return try documents(arguments).map { try summarizer.result(of: $0, options: options) }
  }

  private func answer(_ arguments: JSONValue) throws -> [TaskResult] {
    guard let question = arguments["question"]?.string, !question.allSatisfy(\.isWhitespace) else {
      throw Problem(422, "give a question")
    }
    var request = AnswerRequest()
    request.top = try whole("top", arguments)
    let options = try request.options()
    let reader = try loadedReader()
    return try documents(arguments).flatMap { document in
      try reader.results(of: [BatchQuestion(question)], in: reader.prepare(document), options: options)
    }
  }

  private func inspect(_ arguments: JSONValue) throws -> [TaskResult] {
    try documents(arguments).map { document in
      TaskResult(Inspection(document, sentences: nil, tokenizer: nil))
    }
  }

  private func search(_ arguments: JSONValue) throws -> [TaskResult] {
    guard let query = arguments["query"]?.string, !query.allSatisfy(\.isWhitespace) else {
      throw Problem(422, "give words to search for")
    }
    let name = arguments["corpus"]?.string
    guard let corpus = corpora.first(where: { name == nil || $0.name == name }) else {
      let known = corpora.map(\.name).joined(separator: ", ")
      throw Problem(
        422,
        known.isEmpty ? "no corpus is open; the server was started without one" : "the corpora are \(known)")
    }
    var options = SearchOptions()
    options.limit = try Limits.check(whole("limit", arguments), 1...100, "limit") ?? 10
    var encoder: WordPieceSentenceEncoder?
    if try corpus.index.contents().encoder?.isEmpty == false {
      encoder = try vectors.withLock { kept in
        if let kept { return kept }
        let made = try CorpusTools()
        kept = made
        return made
      }.encoder
    }
    return [
      TaskResult(query: query, hits: try corpus.index.search(query, encoder: encoder, options: options))
    ]
  }

  private func loadedReader() throws -> Reader {
    try reader.withLock { kept in
      if let kept { return kept }
      let made = try Reader()
      kept = made
      return made
    }
  }

  private func whole(_ name: String, _ arguments: JSONValue) throws(Problem) -> Int? {
    guard let value = arguments[name], value != .null else { return nil }
    guard let number = value.whole else { throw Problem(422, "\(name) is a whole number") }
    return number
  }

  // MARK: Documents

  private func documents(_ arguments: JSONValue) throws -> [Document] {
    if let text = arguments["text"]?.string, !text.allSatisfy(\.isWhitespace) {
      return [try DocumentReader().document(bytes: Array(text.utf8), name: "text")]
    }
    let paths =
      arguments["paths"]?.list?.compactMap(\.string)
      ?? (arguments["path"]?.string ?? arguments["paths"]?.string)
      .map { [$0] } ?? []
    guard !paths.isEmpty else { throw Problem(422, "give paths, or text") }
    return try paths.flatMap { path in
      try check(path)
      var documents: [Document] = []
      try DocumentReader().records(at: path) { result in
        documents.append(try result.get())
        return documents.count < 100
      }
      return documents
    }
  }

  /// Whether a path lies below one of the folders that may be read, symbolic links followed.
  private func check(_ path: String) throws(Problem) {
    let real = Self.canonical(path)
    guard roots.contains(where: { real == $0 || real.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else {
      throw Problem(
        403,
        "\(path.inOneColumn) lies outside the folders that may be read (\(roots.joined(separator: ", ")))")
    }
  }

  private static func canonical(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return URL(fileURLWithPath: path).standardizedFileURL.path }
    defer { free(real) }
    return String(cString: real)
  }
}
