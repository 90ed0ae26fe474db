import Foundation
import HierarchicalModels
import Ingestion
import Platform
import SpanExtraction
import TestSupport
import Tokenization
import Training

extension TinyReader {
  /// What a reader answers that should name who is in the text: hugo, gina, bob.
  static func answers(of folder: String, precision: WordEncoder.Precision = .int8) throws -> [String?] {
    let reader = try SpanReader(modelAt: folder, precision: precision, workers: 1)
    return try ["key ball hugo coin lamp", "gina lamp lamp drum", "rope flag book key bob"].map { text in
      let document = Document(text: text)
      let readable = reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
      return try reader.answers(to: "who has the coin ?", in: readable).first?.text
    }
  }

  /// A configuration that trains in a second or two.
  static func settings(
    start: String, data: [String], _ more: [String: JSONValue] = [:]
  ) throws -> ConfigurationReader {
    var settings = ConfigurationReader(for: ReaderTask.self)
    let all: [String: JSONValue] = [
      "start": .string(start), "data": .array(data.map { .string($0) }), "workers": .integer(2),
      "batchTokens": .integer(256), "steps": .integer(12), "logEvery": .integer(1),
      "evaluateEvery": .integer(5),
      "checkpointEvery": .integer(4), "poolRecords": .integer(32), "learningRate": .number(0.003),
      "heldOutShare": .number(0.2), "reader.window": .integer(64), "reader.overlap": .integer(16),
      "reader.evaluationPrecision": .string("float32"),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    return settings
  }
}
