import HierarchicalModels
import Ingestion
import Summarization

/// JSON Schema (2020-12) of what `--format json` and `jsonl` print. Its version goes up when a member changes
/// its meaning or goes; new members may come at any time.
public enum ResultSchema {
  /// Version of all schemas.
  public static let version = 2

  /// Version 1 was that of Peruse 0.1.0, whose summaries always held `scores` and whose places always had
  /// bytes.
  public static func text(of kind: TaskResult.Kind) -> String {
    let body =
      switch kind {
      case .summary: summary
      case .answers: answers
      case .inspection: inspection
      case .passages: passages
      case .classification: classification
      case .questions: questions
      }
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:peruse:schema:\(kind.rawValue):\(version)",
        \(body),
        "$defs": {
          \(definitions)
        }
      }
      """
  }

  private static let summary = """
    "title": "A summary of one document, or one of many", "type": "object", "required": ["summary", "model", "settings"],
      "oneOf": [{"required": ["document"]}, {"required": ["documents"]}],
      "properties": {
        "id": {"type": "string"}, "document": {"$ref": "#/$defs/document"},
        "documents": {"type": "array", "items": {"$ref": "#/$defs/document"}},
        "summary": {"type": "array", "items": {"type": "object", "required": ["text", "score", "components", "sentence"], "properties": {
          "text": {"type": "string"}, "score": {"type": "number"}, "components": {"type": "object", "additionalProperties": {"type": "number"}},
          "sentence": {"type": "integer", "minimum": 0}, "document": {"type": "integer", "minimum": 0}, "source": {"$ref": "#/$defs/place"},
          "reasons": {"type": "array", "items": {"type": "string"}}, "evidence": {"$ref": "#/$defs/evidence"}}}},
        "scores": {"type": "array", "items": {"type": ["number", "null"]}},
        "keywords": {"type": "array", "items": {"type": "string"}},
        "warnings": {"type": "array", "items": {"type": "string"}},
        "model": {"$ref": "#/$defs/model"},
        "settings": {"type": "object", "required": ["peruse", "method", "order"], "properties": {
          "peruse": {"type": "string"}, "method": {"enum": [\(names(SummarizationMethod.allCases))]}}}
      }
    """

  private static let classification = """
    "title": "Labels of a document", "type": "object", "required": ["document", "labels", "model"],
      "properties": {
        "id": {"type": "string"}, "document": {"$ref": "#/$defs/document"},
        "labels": {"type": "array", "items": {"type": "object", "required": ["name", "probability", "isChosen"], "properties": {
          "name": {"type": "string"}, "probability": {"type": "number", "minimum": 0, "maximum": 1},
          "isChosen": {"type": "boolean"}}}},
        "sentences": {"type": "array", "items": {"$ref": "#/$defs/attended"}},
        "words": {"type": "array", "items": {"$ref": "#/$defs/attended"}},
        "evidence": {"$ref": "#/$defs/evidence"},
        "model": {"$ref": "#/$defs/model"}
      }
    """

  private static let questions = """
    "title": "Questions that a document answers", "type": "object", "required": ["document", "questions", "writer", "reader"],
      "properties": {
        "id": {"type": "string"}, "document": {"$ref": "#/$defs/document"},
        "questions": {"type": "array", "items": {"type": "object", "required": ["question", "answer", "probability", "sentence", "evidence"],
          "properties": {
            "question": {"type": "string"}, "answer": {"type": "string"}, "probability": {"type": "number", "minimum": 0, "maximum": 1},
            "sentence": {"type": "integer", "minimum": 0}, "evidence": {"type": "string"}, "source": {"$ref": "#/$defs/place"},
            "evidenceSource": {"$ref": "#/$defs/place"},
            "words": {"type": "array", "items": {"type": "object", "required": ["text", "isInSource"], "properties": {
              "text": {"type": "string"}, "isInSource": {"type": "boolean"}, "source": {"$ref": "#/$defs/place"}}}}}}},
        "writer": {"$ref": "#/$defs/model"}, "reader": {"$ref": "#/$defs/model"}
      }
    """

  private static let answers = """
    "title": "Answers to one question, from one document or from a corpus", "type": "object",
      "required": ["question", "answers", "model", "settings"],
      "properties": {
        "id": {"type": "string"}, "document": {"$ref": "#/$defs/document"}, "question": {"type": "string"},
        "noAnswerProbability": {"type": "number", "minimum": 0, "maximum": 1},
        "verdict": {"enum": ["answer", "unsure", "none"]},
        "read": {"type": "object", "required": ["windows", "of"], "properties": {
          "windows": {"type": "integer", "minimum": 1}, "of": {"type": "integer", "minimum": 1}}},
        "answers": {"type": "array", "items": {"type": "object", "required": ["text", "probability", "evidence"], "properties": {
          "text": {"type": "string"}, "probability": {"type": "number", "minimum": 0, "maximum": 1},
          "sentence": {"type": "integer", "minimum": 0}, "source": {"$ref": "#/$defs/place"},
          "evidence": {"type": "string"}, "evidenceSource": {"$ref": "#/$defs/place"}, "context": {"type": "string"}, "kind": {"enum": ["evidence"]},
          "document": {"$ref": "#/$defs/indexed"}, "section": {"type": "string"}}}},
        "explanation": {"type": "object", "required": ["answer", "question", "words", "sentences", "view", "attention", "note"], "properties": {
          "answer": {"type": "string"}, "question": {"type": "array", "items": {"type": "string"}},
          "words": {"type": "array", "items": {"type": "object", "required": ["text", "sentence", "start", "end", "attention"]}},
          "attention": {"type": "array", "items": {"type": "array", "items": {"type": "number", "minimum": 0}}},
          "agreement": {"type": "number", "minimum": -1, "maximum": 1}}},
        "model": {"$ref": "#/$defs/model"}, "settings": {"type": "object", "required": ["peruse", "precision", "options"]}
      }
    """

  private static let inspection = """
    "title": "How a document is read", "type": "object", "required": ["document", "encoding", "sections", "blocks"],
      "properties": {
        "id": {"type": "string"}, "document": {"$ref": "#/$defs/document"}, "encoding": {"type": "string"},
        "language": {"type": "string"}, "sections": {"type": "integer", "minimum": 0},
        "blocks": {"type": "array", "items": {"type": "object", "required": ["kind", "role", "level", "text"], "properties": {
          "kind": {"enum": [\(names(Block.Kind.allCases))]}, "role": {"enum": [\(names(Block.Role.allCases))]},
          "level": {"type": "integer", "minimum": 0}, "section": {"type": "string"}, "text": {"type": "string"},
          "source": {"$ref": "#/$defs/place"}}}},
        "sentences": {"type": "array", "items": {"type": "object", "required": ["index", "text"]}},
        "tokens": {"type": "array", "items": {"type": "object", "required": ["id", "piece", "text"]}}
      }
    """

  private static let passages = """
    "title": "Passages of a corpus", "type": "object", "required": ["query", "passages"],
      "properties": {
        "query": {"type": "string"},
        "passages": {"type": "array", "items": {"type": "object", "required": ["document", "text", "score", "components"], "properties": {
          "document": {"$ref": "#/$defs/indexed"}, "section": {"type": "string"}, "text": {"type": "string"},
          "source": {"$ref": "#/$defs/place"}, "sentence": {"type": "string"}, "sentenceSource": {"$ref": "#/$defs/place"}, "context": {"type": "string"},
          "score": {"type": "number"}, "components": {"type": "object", "additionalProperties": {"type": "number"}}}}}
      }
    """

  private static let definitions = """
    "document": {"type": "object", "required": ["path", "format", "sha256", "words"], "properties": {
            "path": {"type": "string"}, "format": {"enum": [\(names(DocumentFormat.allCases))]}, "title": {"type": "string"},
            "authors": {"type": "array", "items": {"type": "string"}}, "date": {"type": "string"}, "language": {"type": "string"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "words": {"type": "integer", "minimum": 0},
            "record": {"type": "integer", "minimum": 0}, "id": {"type": "string"}}},
          "indexed": {"type": "object", "required": ["name", "path"], "properties": {
            "name": {"type": "string"}, "path": {"type": "string"}, "title": {"type": "string"}, "record": {"type": "string"}}},
          "place": {"type": "object", "required": ["path"], "anyOf": [{"required": ["byteStart", "byteEnd"]}, {"required": ["page"]}],
            "properties": {"byteStart": {"type": "integer", "minimum": 0}, "byteEnd": {"type": "integer", "minimum": 0},
              "path": {"type": "string"}, "member": {"type": "string"}, "page": {"type": "integer", "minimum": 1},
              "rectangles": {"type": "array", "items": {"type": "object", "required": ["page", "x0", "y0", "x1", "y1"]}},
              "convertedBy": {"type": "string"}, "omitted": {"type": "array", "items": {"type": "object"}}}},
          "attended": {"type": "object", "required": ["text", "weight"], "properties": {
            "text": {"type": "string"}, "weight": {"type": "number", "minimum": 0, "maximum": 1},
            "source": {"$ref": "#/$defs/place"}}},
          "evidence": {"type": "object", "required": ["prediction", "probability", "words", "sentences", "note"], "properties": {
            "prediction": {"type": "string"}, "probability": {"type": "number", "minimum": 0, "maximum": 1},
            "words": {"type": "array", "items": {"type": "object", "required": ["text", "attention"], "properties": {
              "text": {"type": "string"}, "source": {"$ref": "#/$defs/place"}, "attention": {"type": "number"}, "erasure": {"type": "number"}}}},
            "sentences": {"type": "array", "items": {"type": "object", "required": ["sentence", "text", "attention", "erasure"]}},
            "agreement": {"type": "number", "minimum": -1, "maximum": 1}, "note": {"type": "string"}}},
          "model": {"type": "object", "required": ["name", "version"], "properties": {
            "name": {"type": "string"}, "version": {"type": "string"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}}
    """

  private static func names<Value: RawRepresentable<String>>(_ values: [Value]) -> String {
    values.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }
}
