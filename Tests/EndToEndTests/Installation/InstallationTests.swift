import Foundation
import TestSupport
import Testing

@Suite("A program that is copied, moved and installed")
struct InstallationTests {
  /// An environment in which nothing is installed.
  private func bare(_ folder: Scratch, _ more: [String: String] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["PERUSE_MODELS"] = nil
    environment["HOME"] = folder.path + "/home"
    environment["XDG_DATA_HOME"] = folder.path + "/data"
    environment["XDG_DATA_DIRS"] = folder.path + "/none"
    return environment.merging(more) { $1 }
  }

  private func copy(into folder: Scratch) throws -> String {
    let copy = folder.path + "/copied"
    try FileManager.default.copyItem(atPath: Program.binary.path, toPath: copy)
    return copy
  }

  private func model(_ name: String) -> String {
    let room = name == "summarizer" ? "Summarization" : "SpanExtraction"
    return Program.root.appendingPathComponent("Sources/\(room)/Resources/\(name)").path
  }

  @Test("A configuration of OpenSSL that leaves the usual digests out changes nothing")
  func digestsWithoutProviders() throws {
    let folder = try Scratch()
    try Data("It snowed.\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/a.txt"))
    let configuration = folder.path + "/openssl.cnf"
    try Data(
      "openssl_conf = start\n[start]\nproviders = some\n[some]\nbase = on\n[on]\nactivate = 1\n".utf8
    ).write(to: URL(fileURLWithPath: configuration))
    let arguments = ["inspect", "--format", "json", "a.txt"]
    let usual = try Program.run(arguments, in: folder.path)
    let without = try Program.run(
      executable: Program.binary.path, arguments, environment: bare(folder, ["OPENSSL_CONF": configuration]),
      in: folder.path)
    #expect(without.status == 0 && without.errors.isEmpty)
    #expect(without.output == usual.output && without.output.contains("sha256"))
  }

  /// A folder that holds all models, as links.
  private func models(_ folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["reader", "recurrent", "summarizer"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(name)", withDestinationPath: model(name))
    }
  }

  @Test(
    "A copied program without models says where it looked, with the status of something unavailable",
    arguments: [
      ["answer", "When did the mill open?", "a.txt"], ["summarize", "a.txt"], ["models"],
      ["inspect", "--tokens", "a.txt"],
      ["batch", "answer", "--question", "When?", "a.txt", "--output", "o.jsonl"],
      ["index", "c.db", "a.txt"],
    ])
  func withoutModels(arguments: [String]) throws {
    let folder = try Scratch()
    try folder.write("a.txt", "The mill opened in 1790. It ground oats.\n")
    let outcome = try Program.run(
      executable: try copy(into: folder), arguments, environment: bare(folder), in: folder.path)
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("PERUSE_MODELS"))
    #expect(outcome.errors.contains(folder.path + "/data/peruse/models"))
  }

  @Test("A copied program without models still does what needs none")
  func stillUseful() throws {
    let folder = try Scratch()
    try folder.write("a.txt", "The mill opened in 1790. It ground oats.\n")
    let program = try copy(into: folder)
    for arguments in [["summarize", "--method", "lead", "a.txt"], ["inspect", "a.txt"], ["--version"]] {
      let outcome = try Program.run(
        executable: program, arguments, environment: bare(folder), in: folder.path)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }
  }

  @Test("Models are found where the environment says, beside the program, and in the data folders")
  func places() throws {
    let folder = try Scratch()
    let program = try copy(into: folder)
    for (place, environment) in [
      ("named", ["PERUSE_MODELS": "/no/such/folder:" + folder.path + "/named"]), ("models", [:]),
      ("data/peruse/models", [:]),
    ] {
      let place = "\(folder.path)/\(place)"
      try models(place)
      let outcome = try Program.run(
        executable: program, ["doctor", "--format", "json"], environment: bare(folder, environment))
      #expect(outcome.status == 0, "\(outcome.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      let found = try #require(object?["models"] as? [[String: Any]])
      #expect(
        found.map { $0["folder"] as? String }
          == ["reader", "recurrent", "summarizer"].map { "\(place)/\($0)" })
      try FileManager.default.removeItem(atPath: place)
    }
  }

  @Test("A model that is named and not there is missing input, not a missing installation")
  func wrongModel() throws {
    let outcome = try Tool.run([
      "answer", "--model", "/no/such/model", "When?", Tool.corpus("manuals/tidemark-guide.md"),
    ])
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("/no/such/model"))
  }

  @Test("The doctor names a damaged model and what is wrong with it")
  func damaged() throws {
    let folder = try Scratch()
    try models(folder.path + "/m")
    let summarizer = folder.path + "/m/summarizer"
    try FileManager.default.removeItem(atPath: summarizer)
    try FileManager.default.copyItem(atPath: model("summarizer"), toPath: summarizer)
    let handle = try #require(FileHandle(forWritingAtPath: summarizer + "/model.safetensors"))
    try handle.seekToEnd()
    try handle.seek(toOffset: try handle.offset() - 1)
    try handle.write(contentsOf: Data([0x5A]))
    try handle.close()
    let outcome = try Program.run(
      executable: try copy(into: folder), ["doctor"],
      environment: bare(folder, ["PERUSE_MODELS": folder.path + "/m"]))
    #expect(outcome.status == 69)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.contains { $0.contains("summarizer") && $0.contains("damaged") && $0.contains("SHA-256") })
    #expect(lines.contains { $0.contains("reader") && !$0.contains("damaged") && $0.contains(folder.path) })
    for library in ["libxml2", "ICU", "libarchive", "SQLite", "libcrypto", "oneDNN", "libstemmer", "kernels"]
    {
      #expect(lines.contains { $0.contains(library) }, "\(library)")
    }
  }

  @Test("An installed program finds its models, from wherever it is called, and its completions are there")
  func installed() throws {
    let folder = try Scratch()
    let prefix = folder.path + "/pre fix"
    let install = Program.root.appendingPathComponent("Tools/install").path
    let outcome = try Program.shell(
      "'\(install)' --prefix '\(prefix)' --binary '\(Program.binary.path)'", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    try FileManager.default.moveItem(atPath: prefix, toPath: folder.path + "/moved")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/moved/bin/peruse")
    let models = try Program.run(executable: folder.path + "/link", ["models"], environment: bare(folder))
    #expect(models.status == 0, "\(models.errors)")
    #expect(models.output.contains(folder.path + "/moved/share/peruse/models/reader"))
    for file in [
      "bash-completion/completions/peruse", "zsh/site-functions/_peruse",
      "fish/vendor_completions.d/peruse.fish",
    ] {
      #expect(try folder.read("moved/share/" + file).count > 1000, "\(file)")
    }
  }

  /// What `Tools/install` and `Tools/peruse` link after a build; debug builds have nothing for it to link.
  @Test(
    "Linked with Swift's runtime inside, the program answers as before, in any folder and without Swift's libraries",
    .enabled(
      if: FileManager.default.fileExists(
        atPath: Program.root.path + "/.build/release/peruse.product/Objects.LinkFileList")
        && Program.binary.path.contains("/release/"),
      "needs the objects of a release build and a toolchain with static libraries"))
  func standalone() throws {
    let folder = try Scratch()
    let tools = Program.root.appendingPathComponent("Tools/lib").path
    let link = try Program.shell(
      """
      exec bash -c 'set -euo pipefail; source "$0/setup.sh"; source "$0/standalone.sh"; link_standalone "$1"' \
        '\(tools)' '\(folder.path)/peruse'
      """)
    #expect(
      link.status == 0,
      "\(link.errors) \((try? folder.read("peruse.log")).map { String(decoding: $0, as: UTF8.self) } ?? "")")
    let libraries = try Program.shell("ldd '\(folder.path)/peruse'").output
    #expect(libraries.contains("libxml2"))
    for name in ["libswift", "libFoundation", "libcurl"] { #expect(!libraries.contains(name), "\(name)") }

    let minutes = Program.root.appendingPathComponent("corpora/papers/ambrey-minutes.txt").path
    let models = Program.root.appendingPathComponent("Sources").path
    try FileManager.default.createDirectory(
      atPath: folder.path + "/models", withIntermediateDirectories: true)
    for (room, name) in [("SpanExtraction", "reader"), ("Summarization", "summarizer")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/models/\(name)",
        withDestinationPath: "\(models)/\(room)/Resources/\(name)")
    }
    let environment = bare(folder, ["PERUSE_MODELS": folder.path + "/models"])
    for arguments in [
      ["answer", "--format", "json", "Who was in the chair?", minutes],
      ["summarize", "--format", "json", minutes], ["inspect", "--format", "json", minutes],
      ["train", "--help"],
    ] {
      let alone = try Program.run(
        executable: folder.path + "/peruse", arguments, environment: environment, in: folder.path)
      let usual = try Program.run(
        executable: Program.binary.path, arguments, environment: environment, in: folder.path)
      #expect(alone.status == 0 && alone.output == usual.output, "\(arguments)")
    }
  }
}
