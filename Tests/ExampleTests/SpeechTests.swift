import AttentionExamples
import Foundation
import HierarchicalModels
import Platform
import Tensors
import TestSupport
import Testing
import Training

@Suite("Spoken digits")
struct SpeechTests {
  /// A digit as two tones that follow one another; a speaker is a pitch, and each number is a little longer.
  private static func say(_ digit: Int, speaker: Int, number: Int) -> [Float] {
    let tones = [400.0, 700, 1200, 2000, 3000], length = 700 + 20 * number
    return [tones[digit % 5], tones[(digit + 1 + digit / 5) % 5]].flatMap { hertz in
      (0..<length).map { n in
        Float(0.3 * sin(2 * Double.pi * hertz * (1 + 0.04 * Double(speaker)) * Double(n) / 8000))
      }
    }
  }

  private static func record(in folder: Scratch) throws -> String {
    for digit in 0..<10 {
      for (speaker, name) in ["low", "high"].enumerated() {
        for number in 0..<12 {
          let samples = say(digit, speaker: speaker, number: number)
          try folder.write("recordings/\(digit)_\(name)_\(number).wav", Wave.recording(samples))
        }
      }
    }
    return folder.path
  }

  private func settings(_ data: String, _ more: [(String, JSONValue)]) throws -> ConfigurationReader {
    var settings = ConfigurationReader(for: SpeechTask.self)
    let all: [(String, JSONValue)] = [
      ("data", .array([.string(data)])), ("workers", .integer(2)), ("batchTokens", .integer(384)),
      ("evaluateEvery", .integer(0)), ("warmUp", .number(0.1)), ("precision", .string("float32")),
      ("clip", .number(1)), ("speech.bands", .integer(20)), ("speech.layers", .integer(2)),
      ("speech.hidden", .integer(32)), ("speech.attentionWidth", .integer(16)),
      ("speech.wordWidth", .integer(8)), ("speech.radius", .integer(8)), ("speech.pace", .number(7)),
      ("speech.dropout", .number(0)), ("speech.masked", .integer(0)), ("speech.strings", .integer(300)),
      ("speech.slowest", .number(1)), ("speech.fastest", .number(1)),
    ]
    for (key, value) in all + more { try settings.set(key, to: value) }
    return settings
  }

  @Test(
    "It learns to hear strings of tones, and looks at them one after the other",
    arguments: [SpeechConfiguration.Mechanism.additive, .localFollowing])
  func learns(attention: SpeechConfiguration.Mechanism) throws {
    let folder = try Scratch(), data = try Self.record(in: folder)
    let settings = try settings(
      data,
      [
        ("steps", .integer(600)), ("learningRate", .number(0.01)),
        ("speech.attention", .string(attention.rawValue)), ("speech.shortEpochs", .integer(3)),
        ("speech.colour", .number(0.05)),
      ])
    let trainer = try Trainer<SpeechTask>(settings, RunFolder(at: folder.path + "/run"), version: "test") {
      _ in
    }
    guard case .finished(let model, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    let recognizer = try SpeechRecognizer(modelAt: model, workers: 1)
    let digits = try SpokenDigits(folder: data)
    let strings = SpokenStrings(digits.part(.test), rate: digits.rate, seed: 9)
    let trial = SpeechTrial(recognizer, (0..<40).map { strings($0) })
    // Guessing is wrong nine times out of ten.
    #expect(trial.errors.rate < 0.2, "\(trial.errors)")
    #expect(Double(trial.back) < 0.1 * Double(trial.steps))
    if attention == .localFollowing {
      for heard in trial.heard {
        let medians = heard.weights.map { row in
          let half = row.reduce(0, +) / 2
          return row.indices.first { row[0...$0].reduce(0, +) >= half } ?? 0
        }
        #expect(medians == medians.sorted())
      }
    }
    let svg = SpeechPicture(
      [.init(title: "t", string: strings(0), heard: trial.heard[0])], recognizer.configuration
    ).svg
    #expect(svg.components(separatedBy: "fill=\"#444\"").count == strings(0).digits.count + 1)
    // What is heard together with others is what is heard alone.
    #expect(recognizer.recognize([strings(3).samples])[0].digits == trial.heard[3].digits)
  }

  @Test("The same seed and number give the same string; what is said lies where it says")
  func strings() throws {
    let recordings = (0..<10).flatMap { digit in
      ["a", "b"].map {
        SpokenDigits.Recording(
          digit: digit, speaker: $0, number: 0, samples: [Float](repeating: 0.5, count: 900))
      }
    }
    let strings = SpokenStrings(recordings, rate: 8000, seed: 3)
    #expect(strings(5) == SpokenStrings(recordings, rate: 8000, seed: 3)(5) && strings(5) != strings(6))
    var lengths: Set<Int> = []
    for number in 0..<60 {
      let string = strings(number)
      lengths.insert(string.digits.count)
      #expect(string.spans.count == string.digits.count && string.spans.allSatisfy { $0.count == 900 })
      #expect(string.spans.allSatisfy { string.samples[$0].allSatisfy { $0 == 0.5 } })
      for (one, next) in zip(string.spans, string.spans.dropFirst()) {
        #expect((160...1600).contains(next.lowerBound - one.upperBound))
        #expect(string.samples[one.upperBound..<next.lowerBound].allSatisfy { abs($0) <= 0.002 })
      }
    }
    #expect(lengths == [3, 4, 5, 6, 7])
  }

  @Test("Twice as fast is half as long, and a straight line stays one")
  func speed() {
    let line = (0..<1000).map { Float($0) / 1000 }
    let string = SpokenString(.init(digit: 1, speaker: "a", number: 0, samples: line))
    for speed in [0.8, 1.25, 2] {
      let other = string.at(speed: speed)
      #expect(other.samples.count == Int(1000 / speed) && other.spans == [0..<other.samples.count])
      for (number, sample) in other.samples.enumerated() {
        #expect(abs(sample - min(0.999, Float(Double(number) * speed / 1000))) < 1e-5)
      }
    }
    #expect(string.at(speed: 1) == string)
  }

  private static func tiny(_ attention: SpeechConfiguration.Mechanism) -> SpeechConfiguration {
    var extents = SpeechConfiguration()
    (extents.attention, extents.bands, extents.layers, extents.hidden) = (attention, 3, 2, 6)
    (extents.attention_width, extents.word_width, extents.radius, extents.pace) = (5, 4, 1, 1)
    extents.coverage = true
    return extents
  }

  private static func frames(_ counts: [Int]) -> [[Float]] {
    var random = CounterRandom(seed: 6)
    return counts.map { count in (0..<3 * count).map { _ in random.normal() } }
  }

  @Test(
    "The loss reaches every parameter of every attention",
    arguments: SpeechConfiguration.Mechanism.allCases)
  func gradients(attention: SpeechConfiguration.Mechanism) {
    let parameters = ParameterSet<Double>(seed: 5)
    let model = SpeechModel(Self.tiny(attention), in: parameters)
    let gradients = Gradients(for: parameters)
    let tape = Tape(gradients: gradients, isTraining: true)
    let batch = SpeechBatch(Self.frames([17, 6]), digits: [[1, 2, 3], [7]], model.configuration)
    tape.backward(from: model.loss(batch, on: tape, labelSmoothing: 0.1))
    for parameter in parameters.parameters {
      #expect(gradients.dense(parameter).contains { abs($0) > 1e-14 }, "\(parameter.name)")
    }
  }

  @Test(
    "A model of every attention hears step by step what it attends to when all is given, alone or beside others",
    arguments: SpeechConfiguration.Mechanism.allCases)
  func sameInSteps(attention: SpeechConfiguration.Mechanism) {
    let model = SpeechModel<Double>(Self.tiny(attention), in: ParameterSet(seed: 5))
    let recordings = Self.frames([29, 3, 14])
    var search = BeamSearch()
    (search.beam, search.longest, search.shortest) = (1, 5, 3)
    let found = model.recognize(recordings, search: search).compactMap(\.first)
    let digits = found.map { $0.words.map { $0 - DecoderWord.first } }
    let tables = model.align(recordings, digits)
    for (row, hypothesis) in found.enumerated() {
      #expect(tables[row].first?.count == (recordings[row].count / 3 + 3) / 4)
      for (step, weights) in tables[row].enumerated() {
        for place in weights.indices {
          #expect(abs(weights[place] - Double(hypothesis.weights[step][place])) < 1e-5)
        }
      }
      let alone = model.recognize([recordings[row]], search: search)[0][0]
      #expect(alone.words == hypothesis.words)
      #expect(abs(alone.logProbability - hypothesis.logProbability) < 1e-9)
    }
  }

  @Test("What no recognizer can be made of is refused by the setting's name")
  func refused() throws {
    let folder = try Scratch(), data = try Self.record(in: folder)
    func message(_ key: String, _ value: JSONValue) throws -> String? {
      let settings = try settings(data, [(key, value)])
      return #expect(throws: TrainingError.self) {
        _ = try Trainer<SpeechTask>(settings, RunFolder(at: folder.path + "/no"), version: "test") { _ in }
      }?.description
    }
    #expect(try message("speech.attention", .string("global"))?.contains("additive, local-monotonic") == true)
    #expect(try message("speech.heldOutSpeaker", .string("nobody"))?.contains("high, low") == true)
    #expect(try message("speech.hidden", .integer(33))?.contains("hidden 33") == true)
    #expect(try message("speech.fastest", .number(0.5))?.contains("speech.slowest") == true)
    #expect(try message("speech.colour", .number(-1))?.contains("speech.colour") == true)
    #expect(try message("data", .array([.string("/no/such")]))?.contains("/no/such") == true)
  }
}
