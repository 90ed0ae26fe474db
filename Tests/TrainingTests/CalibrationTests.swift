import Foundation
import HierarchicalModels
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Training

@Suite("Calibration")
struct CalibrationTests {
  @Test("Several people's answers say how often one person's verdict is too strict")
  func agreement() {
    // Of two people, one gave each of these.
    let agreement = AnswerAgreement([
      ("the old bridge", ["the old bridge", "bridge"]),  // shares half of what the other said
      ("in March", ["spring", "in March"]),  // shares nothing
      ("in May", ["autumn", "winter"]),  // shares nothing, and is wrong
      ("a long red boat", ["red boat", "a long red boat"]),  // shares most
    ])
    // F1 with "bridge" is 2/3: most. Of three verdicts "shares nothing", each half or whole, one half was
    // wrong.
    #expect(agreement.shares[0] == 0.5 / 1.5)
    #expect(agreement.shares[1] == 0)
    #expect(agreement.shares[2] == 1)
    #expect(agreement.outcome(exact: 1, f1: 1) == 1)
    #expect(agreement.outcome(exact: 0, f1: 0) == 0.5 / 1.5)
    #expect(agreement.outcome(exact: 0, f1: 0.9) == 1)
  }

  @Test("Where nobody else answered, only what is confirmed is right")
  func nothingKnown() {
    for f1 in [0, 0.3, 0.9] { #expect(AnswerAgreement().outcome(exact: 0, f1: f1) == 0) }
    #expect(AnswerAgreement().outcome(exact: 1, f1: 1) == 1)
    #expect(AnswerAgreement([("x", [])]).shares == [0, 0, 0])
  }

  @Test("Calibrated again, a model keeps every weight as it was, in whatever format, and says so once")
  func amended() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/model"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var writer = SafeTensorsWriter(metadata: ["quantization": "int8"])
    writer.add("a.weight", .int8, shape: [2, 2], [Int8(-128), 127, 3, -4])
    writer.add("a.weight_scale", .float32, shape: [2], [Float(0.5), 0.25])
    writer.add("half", .float16, shape: [1], [UInt16(0x3C00)])
    writer.add(ReaderCalibration.temperatureName, .float32, shape: [1], [Float(3)])
    try writer.write(to: folder + "/model.safetensors")
    for (name, text) in [
      ("config.json", "{}"), ("vocab.txt", "a\n"),
      (
        "manifest.json",
        #"{"name": "m", "version": "1", "about": "A reader; calibrated on 5 held-out questions, badly; see CARD", "sha256": {}}"#
      ),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    for _ in 0..<2 {
      try ModelWriter.amend(
        folder, numbers: [ReaderCalibration.temperatureName: 1.5, ReaderCalibration.nullBiasName: -2],
        about: "calibrated on 7 held-out questions", replacing: "calibrated on ")
    }
    let stored = try SafeTensors(path: folder + "/model.safetensors")
    #expect(stored.metadata["quantization"] == "int8")
    let weight = try stored.entry("a.weight")
    #expect(weight.type == .int8)
    #expect(stored.bytes(of: weight).map { Int8(bitPattern: $0) } == [-128, 127, 3, -4])
    #expect(try stored.entry("half").type == .float16)
    let scales = try stored.floats("a.weight_scale")
    #expect(scales[0] == 0.5 && scales[1] == 0.25)
    #expect(try stored.floats(ReaderCalibration.temperatureName)[0] == 1.5)
    #expect(try stored.floats(ReaderCalibration.nullBiasName)[0] == -2)
    let model = try ModelFolder(at: folder)
    #expect(model.manifest?.about == "A reader; see CARD; calibrated on 7 held-out questions")
    #expect(model.manifest?.sha256[ModelFolder.weightsName] == model.sha256)
  }
}
