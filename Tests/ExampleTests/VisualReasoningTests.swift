import AttentionExamples
import Foundation
import Platform
import TestSupport
import Testing
import Training

@Suite("Sentences about pictures of three boxes")
struct VisualReasoningTests {
  @Test("What a made sentence says is so where it is called true, counted anew")
  func truth() throws {
    let numbers = ["one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7]
    var checked: [Bool: Int] = [:]
    for number in 0..<2000 {
      // Some of each degree.
      let example = BoxGenerator(seed: 3).example(40 * number)
      // "there are exactly two blue blocks", "there is at least one black square"
      var words = example.sentence.split(separator: " ").dropFirst(2).map(String.init)
      guard example.sentence.hasPrefix("there ") else { continue }
      var least = false, most = true
      if words.first == "exactly" || words.first == "only" { words.removeFirst() }
      if words.starts(with: ["at", "least"]) || words.first == "atleast" {
        words.removeFirst(words[0] == "at" ? 2 : 1)
        (least, most) = (true, false)
      }
      guard words.count == 3, let first = words.first, let count = numbers[first] ?? Int(first),
        let color = BoxScene.Color(rawValue: words[1])
      else { continue }
      let noun = words[2].hasSuffix("s") ? String(words[2].dropLast()) : words[2]
      guard noun == "block" || BoxScene.Shape(rawValue: noun) != nil else { continue }
      let found = example.scene.boxes.joined().count {
        $0.color == color && (noun == "block" || $0.shape.rawValue == noun)
      }
      #expect(example.isTrue == (least && !most ? found >= count : found == count), "\(example.sentence)")
      checked[example.isTrue, default: 0] += 1
    }
    #expect((checked[true] ?? 0) > 20 && (checked[false] ?? 0) > 20)
  }

  @Test("True and false are about as frequent, and the same number makes the same example")
  func balance() {
    let generator = BoxGenerator(seed: 8)
    let examples = (0..<1000).map { generator.example(60 * $0) }
    #expect((400...600).contains(examples.count(where: \.isTrue)))
    #expect(Set(examples.map(\.sentence)).count > 500)
    let again = generator.example(60 * 17)
    #expect(again.scene == examples[17].scene && again.sentence == examples[17].sentence)
  }

  @Test("Each thing that is drawn is a piece where it was drawn, unless another of its colour touches it")
  func segments() {
    for number in 0..<100 {
      let scene = BoxGenerator(seed: 4).example(1000 * number).scene
      let segments = PictureSegments(rgb: scene.pixels)
      for (items, pieces) in zip(scene.boxes, segments.boxes) {
        let frames = pieces.map(PictureSegments.frame)
        for item in items {
          let others = items.filter { other in
            other != item && other.color == item.color && other.x <= item.x + item.size
              && item.x <= other.x + other.size && other.y <= item.y + item.size
              && item.y <= other.y + other.size
          }
          let own = [item.x, item.x + item.size - 1, item.y, item.y + item.size - 1]
          let isThere = frames.contains { zip($0, own).allSatisfy { abs($0 - $1) <= 1 } }
          #expect(isThere || !others.isEmpty, "\(item) in \(frames)")
        }
        #expect(pieces.count <= items.count)
      }
    }
  }

  /// A folder as the published one: sentences about towers, which differ by picture.
  private static func folder(_ count: Int) throws -> Scratch {
    let folder = try Scratch(), images = folder.path + "/dev/images/0"
    try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
    var lines: [String] = []
    for number in 0..<count {
      let example = BoxGenerator(seed: 9).example(90_000 + number)
      let png = PNGFile.bytes(rgb: example.scene.pixels, width: BoxScene.width, height: BoxScene.side)
      try Data(png).write(to: URL(fileURLWithPath: "\(images)/dev-\(number)-0-0.png"))
      lines.append(
        "{\"identifier\":\"\(number)-0\",\"label\":\"\(example.isTrue)\",\"sentence\":\"\(example.sentence)\"}"
      )
    }
    try folder.write("dev.json", lines.joined(separator: "\n"))
    return folder
  }

  @Test(
    "It learns on people's sentences and made ones, keeps some apart, and judges", arguments: [false, true])
  func learns(isHard: Bool) throws {
    let folder = try Self.folder(60)
    var settings = ConfigurationReader(for: VisualReasoningTask.self)
    let all: [(String, JSONValue)] = [
      ("data", .array([.string(folder.path + "/dev.json")])), ("workers", .integer(2)),
      ("batchTokens", .integer(1024)), ("steps", .integer(60)), ("evaluateEvery", .integer(0)),
      ("learningRate", .number(0.004)), ("warmUp", .number(0.1)), ("precision", .string("float32")),
      ("nlvr.attention", .string(isHard ? "hard" : "soft")), ("nlvr.hidden", .integer(32)),
      ("nlvr.layers", .integer(1)), ("nlvr.inner", .integer(32)), ("nlvr.made", .integer(200)),
    ]
    for (key, value) in all { try settings.set(key, to: value) }
    var losses: [Double] = []
    let trainer = try Trainer<VisualReasoningTask>(
      settings, RunFolder(at: folder.path + "/run"), version: "test"
    ) { event in
      if case .stepped(let at) = event { losses.append(at.loss) }
    }
    guard case .finished(let model, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    let records = try VisualReasoningFile.read("dev", in: folder.path)
    #expect(records.count == 60)
    let reader = try VisualReasoningReader(modelAt: model, workers: 1)
    let judgements = try reader.judge(records)
    for judgement in judgements {
      #expect((0...1).contains(judgement.probability))
      #expect(abs(judgement.weights.joined().reduce(0, +) - 1) < 1e-3)
    }
    let trial = try VisualReasoningTrial(reader, records)
    #expect(trial.count == 60 && trial.majority >= 0.5 && (0...1).contains(trial.accuracy))
    // It is not the same for all.
    #expect(Set(judgements.map(\.probability)).count > 10)
  }

  @Test("A record without its picture, or with another label, is refused with its line")
  func refused() throws {
    let folder = try Self.folder(2)
    let good = "{\"identifier\":\"0-0\",\"label\":\"true\",\"sentence\":\"a\"}\n"
    for bad in [
      "{\"identifier\":\"7-0\",\"label\":\"true\",\"sentence\":\"a\"}",
      "{\"identifier\":\"1-0\",\"label\":\"maybe\",\"sentence\":\"a\"}", "{\"identifier\":\"1-0\"}",
    ] {
      try folder.write("dev.json", good + bad)
      let error = #expect(throws: TrainingError.self) {
        _ = try VisualReasoningFile.read("dev", in: folder.path)
      }
      #expect(error?.description.contains("line 2") == true)
    }
  }

  @Test("Words with a letter too many, too few or in another place are read as what they are near to")
  func spelling() {
    for (word, near) in [
      ("squere", "square"), ("blccks", "blocks"), ("tocuhing", "touching"), ("ablue", "blue"),
    ] {
      #expect(SentenceWords.isNear(Array(word), Array(near)))
    }
    for (word, other) in [("base", "box"), ("two", "to"), ("black", "blue"), ("black", "block")] {
      #expect(SentenceWords.isNear(Array(word), Array(other)) == (word == "black" && other == "block"))
    }
    let words = SentenceWords(of: ["there is a blue square", "there are two"])
    #expect(words.numbers(of: "There is a Blue squere.") == words.numbers(of: "there is a blue square"))
    #expect(words.numbers(of: "there are 2") == words.numbers(of: "there are two"))
    #expect(words.numbers(of: "?") == [0] && words.numbers(of: "tower") == [0])
  }
}
