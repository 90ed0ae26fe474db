import Foundation
import HierarchicalModels
import Ingestion
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("Training low-rank adapters")
struct AdapterTests {
  /// An encoder of either family with random weights.
  private static func write(_ family: EncoderFamily, to folder: String) throws {
    guard family == .mpnet else { return try TinyReader.write(to: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let words = ["<s>", "<pad>", "</s>", "<unk>"] + TinyReader.words + ["<mask>"]
    let configuration = """
      {"model_type": "mpnet", "vocab_size": \(words.count), "hidden_size": \(TinyReader.width),
       "num_hidden_layers": \(TinyReader.layers), "num_attention_heads": \(TinyReader.heads),
       "intermediate_size": \(TinyReader.inner), "max_position_embeddings": \(TinyReader.positions + 2),
       "layer_norm_eps": 1e-5, "hidden_act": "gelu"}
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/config.json"))
    try Data((words.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: folder + "/vocab.txt"))
    let parameters = ParameterSet<Float>(seed: 9)
    let encoder = TransformerEncoder<Float>(
      try EncoderConfiguration(readingFrom: folder + "/config.json"), in: parameters)
    var writer = SafeTensorsWriter()
    for parameter in encoder.parameters {
      let isTable = parameter.name.contains("_embeddings") || parameter.name.contains("relative")
      writer.add(
        parameter.name, Tensor(parameter.values.map { isTable ? 10 * $0 : $0 }, shape: parameter.shape))
    }
    try writer.write(to: folder + "/model.safetensors")
  }

  private static func settings(
    _ scratch: Scratch, _ more: [String: JSONValue] = [:], questions: Int = 40
  ) throws -> ConfigurationReader {
    let data = try scratch.write("data.json", TinyReader.squad(questions))
    let own: [String: JSONValue] = [
      "reader.adapters.rank": .integer(4), "reader.dropout": .integer(0),
      "reader.attentionDropout": .integer(0),
    ]
    return try TinyReader.settings(
      start: scratch.path + "/base", data: [data], own.merging(more, uniquingKeysWith: { $1 }))
  }

  private static func run(
    _ settings: ConfigurationReader, at folder: String,
    until isInterrupted: @escaping () -> Bool = { false },
    report: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    try Trainer<ReaderTask>(settings, RunFolder(at: folder), version: "test", report: report)
      .run(isInterrupted: isInterrupted)
  }

  @Test("They learn what names are, and the merged model answers", arguments: EncoderFamily.allCases)
  func learns(family: EncoderFamily) throws {
    let scratch = try Scratch()
    try Self.write(family, to: scratch.path + "/base")
    let settings = try Self.settings(
      scratch,
      [
        "steps": .integer(0), "epochs": .integer(10), "batchTokens": .integer(1024),
        "evaluateEvery": .integer(1000), "checkpointEvery": .integer(1000), "poolRecords": .integer(400),
        "learningRate": .number(0.01), "reader.adapters.rank": .integer(8),
      ], questions: 400)
    var losses: [Double] = []
    var measured: [Double] = []
    _ = try Self.run(settings, at: scratch.path + "/run", until: { false }) {
      if case .stepped(let progress) = $0 { losses.append(progress.loss) }
      if case .measured(_, let values, _) = $0 { measured.append(values[0].value) }
    }
    #expect(try #require(losses.last) < 0.75 * losses[0])
    #expect(try #require(measured.last) > 25)
    // The folder by itself says what it is.
    let error = #expect(throws: ModelError.self) {
      try SpanReader(modelAt: scratch.path + "/run/model", precision: .float32, workers: 1)
    }
    #expect(error?.reason == .adaptersOnly)
    let merged = scratch.path + "/merged"
    try AdapterFolder(at: scratch.path + "/run/model").merged(
      with: ModelFolder(at: scratch.path + "/base"), to: merged)
    let reader = try SpanReader(modelAt: merged, precision: .float32, workers: 1)
    let document = Document(text: "key ball hugo coin lamp")
    let readable = reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
    #expect(try reader.answers(to: "who has the coin ?", in: readable).first != nil)
  }

  @Test("Only adapters and heads are kept, in half precision", arguments: EncoderFamily.allCases)
  func kept(family: EncoderFamily) throws {
    let scratch = try Scratch()
    try Self.write(family, to: scratch.path + "/base")
    _ = try Self.run(try Self.settings(scratch), at: scratch.path + "/run")
    let folder = try ModelFolder(at: scratch.path + "/run/model")
    let base = try ModelFolder(at: scratch.path + "/base")
    #expect(folder.manifest?.requires == ["encoder": base.sha256])
    let entries = folder.weights.entries
    #expect(entries.keys.filter { $0.contains("adapter_") }.count == 2 * 6 * TinyReader.layers)
    #expect(
      entries.values.allSatisfy {
        $0.name.contains("adapter_") || $0.name.hasPrefix("qa_outputs") || $0.shape == [1]
      })
    #expect(entries.values.allSatisfy { $0.type == .float16 || $0.shape == [1] })
    // Neither do checkpoints hold the encoder.
    let checkpoints = try FileManager.default.contentsOfDirectory(
      atPath: scratch.path + "/run/checkpoints")
    for name in checkpoints {
      let tensors = try SafeTensors(path: "\(scratch.path)/run/checkpoints/\(name)/tensors.safetensors")
      #expect(tensors.entries.keys.allSatisfy { $0.contains("adapter_") || $0.contains("qa_outputs") })
    }
  }

  @Test("The merged model gives what encoder and adapters give", arguments: EncoderFamily.allCases)
  func merging(family: EncoderFamily) throws {
    let scratch = try Scratch()
    try Self.write(family, to: scratch.path + "/base")
    _ = try Self.run(try Self.settings(scratch), at: scratch.path + "/run")
    let (base, adapters) = (
      try ModelFolder(at: scratch.path + "/base"), try ModelFolder(at: scratch.path + "/run/model")
    )
    try AdapterFolder(at: adapters.path).merged(with: base, to: scratch.path + "/merged")
    let configuration = try EncoderConfiguration(readingFrom: base.configurationPath)
    let parameters = ParameterSet<Float>(seed: 1), others = ParameterSet<Float>(seed: 1)
    var encoder = TransformerEncoder<Float>(configuration, prefix: family.prefix, in: parameters)
    try encoder.load(base.weights)
    encoder.adapt(rank: 4, scale: 2, in: others)
    try adapters.fill(others)
    #expect(others.parameters.contains { $0.name.hasSuffix("adapter_up") && $0.values.contains { $0 != 0 } })
    let inputs = [
      EncoderInput(ids: [2, 5, 9, 3, 12, 14]), EncoderInput(ids: (0..<60).map { Int32($0 % 20) }),
    ]
    let merged = try WordEncoder(modelAt: scratch.path + "/merged", precision: .float32).encode(inputs)
    let batch = try EncoderBatch(inputs, for: configuration)
    let values = encoder(batch, on: Tape<Float>(isTraining: false)).values
    for (index, output) in merged.enumerated() {
      let first = index * batch.length * configuration.width
      let apart = zip(output.hidden, values[first..<first + output.hidden.count]).map { abs($0 - $1) }.max()
      #expect(try #require(apart) < 1e-4)
    }
    // On another encoder they are worth nothing.
    try TinyReader.write(to: scratch.path + "/other", change: { $0.contains("pooler") ? nil : $1 })
    let error = #expect(throws: ModelError.self) {
      try AdapterFolder(at: adapters.path).merged(
        with: ModelFolder(at: scratch.path + "/other"), to: scratch.path + "/wrong")
    }
    if case .otherEncoder = error?.reason {} else { Issue.record("\(String(describing: error))") }
  }

  @Test("A run that was stopped goes on to the bits of one that was not")
  func resume() throws {
    let scratch = try Scratch()
    try Self.write(.mpnet, to: scratch.path + "/base")
    let settings = try Self.settings(scratch, ["reader.dropout": .number(0.1)])
    let whole = scratch.path + "/whole", parts = scratch.path + "/parts"
    _ = try Self.run(settings, at: whole)
    var steps = 0
    let stopped = try Self.run(settings, at: parts, until: { steps >= 6 }) {
      if case .stepped = $0 { steps += 1 }
    }
    guard case .interrupted = stopped else {
      Issue.record("it was not interrupted")
      return
    }
    _ = try Self.run(settings, at: parts)
    let name = ModelFolder.weightsName
    #expect(try scratch.read("whole/model/\(name)") == scratch.read("parts/model/\(name)"))
  }

  @Test("Training goes on from adapters that are there, and from no others")
  func goesOn() throws {
    let scratch = try Scratch()
    try Self.write(.bert, to: scratch.path + "/base")
    let first = scratch.path + "/first"
    _ = try Self.run(try Self.settings(scratch), at: first)
    let from: [String: JSONValue] = ["reader.adapters.start": .string("\(first)/model")]
    // A rate that is next to nothing leaves them as they were.
    let still = from.merging(["learningRate": .number(1e-12), "steps": .integer(1)]) { $1 }
    _ = try Self.run(try Self.settings(scratch, still), at: scratch.path + "/second")
    let before = try ModelFolder(at: "\(first)/model"),
      after = try ModelFolder(at: scratch.path + "/second/model")
    for entry in before.weights.entries.values where entry.type == .float16 {
      let (old, new) = (try before.weights.floats(entry.name), try after.weights.floats(entry.name))
      for place in 0..<entry.count { #expect(abs(old.base[place] - new.base[place]) < 1e-3) }
    }
    #expect(after.manifest?.about.contains("on from") == true)
    let wrong: [(String, JSONValue)] = [
      ("reader.adapters.rank", .integer(2)), ("reader.adapters.alpha", .number(1)),
      ("reader.adapters.start", .string(scratch.path + "/none")),
    ]
    for (number, (key, value)) in wrong.enumerated() {
      let settings = try Self.settings(scratch, from.merging([key: value]) { $1 })
      #expect(throws: (any Error).self) { try Self.run(settings, at: scratch.path + "/wrong\(number)") }
    }
    try Self.write(.mpnet, to: scratch.path + "/base")
    #expect(throws: (any Error).self) {
      try Self.run(try Self.settings(scratch, from), at: scratch.path + "/other")
    }
  }

  @Test("A rank that is none is refused by the setting's name")
  func badRank() throws {
    let scratch = try Scratch()
    try Self.write(.bert, to: scratch.path + "/base")
    let settings = try Self.settings(scratch, ["reader.adapters.rank": .integer(-1)])
    let error = #expect(throws: TrainingError.self) {
      try Self.run(settings, at: scratch.path + "/run")
    }
    #expect(error?.subject == "reader.adapters.rank")
  }
}
