import Foundation
import HierarchicalModels
import Ingestion
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("A reader that is taught by another")
struct ReaderTeacherTests {
  private static let parts: [String: [Int]] = [
    "qa_outputs.weight": [2, TinyReader.width], "qa_outputs.bias": [2],
    "span_pairs.start.weight": [64, TinyReader.width], "span_pairs.start.bias": [64],
    "span_pairs.end.weight": [64, TinyReader.width], "span_pairs.end.bias": [64],
    ReaderCalibration.nullBiasName: [1],
  ]

  @Test("The loss is the cross-entropy of softened shares, times the square of the temperature")
  func loss() throws {
    let length = 5
    var random = CounterRandom(seed: 9)
    let scores = (0..<2 * length * length).map { _ in random.normal() * 3 }
    var mask = [UInt8](repeating: 0, count: scores.count)
    let spans: [[(Int, Int)]] = [[(0, 0), (2, 2), (2, 3), (3, 3)], [(1, 1), (1, 4), (4, 4)]]
    for (row, list) in spans.enumerated() {
      for (start, end) in list { mask[row * length * length + start * length + end] = 1 }
    }
    let targets = [
      ReaderTeacher.Target(spans: [2...3, 0...0], shares: [0.75, 0.25]),
      ReaderTeacher.Target(spans: [1...4], shares: [1]),
    ]
    for temperature in [1.0, 2.5] {
      let lesson = ReaderLesson(targets: targets, share: 0.5, temperature: Float(temperature))
      var expected = 0.0
      for (row, target) in targets.enumerated() {
        func score(_ start: Int, _ end: Int) -> Double {
          Double(scores[row * length * length + start * length + end]) / temperature
        }
        let all = log(spans[row].reduce(0.0) { $0 + exp(score($1.0, $1.1)) })
        for (span, share) in zip(target.spans, target.shares) {
          expected += Double(share) * (all - score(span.lowerBound, span.upperBound)) / 2
        }
      }
      let tape = Tape<Float>()
      let loss = lesson.loss(
        tape.constant(scores, shape: [2, length * length]), mask: mask, length: length)
      #expect(abs(Double(loss.scalar) - expected * temperature * temperature) < 1e-4)
    }
  }

  /// A reader and examples for it.
  private func classroom(_ scratch: Scratch) throws -> (teacher: ReaderTeacher, [ReaderExample]) {
    try TinyReader.write(to: scratch.path + "/teacher", extra: Self.parts)
    let pupil = try WordPieceTokenizer(vocabularyAt: scratch.path + "/teacher/vocab.txt")
    let teacher = try ReaderTeacher(
      modelAt: scratch.path + "/teacher", precision: .float32, workers: 1, pupil: pupil, temperature: 2,
      withNull: true)
    let ids = pupil.encode("who has the key ?").ids
    let examples = ["anna key ball", "lamp bob rope coin drum", "flag"].enumerated().map { number, text in
      let pieces = pupil.encode(text).ids
      let input = [pupil.classificationID] + ids + [pupil.separatorID] + pieces + [pupil.separatorID]
      let first = ids.count + 2
      return ReaderExample(
        input: EncoderInput(
          ids: input, types: input.indices.map { $0 < first ? 0 : 1 }),
        text: first..<first + pieces.count, question: 1..<1 + ids.count,
        sentences: [first..<first + pieces.count], spans: [first...first], record: number)
    }
    return (teacher, examples)
  }

  @Test("Shares are the softmax over all spans and the null answer, as the reader's own scores give it")
  func targets() throws {
    let scratch = try Scratch()
    let (teacher, examples) = try classroom(scratch)
    let reader = try SpanReader(modelAt: scratch.path + "/teacher", precision: .float32, workers: 1)
    for (example, target) in zip(examples, try teacher.targets(of: examples)) {
      let first = example.text.lowerBound
      let scores = try reader.scores(of: [
        WindowInput(
          question: Array(example.input.ids[example.question]), text: Array(example.input.ids[example.text]),
          sentences: [0..<example.text.count])
      ])[0]
      var all: [ClosedRange<Int>: Double] = [0...0: exp(Double(try #require(scores.null)) / 2)]
      for start in 0..<example.text.count {
        for end in start..<example.text.count {
          let pair = try #require(scores.pairs).scores(first: start, last: end..<end + 1)[0]
          all[first + start...first + end] = exp(Double(scores.start[start] + scores.end[end] + pair) / 2)
        }
      }
      let sum = all.values.reduce(0, +)
      #expect(target.spans.count == min(32, all.count))
      for (span, share) in zip(target.spans, target.shares) {
        #expect(abs(Double(share) - (all[span] ?? 0) / sum) < 1e-4, "\(span)")
      }
      #expect(target.shares == target.shares.sorted(by: >))
    }
  }

  @Test("A pupil learns what its teacher says, though all gold answers say otherwise")
  func learns() throws {
    let scratch = try Scratch()
    // The teacher has learned who is named.
    try TinyReader.write(to: scratch.path + "/model")
    let data = try scratch.write("data.json", TinyReader.squad(600))
    let common: [String: JSONValue] = [
      "batchTokens": .integer(1024), "checkpointEvery": .integer(1000), "evaluateEvery": .integer(0),
      "reader.dropout": .integer(0), "reader.attentionDropout": .integer(0), "reader.spanPairs": .bool(true),
      "steps": .integer(0), "epochs": .integer(8), "poolRecords": .integer(600),
    ]
    let first = try TinyReader.settings(start: scratch.path + "/model", data: [data], common)
    let run = try Trainer<ReaderTask>(first, RunFolder(at: scratch.path + "/first"), version: "test") { _ in }
    let taught = try run.run { false }
    guard case .finished(let teacher, _) = taught else {
      Issue.record("the teacher did not finish")
      return
    }
    // The pupil's questions have the first word of each text as their answer.
    let wrong = try scratch.write("wrong.json", Self.withFirstWords(TinyReader.squad(600, seed: 3)))
    let second = try TinyReader.settings(
      start: scratch.path + "/model", data: [wrong],
      common.merging(
        ["reader.teacher": .string(teacher), "reader.teacherShare": .number(1)], uniquingKeysWith: { $1 }))
    let lessons = try Trainer<ReaderTask>(second, RunFolder(at: scratch.path + "/second"), version: "test") {
      _ in
    }
    let outcome = try lessons.run { false }
    guard case .finished(let pupil, _) = outcome else {
      Issue.record("the pupil did not finish")
      return
    }
    #expect(try TinyReader.answers(of: pupil, precision: .float32) == ["hugo", "gina", "bob"])
    #expect(try ModelFolder(at: pupil).manifest?.about.contains("taught by") == true)
  }

  /// The same questions, each with the first word of its text as the answer.
  private static func withFirstWords(_ squad: String) throws -> String {
    var object = try JSONSerialization.jsonObject(with: Data(squad.utf8)) as? [String: Any] ?? [:]
    var articles = object["data"] as? [[String: Any]] ?? []
    for article in articles.indices {
      var paragraphs = articles[article]["paragraphs"] as? [[String: Any]] ?? []
      for index in paragraphs.indices {
        let word = (paragraphs[index]["context"] as? String ?? "").split(separator: " ").first ?? ""
        var questions = paragraphs[index]["qas"] as? [[String: Any]] ?? []
        for place in questions.indices {
          questions[place]["answers"] = [["text": String(word), "answer_start": 0]]
        }
        paragraphs[index]["qas"] = questions
      }
      articles[article]["paragraphs"] = paragraphs
    }
    object["data"] = articles
    return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }

  @Test(
    "A teacher with other word pieces, and one without scores of pairs in the pupil, are refused with the reason"
  )
  func refused() throws {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let data = try scratch.write("data.json", TinyReader.squad(20))
    let settings = try TinyReader.settings(
      start: scratch.path + "/model", data: [data], ["reader.teacher": .string(scratch.path + "/model")])
    let error = #expect(throws: TrainingError.self) {
      _ = try Trainer<ReaderTask>(settings, RunFolder(at: scratch.path + "/run"), version: "test") { _ in }
    }
    #expect(error?.description.contains("spanPairs") == true)
    try TinyReader.write(to: scratch.path + "/teacher", extra: Self.parts)
    let other = (["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + (0..<60).map { "word\($0)" })
      .joined(separator: "\n")
    let strange = try WordPieceTokenizer(vocabulary: Array(other.utf8), file: "vocab.txt")
    #expect(throws: TrainingError.self) {
      _ = try ReaderTeacher(
        modelAt: scratch.path + "/teacher", precision: .float32, workers: 1, pupil: strange, temperature: 1,
        withNull: false)
    }
  }
}
