import Foundation
import TestSupport
import Testing
import Training

@Suite("Configurations")
struct ConfigurationTests {
  private func reader() -> ConfigurationReader { ConfigurationReader(for: ReaderTask.self) }

  private func refusal(of json: String) throws -> String {
    let scratch = try Scratch()
    let file = try scratch.write("config.json", json)
    var reader = reader()
    let error = #expect(throws: TrainingError.self) { try reader.read(file: file) }
    #expect(error?.subject == file)
    return error?.description ?? ""
  }

  @Test("A setting that is not known is refused, with the nearest one that is")
  func unknownKeys() throws {
    #expect(try refusal(of: #"{"learningrate": 1}"#).contains(#"did you mean "learningRate"?"#))
    #expect(try refusal(of: #"{"batch_tokens": 1}"#).contains(#"did you mean "batchTokens"?"#))
    #expect(try refusal(of: #"{"optimizer": {"beta": 1}}"#).contains(#"did you mean "optimizer.beta1"?"#))
    #expect(try refusal(of: #"{"reader": {"windw": 1}}"#).contains(#"did you mean "reader.window"?"#))
    #expect(
      try refusal(of: #"{"data": [{"file": "a", "wieght": 1}]}"#).contains(#"did you mean "data.weight"?"#))
    #expect(try refusal(of: #"{"zzzzzzzzzzzzzzzzzz": 1}"#).contains("known are"))
  }

  @Test("A value of another type is refused by the setting's name, and so is what is not JSON")
  func wrongTypes() throws {
    #expect(try refusal(of: #"{"epochs": "two"}"#).contains("epochs: a number was expected"))
    #expect(try refusal(of: #"{"steps": 1.5}"#).contains("steps: a whole number was expected"))
    #expect(try refusal(of: #"{"freeze": "a"}"#).contains("freeze: a list was expected"))
    #expect(
      try refusal(of: #"{"optimizer": {"beta1": []}}"#).contains("optimizer.beta1: a number was expected"))
    #expect(try refusal(of: #"{"epochs": 1"#).contains("it is not JSON"))
    #expect(try refusal(of: "[1]").contains("a JSON object of settings was expected"))
  }

  @Test("Flags lie over a file, a file over the defaults; files may be named by their path alone")
  func layers() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "config.json",
      #"{"data": ["a.json", {"file": "b.json", "weight": 0.5}], "epochs": 3, "optimizer": "sgd", "rates": {"x.*": 2}}"#
    )
    var reader = reader()
    try reader.read(file: file)
    try reader.set("epochs", to: .integer(4))
    try reader.set("optimizer.momentum", to: JSONValue(parsing: "0.5"))
    let configuration = try reader.configuration()
    #expect(configuration.data == [.init(file: "a.json"), .init(file: "b.json", weight: 0.5)])
    #expect(configuration.epochs == 4 && configuration.seed == TrainingConfiguration().seed)
    #expect(configuration.optimizer.name == .sgd && configuration.optimizer.momentum == 0.5)
    #expect(configuration.rates == ["x.*": 2])
  }

  @Test(
    "Numbers out of range are refused by the setting's name",
    arguments: [
      ("epochs", "0"), ("learningRate", "-1"), ("warmUp", "1"), ("batchTokens", "0"), ("workers", "0"),
      ("precision", "half"), ("schedule", "step"), ("optimizer.name", "adamx"), ("optimizer.beta2", "1"),
      ("clip", "-1"), ("average", "1"), ("labelSmoothing", "1"), ("heldOutShare", "1"), ("seed", "-1"),
      ("data", "[]"), ("checkpointEvery", "0"), ("layerDecay", "0"),
    ])
  func ranges(setting: String, value: String) throws {
    let scratch = try Scratch()
    let data = try scratch.write("data.jsonl", ToyTask.lines(10))
    let error = #expect(throws: TrainingError.self) {
      var settings = try ToyTask.settings(data)
      try settings.set(setting, to: JSONValue(parsing: value))
      return try Trainer<ToyTask>(settings, RunFolder(at: scratch.path + "/run"), version: "") { _ in }
    }
    #expect(error?.kind == .setting && error?.subject == setting)
  }

  @Test("Every setting is explained in the help, and every explained setting exists")
  func help() throws {
    func leaves(_ value: Any, _ path: String) -> [String] {
      guard let members = value as? [String: Any], !members.isEmpty else { return [path] }
      return members.flatMap { leaves($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }
    let all = try JSONSerialization.jsonObject(with: Data(reader().value.text.utf8))
    let explained = TrainingConfiguration.help.map(\.setting) + ReaderTask.help.map { "reader.\($0.setting)" }
    #expect(Set(leaves(all, "")) == Set(explained))
    #expect(explained.count == Set(explained).count)
  }
}
