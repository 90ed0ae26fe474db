import Foundation
import Tensors
import TestSupport
import Testing
import Training

@Suite("The order of data")
struct DataOrderTests {
  @Test("uses every record once an epoch, in another order each time, and the same order for the same seed")
  func epochs() {
    let order = DataOrder([.init(records: 0..<500, weight: 1)], seed: 4)
    let (first, second) = (order.epoch(0), order.epoch(1))
    #expect(first.sorted() == Array(0..<500) && second.sorted() == Array(0..<500))
    #expect(first != second && first != Array(0..<500))
    #expect(DataOrder([.init(records: 0..<500, weight: 1)], seed: 4).epoch(1) == second)
    #expect(DataOrder([.init(records: 0..<500, weight: 1)], seed: 5).epoch(1) != second)
  }

  @Test(
    "follows the weights: halves take turns, and a weight of 2.5 uses each record twice and half of them again"
  )
  func weights() {
    let order = DataOrder(
      [.init(records: 0..<100, weight: 0.5), .init(records: 100..<140, weight: 2.5)], seed: 1)
    #expect(order.count == 150)
    let (first, second) = (order.epoch(0).filter { $0 < 100 }, order.epoch(1).filter { $0 < 100 })
    #expect(Set(first).count == 50 && Set(first + second) == Set(0..<100))
    let uses = Dictionary(grouping: order.epoch(2).filter { $0 >= 100 }) { $0 }.mapValues(\.count)
    #expect(uses.values.filter { $0 == 2 }.count == 20 && uses.values.filter { $0 == 3 }.count == 20)
    #expect(DataOrder([.init(records: 0..<0, weight: 3)], seed: 1).epoch(0).isEmpty)
  }

  @Test("Batches keep to their budget, hold every example once, and pad little")
  func batches() {
    var random = CounterRandom(seed: 3)
    let lengths = (0..<1000).map { _ in 10 + Int(random.next() % 300) }
    let batches = Batching(tokens: 2048).batches(lengths, &random)
    #expect(batches.flatMap { $0 }.sorted() == Array(0..<1000))
    var padded = 0
    for batch in batches {
      let longest = batch.map { (lengths[$0] + 15) / 16 * 16 }.max() ?? 0
      #expect(batch.count * longest <= 2048)
      padded += batch.count * longest
    }
    #expect(Double(padded) < 1.1 * Double(lengths.reduce(0, +)))
    // One that is too long stands alone; nothing is dropped.
    #expect(Batching(tokens: 64).batches([500, 10, 10], &random).map(\.count).sorted() == [1, 2])
    #expect(Batching(tokens: 64).batches([], &random).isEmpty)
  }
}

@Suite("Questions to train on")
struct QuestionDataTests {
  private func task(_ data: [String], _ more: [String: JSONValue] = [:]) throws -> ReaderTask {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let settings = try TinyReader.settings(start: scratch.path + "/model", data: data, more)
    let own = try JSONDecoder().decode([String: JSONValue].self, from: Data(settings.value.text.utf8))[
      "reader"]
    return try ReaderTask(
      settings.configuration(), JSONDecoder().decode(ReaderSettings.self, from: JSONEncoder().encode(own)))
  }

  @Test("An answer whose offset is wrong is named with its question, skipped, and counted; the rest is used")
  func badOffsets() throws {
    let scratch = try Scratch()
    let context = "anna has the key . bob has the ball ."
    func question(_ id: String, _ answers: String) -> String {
      #"{"id": "\#(id)", "question": "who has the key \#(id) ?", "answers": [\#(answers)]}"#
    }
    let file = try scratch.write(
      "bad.json",
      """
      {"data": [{"paragraphs": [{"context": "\(context)", "qas": [
        \(question("good", #"{"text": "anna", "answer_start": 0}"#)),
        \(question("far", #"{"text": "anna", "answer_start": 4000}"#)),
        \(question("before", #"{"text": "anna", "answer_start": -1}"#)),
        \(question("over", #"{"text": "ball . and more", "answer_start": 31}"#)),
        \(question("other", #"{"text": "anna", "answer_start": 19}"#)),
        \(question("empty", #"{"text": "", "answer_start": 0}"#)),
        \(question("partly", #"{"text": "anna", "answer_start": 0}, {"text": "anna", "answer_start": 7}"#)),
        \(question("unplaced", #"{"text": "bob"}"#)),
        \(question("none", ""))
      ]}]}]}
      """)
    let report = try task([file], ["heldOutShare": .integer(0)]).data[0]
    #expect(report.records == 9 && report.used == 3 && report.skippedCount == 6)
    let reasons = Dictionary(report.skipped.map { ($0.id, $0.reason) }) { $1 }
    #expect(reasons["far"] == "answer_start 4000 lies outside the context, which has 37 characters")
    #expect(reasons["before"]?.contains("lies outside the context") == true)
    #expect(reasons["over"]?.contains("ends outside the context") == true)
    #expect(reasons["other"] == "at answer_start 19 the context has other words than the answer")
    #expect(reasons["empty"] == "the answer is empty" && reasons["none"] == "it has no answer")
    #expect(report.skipped.filter(\.isPart).map(\.id) == ["partly"])
  }

  @Test("Offsets count Unicode scalars, and the example's pieces are the answer's", arguments: [64, 24])
  func pieces(window: Int) throws {
    let scratch = try Scratch()
    let filler = (0..<30).map { _ in "dan has the rope ." }.joined(separator: " ")
    let context = "👩‍👩‍👧 é . \(filler) gina has the coin . \(filler)"
    let start = context.unicodeScalars.distance(
      from: context.startIndex, to: try #require(context.range(of: "gina")).lowerBound)
    let file = try scratch.write(
      "a.json",
      #"{"data": [{"paragraphs": [{"context": "\#(context)", "qas": [{"id": "1", "question": "who has the coin ?", "answers": [{"text": "gina", "answer_start": \#(start)}]}]}]}]}"#
    )
    let task = try task([file], ["heldOutShare": .integer(0), "reader.window": .integer(window)])
    let examples = task.examples(of: 0, epoch: 0)
    #expect(!examples.isEmpty)
    for example in examples {
      #expect(example.input.ids.count <= window)
      #expect(example.spans.map { example.input.ids[$0].map { TinyReader.words[Int($0)] } } == [["gina"]])
      #expect(
        example.spans.allSatisfy {
          example.text.contains($0.lowerBound) && example.text.contains($0.upperBound)
        })
    }
  }

  @Test("JSON lines give what SQuAD JSON gives, in either form of answers; a bad line costs one record")
  func jsonLines() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "a.jsonl",
      """
      {"id": "a", "context": "anna has the key .", "question": "who has the key ?", "answers": [{"text": "anna", "answer_start": 0}]}

      {"id": 7, "context": "bob has the key .", "question": "who has the key ?", "answers": {"text": ["bob"], "answer_start": [0]}}
      {"context": "dan has the key .", "question":
      {"context": "dan has the key .", "question": "who has the key ?", "answers": {"text": ["dan"]}}
      {"context": "dan has the key ."}
      """)
    let task = try task([file], ["heldOutShare": .integer(0)])
    #expect(task.data[0].used == 3)
    #expect(task.data[0].skipped.map(\.id) == ["line 4", "line 6"])
    #expect(
      (0..<3).flatMap { task.examples(of: $0, epoch: 0) }.map { task.name(of: $0) } == [
        "\(file): a", "\(file): 7", "\(file): line 5",
      ])
  }

  @Test("A paragraph is held out whole, the same one in every file, and repetitions are left out")
  func heldOut() throws {
    let scratch = try Scratch()
    let a = try scratch.write("a.json", TinyReader.squad(300))
    let b = try scratch.write("b.json", TinyReader.squad(300))
    let task = try task([a, b], ["heldOutShare": .number(0.3), "heldOutLimit": .integer(40)])
    #expect(task.data[0].heldOut > 50 && task.data[0].heldOut < 130)
    #expect(task.data[0].used + task.data[0].heldOut + task.data[0].repeated == 300)
    #expect(task.data[1].used == 0 && task.data[1].repeated == 300)
    // Given files keep their paragraphs out of training.
    let given = try self.task([a], ["heldOut": .string(b)])
    #expect(given.data.map(\.used) == [0, 0] && given.data[1].heldOut > 200)
  }

  @Test("Files that cannot be read are named, with what to do")
  func unreadable() throws {
    let scratch = try Scratch()
    func refusal(_ name: String, _ text: String?) throws -> TrainingError? {
      let path = try text.map { try scratch.write(name, $0) } ?? "\(scratch.path)/\(name)"
      return #expect(throws: TrainingError.self) { try task([path]) }
    }
    #expect(try refusal("missing.json", nil)?.kind == .unreadable)
    #expect(try refusal("missing.jsonl", nil)?.kind == .unreadable)
    #expect(try refusal("cut.json", #"{"data": [{"par"#)?.kind == .data)
    #expect(
      try refusal("other.json", #"{"data": [{"paragraphs": [{"qas": []}]}]}"#)?.place?.contains(
        "data[0].paragraphs[0]") == true)
    #expect(try refusal("empty.json", "")?.kind == .data)
  }

  @Test("Data without a usable question are refused, with the first reason")
  func empty() throws {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let file = try scratch.write(
      "a.jsonl",
      #"{"id": "x", "context": "a", "question": "who ?", "answers": [{"text": "bob", "answer_start": 50}]}"#)
    let error = #expect(throws: TrainingError.self) {
      try Trainer<ReaderTask>(
        TinyReader.settings(start: scratch.path + "/model", data: [file]),
        RunFolder(at: scratch.path + "/run"),
        version: ""
      ) { _ in }
    }
    #expect(error?.kind == .empty && error?.description.contains("x, because answer_start 50") == true)
  }
}
