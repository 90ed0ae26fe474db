import Peruse

/// The interface in the words of OpenAPI 3.1; a test holds it to what the server does.
enum OpenAPI {
  private static let methods = SummarizationMethod.allCases.map { "\"\($0.rawValue)\"" }.joined(
    separator: ", ")
  private static func forms(_ kind: TaskResult.Kind) -> String {
    ResultForm.forms(of: kind).map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }
  private static let inputFormats = DocumentFormat.allCases.map { "\"\($0.rawValue)\"" }.joined(
    separator: ", ")

  private static func operation(
    _ id: String, _ summary: String, body schema: String, kind: TaskResult.Kind, streams: Bool = false
  ) -> String {
    let lines =
      streams
      ? ", \"application/x-ndjson\": {\"schema\": {\"type\": \"string\", \"description\": \"A result or a problem a line, with Accept: application/x-ndjson.\"}}"
      : ""
    let others = Set(ResultForm.forms(of: kind).map(\.mediaType)).subtracting([
      "application/json", "application/x-ndjson",
    ])
    .sorted().map { ", \"\($0)\": {\"schema\": {\"type\": \"string\"}}" }.joined()
    let jsonLines = streams ? "" : ", \"application/x-ndjson\": {\"schema\": {\"type\": \"string\"}}"
    return """
      {"post": {"operationId": "\(id)", "summary": "\(summary)",
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/\(schema)"}}}},
        "responses": {
          "200": {"description": "Results, with places.", "content": {"application/json": {"schema": {"anyOf": [{"$ref": "#/components/schemas/Results"}, {"type": "object"}, {"type": "array"}]}}\(others)\(lines)\(jsonLines)}},
          \(problems)
        }}}
      """
  }

  private static let problems = [
    "400", "401", "403", "404", "405", "408", "413", "415", "421", "422", "429", "500", "503",
  ]
  .map { "\"\($0)\": {\"$ref\": \"#/components/responses/Problem\"}" }.joined(separator: ", ")

  static let text = """
    {"openapi": "3.1.0",
    "info": {"title": "Peruse", "version": "\(peruseVersion)", "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
      "description": "Documents, cited answers and cited summaries, from a server on this machine. Every result says where it stands in its source: bytes and element, member of a container, or page."},
    "servers": [{"url": "/"}],
    "security": [{"token": []}],
    "paths": {
      "/v1/health": {"get": {"operationId": "health", "summary": "Version, model, and what is open.",
        "responses": {"200": {"description": "The server is well.", "content": {"application/json": {"schema": {"type": "object", "required": ["version", "reader", "documents", "corpora"]}}}}, \(problems)}}},
      "/v1/documents": {
        "get": {"operationId": "listDocuments", "summary": "Documents that are open.",
          "responses": {"200": {"description": "The documents.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Documents"}}}}, \(problems)}},
        "post": {"operationId": "openDocument", "summary": "Opens the documents of a file, whose bytes are the body. They are kept in memory only.",
          "parameters": [
            {"name": "name", "in": "query", "schema": {"type": "string"}, "description": "Name of the file, by which results cite it."},
            {"name": "format", "in": "query", "schema": {"enum": [\(inputFormats)]}, "description": "Format; detected by default."},
            {"name": "encoding", "in": "query", "schema": {"type": "string"}, "description": "Character encoding; detected by default."}],
          "requestBody": {"required": true, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
          "responses": {"201": {"description": "The documents of the file.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Documents"}}}}, \(problems)}}},
      "/v1/documents/{id}": {
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}}],
        "get": {"operationId": "getDocument", "summary": "Blocks, sections and sentences of a document; offsets count UTF-16 code units in their block.",
          "responses": {"200": {"description": "The document.", "content": {"application/json": {"schema": {"type": "object", "required": ["id", "document", "blocks"]}}}}, \(problems)}},
        "delete": {"operationId": "closeDocument", "summary": "Forgets a document.",
          "responses": {"204": {"description": "It is forgotten."}, \(problems)}}},
      "/v1/documents/{id}/pages/{number}": {
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}},
          {"name": "number", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}}],
        "get": {"operationId": "getPage", "summary": "A page of a PDF as a picture, \(PDFPictures.resolution) dots an inch; rectangles of places count in points, 72 an inch.",
          "responses": {"200": {"description": "The page.", "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}, \(problems)}}},
      "/v1/corpora": {"get": {"operationId": "listCorpora", "summary": "Corpora that were opened when the server was started.",
        "responses": {"200": {"description": "The corpora.", "content": {"application/json": {"schema": {"type": "object", "required": ["corpora"]}}}}, \(problems)}}},
      "/v1/answer": \(operation("answer", "Answers questions with exact spans of documents.", body: "AnswerRequest", kind: .answers, streams: true)),
      "/v1/summarize": \(operation("summarize", "Summarizes documents by choosing sentences.", body: "SummaryRequest", kind: .summary, streams: true)),
      "/v1/inspect": \(operation("inspect", "Shows how documents are read.", body: "InspectRequest", kind: .inspection)),
      "/v1/search": \(operation("search", "Finds passages of a corpus.", body: "SearchRequest", kind: .passages)),
      "/v1/ask": \(operation("ask", "Answers a question from a corpus.", body: "AskRequest", kind: .answers)),
      "/v1/openapi.json": {"get": {"operationId": "describe", "summary": "This description.", "security": [],
        "responses": {"200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}}, \(problems)}}}
    },
    "components": {
      "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "What stands behind #token= in the address that the server prints."}},
      "responses": {"Problem": {"description": "Why there is no result (RFC 9457).",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
      "schemas": {
        "Problem": {"type": "object", "required": ["type", "title", "status"], "properties": {
          "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}}},
        "Document": {"type": "object", "required": ["path", "format", "sha256", "words"], "properties": {
          "path": {"type": "string"}, "format": {"type": "string"}, "title": {"type": "string"}, "sha256": {"type": "string"},
          "words": {"type": "integer"}, "authors": {"type": "array", "items": {"type": "string"}}, "date": {"type": "string"}, "language": {"type": "string"}}},
        "Documents": {"type": "object", "required": ["documents"], "properties": {"documents": {"type": "array", "items": {
          "type": "object", "required": ["id", "document", "sentences", "warnings"], "properties": {
            "id": {"type": "string"}, "document": {"$ref": "#/components/schemas/Document"}, "sentences": {"type": "integer"},
            "warnings": {"type": "array", "items": {"type": "string"}}}}}}},
        "Mark": {"type": "object", "required": ["block", "start", "end"], "properties": {
          "block": {"type": "integer"}, "start": {"type": "integer"}, "end": {"type": "integer"}}},
        "Results": {"type": "object", "required": ["results"], "properties": {"results": {"type": "array", "items": {
          "type": "object", "required": ["result", "marks"], "properties": {
            "document": {"type": "string"}, "remark": {"type": "string"},
            "result": {"type": "object", "description": "The report, as the JSON form of results has it."},
            "marks": {"type": "array", "items": {"type": "array", "items": {"$ref": "#/components/schemas/Mark"}}}}}}}},
        "About": {"type": "object", "properties": {
          "documents": {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "Documents that are open; all of them by default."},
          "text": {"type": "string", "minLength": 1, "description": "A text instead."}}},
        "AnswerRequest": {"allOf": [{"$ref": "#/components/schemas/About"}], "type": "object", "properties": {
          "question": {"type": "string", "minLength": 1}, "questions": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "maxItems": 1000},
          "top": {"type": "integer", "minimum": 1, "maximum": 50}, "maxAnswerWords": {"type": "integer", "minimum": 1, "maximum": 1000},
          "threshold": {"type": "number", "minimum": 0, "maximum": 1}, "alwaysAnswer": {"type": "boolean"},
          "closely": {"type": "integer", "minimum": 0, "maximum": 100000, "description": "Windows that are read, 0 for all; left to the length by default."}, "context": {"type": "integer", "minimum": 0, "maximum": 100},
          "explain": {"type": "string", "pattern": "^(mean|rollout|[1-9][0-9]?(\\\\.[1-9][0-9]?)?)$"}, "format": {"enum": [\(forms(.answers))]}}},
        "SummaryRequest": {"allOf": [{"$ref": "#/components/schemas/About"}], "type": "object", "properties": {
          "sentences": {"type": "integer", "minimum": 1, "maximum": 100000}, "words": {"type": "integer", "minimum": 1},
          "ratio": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}, "query": {"type": "string"},
          "method": {"enum": [\(methods)]}, "order": {"enum": ["source", "score"]}, "merge": {"type": "boolean"},
          "keywords": {"type": "integer", "minimum": 0, "maximum": 1000}, "scores": {"type": "boolean"}, "format": {"enum": [\(forms(.summary))]}}},
        "InspectRequest": {"allOf": [{"$ref": "#/components/schemas/About"}], "type": "object", "properties": {
          "sentences": {"type": "boolean"}, "format": {"enum": [\(forms(.inspection))]}}},
        "SearchRequest": {"type": "object", "required": ["query"], "properties": {
          "corpus": {"type": "string"}, "query": {"type": "string", "minLength": 1}, "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
          "perDocument": {"type": "integer", "minimum": 1, "maximum": 1000}, "format": {"enum": [\(forms(.passages))]}}},
        "AskRequest": {"type": "object", "required": ["question"], "properties": {
          "corpus": {"type": "string"}, "question": {"type": "string", "minLength": 1}, "top": {"type": "integer", "minimum": 1, "maximum": 50},
          "passages": {"type": "integer", "minimum": 1, "maximum": 100}, "alwaysAnswer": {"type": "boolean"}, "format": {"enum": [\(forms(.answers))]}}}
      }
    }}
    """
}
