import Foundation
import Tensors
import TestSupport
import Testing
import Training

@Suite("Checkpoints")
struct CheckpointTests {
  /// A run that was stopped after 10 steps, with checkpoints after 7 and 10.
  private func stopped() throws -> (scratch: Scratch, settings: ConfigurationReader) {
    let scratch = try Scratch()
    let settings = try ToyTask.settings(scratch.write("data.jsonl", ToyTask.lines(400)))
    var done = 0
    let trainer = try Trainer<ToyTask>(settings, RunFolder(at: scratch.path + "/run"), version: "") {
      if case .stepped = $0 { done += 1 }
    }
    #expect(try trainer.run { done >= 10 } == .interrupted(step: 10))
    #expect(try names(scratch) == ["step-00000007", "step-00000010"])
    return (scratch, settings)
  }

  private func names(_ scratch: Scratch) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/run/checkpoints").sorted()
  }

  /// Goes on with a run: where it resumed, what was said, and the finished weights.
  private func resume(
    _ scratch: Scratch, _ settings: ConfigurationReader
  ) throws -> (step: Int?, warnings: [String], model: Data) {
    var (step, warnings): (Int?, [String]) = (nil, [])
    let trainer = try Trainer<ToyTask>(settings, RunFolder(at: scratch.path + "/run"), version: "") {
      if case .began(let beginning) = $0 { step = beginning.resumed }
      if case .warning(let text) = $0 { warnings.append(text) }
    }
    _ = try trainer.run { false }
    return (step, warnings, try scratch.read("run/model/model.safetensors"))
  }

  private func whole() throws -> Data {
    let (scratch, settings) = try stopped()
    return try resume(scratch, settings).model
  }

  @Test(
    "One that is damaged, cut short or incomplete is named, and the one before it is used, with the same end",
    arguments: ["tensors.safetensors", "state.json", "SHA256SUMS"], ["flip", "cut", "empty", "remove"])
  func damage(file: String, how: String) throws {
    let (scratch, settings) = try stopped()
    let path = scratch.path + "/run/checkpoints/step-00000010/" + file
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    switch how {
    case "flip": bytes[bytes.count / 2] ^= 0x01
    case "cut": bytes.removeLast(bytes.count / 3)
    case "empty": bytes = Data()
    default: break
    }
    if how == "remove" {
      try FileManager.default.removeItem(atPath: path)
    } else {
      try bytes.write(to: URL(fileURLWithPath: path))
    }
    let result = try resume(scratch, settings)
    #expect(result.step == 7)
    #expect(result.warnings.count == 1 && result.warnings[0].contains("step-00000010"))
    #expect(result.warnings[0].contains("the checkpoint of step 7 is used instead"))
    #expect(try result.model == whole())
  }

  @Test("Where none is whole, the error names each, and nothing is overwritten")
  func noneWhole() throws {
    let (scratch, settings) = try stopped()
    for name in try names(scratch) {
      let file = URL(fileURLWithPath: "\(scratch.path)/run/checkpoints/\(name)/tensors.safetensors")
      try Data(contentsOf: file).dropLast(100).write(to: file)
    }
    let error = #expect(throws: TrainingError.self) { try resume(scratch, settings) }
    #expect(error?.kind == .checkpoint)
    #expect(
      error?.description.contains("step-00000007") == true
        && error?.description.contains("step-00000010") == true)
    #expect(try names(scratch).count == 2)
  }

  @Test("A run that was killed before its first checkpoint begins again and ends the same")
  func noneYet() throws {
    let (scratch, settings) = try stopped()
    try FileManager.default.removeItem(atPath: scratch.path + "/run/checkpoints")
    let result = try resume(scratch, settings)
    #expect(result.step == nil)
    #expect(try result.model == whole())
  }

  @Test("Half-written ones are swept away and never taken for whole")
  func partial() throws {
    let (scratch, settings) = try stopped()
    let folder = scratch.path + "/run/checkpoints/"
    try FileManager.default.copyItem(
      atPath: folder + "step-00000010", toPath: folder + "step-00000020.partial")
    // A kill between two renames: the old one stepped aside, the new one is not there yet.
    try FileManager.default.moveItem(atPath: folder + "step-00000010", toPath: folder + "step-00000010.old")
    let result = try resume(scratch, settings)
    #expect(result.step == 10)
    #expect(try names(scratch).allSatisfy { !$0.contains(".") })
    #expect(try result.model == whole())
  }

  @Test("Another model's tensors are refused by name and shape, and the sums hold for sha256sum")
  func otherTensors() throws {
    let (scratch, settings) = try stopped()
    func replace(_ change: (inout SafeTensorsWriter, SafeTensors.Entry, [Float]) -> Void) throws -> String {
      for name in try names(scratch) {
        let folder = "\(scratch.path)/run/checkpoints/\(name)/"
        let file = try SafeTensors(path: folder + "tensors.safetensors")
        var writer = SafeTensorsWriter()
        for entry in file.entries.values.sorted(by: { $0.name < $1.name }) {
          change(&writer, entry, try file.floats(entry.name).array)
        }
        try writer.write(to: folder + "tensors.safetensors")
        // A checksum that fits, as only another run's program would write.
        let sums = try String(contentsOf: URL(fileURLWithPath: folder + "SHA256SUMS"), encoding: .utf8).split(
          separator: "\n")
        let own = try DataReport(.init(file: folder + "tensors.safetensors")).sha256
        #expect(sums.count == 2 && sums[1].hasSuffix("  state.json"))
        try Data("\(own)  tensors.safetensors\n\(sums[1])\n".utf8).write(
          to: URL(fileURLWithPath: folder + "SHA256SUMS"))
      }
      let error = #expect(throws: TrainingError.self) { try resume(scratch, settings) }
      return error?.description ?? ""
    }
    let reshaped = try replace { writer, entry, values in
      let shape = entry.name == "square/layer.bias" ? [2, 2] : entry.shape
      writer.add(entry.name, Tensor(values, shape: shape))
    }
    #expect(
      reshaped.contains("\"square/layer.bias\"") && reshaped.contains("its shape is [2, 2] and should be [4]")
    )
    let missing = try replace { writer, entry, values in
      if entry.name != "weight/layer.weight" { writer.add(entry.name, Tensor(values, shape: entry.shape)) }
    }
    #expect(missing.contains("\"weight/layer.weight\"") && missing.contains("no such tensor"))
  }

  @Test("The last two are kept, and no more")
  func kept() throws {
    let (scratch, settings) = try stopped()
    _ = try resume(scratch, settings)
    #expect(try names(scratch).count == 2)
    let measured = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/run/measured")
    #expect(measured.count <= 2)
  }
}
