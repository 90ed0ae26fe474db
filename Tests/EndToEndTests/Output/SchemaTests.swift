import Foundation
import TestSupport
import Testing

@Suite("JSON and its schema")
struct SchemaTests {
  /// Validates by Python's jsonschema; skips with a word where that is missing.
  private static let validator = """
    import json, sys
    import jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    value = json.load(open(sys.argv[2]))
    errors = [e.json_path + ": " + e.message[:200] for e in jsonschema.Draft202012Validator(schema).iter_errors(value)]
    print("\\n".join(errors))
    sys.exit(1 if errors else 0)
    """

  @Test(
    "What a command prints fits the schema that is published for it",
    arguments: [
      ("summary", ["summarize", "--scores", "--keywords", "5"]),
      ("summary", ["summarize", "--method", "lead"]),
      (
        "answers",
        ["answer", "--top", "2", "--always-answer", "--context", "1", "--question", "Who kept the clock?"]
      ),
      ("inspection", ["inspect", "--sentences"]),
    ])
  func fits(kind: String, command: [String]) throws {
    let scratch = try Scratch()
    let schema = try Tool.run(["schema", kind])
    #expect(schema.status == 0)
    let parsed = try #require(try schema.json() as? [String: Any])
    #expect((parsed["$id"] as? String)?.hasPrefix("urn:peruse:schema:\(kind):") == true)
    let result = try Tool.run(command + ["--format", "json", Tool.corpus("stories/the-tide-clock.xml")])
    #expect(result.status == 0, "\(result.errors)")
    let object = try #require(try result.json() as? [String: Any])
    for name in parsed["required"] as? [String] ?? [] { #expect(object[name] != nil, "\(name)") }
    let properties = try #require(parsed["properties"] as? [String: Any])
    #expect(Set(object.keys).isSubset(of: properties.keys), "\(object.keys)")
    let files = [
      try scratch.write("schema.json", schema.output), try scratch.write("result.json", result.output),
      try scratch.write("validate.py", Self.validator),
    ]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import jsonschema"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      return print("skipped: Python's jsonschema is not installed")
    }
    let validation = Process()
    validation.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    validation.arguments = ["python3", files[2], files[0], files[1]]
    let output = Pipe()
    validation.standardOutput = output
    try validation.run()
    let words = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    validation.waitUntilExit()
    #expect(validation.terminationStatus == 0, "\(words)")
  }

  @Test("A configuration file gives defaults to its command, and nothing to batches")
  func configuration() throws {
    let scratch = try Scratch()
    let text = try scratch.write(
      "t.txt", "The mill stands. It is old. It is green. Bees live there. Ada paid for it.")
    let environment = ["XDG_CONFIG_HOME": scratch.path]
    func lines(_ arguments: [String]) throws -> Int {
      try Tool.run(arguments, environment: environment).output.split(separator: "\n").count
    }
    try scratch.write(
      "peruse/config",
      "# mine\n[summarize]\nsentences = 2\nmethod = lead\n\n[answer]\nalways-answer = true\n")
    #expect(try lines(["summarize", text]) == 2)
    #expect(try lines(["summarize", "--sentences", "3", text]) == 3)
    #expect(try lines(["summarize", "--no-config", "--method", "lead", "--sentences", "4", text]) == 4)
    let batch = try Tool.run(
      ["batch", "summarize", "--method", "lead", "--output", "-", "--quiet", text], environment: environment)
    #expect(batch.output.components(separatedBy: "\"sentence\":").count == 6, "\(batch.output)")
    try scratch.write("peruse/config", "[summarize]\nfrobnicate\n")
    let refused = try Tool.run(["summarize", text], environment: environment)
    #expect(refused.status == 64 && refused.errors.contains("config:2:"))
    // The working folder has no say.
    #expect(try Tool.run(["inspect", text], environment: ["XDG_CONFIG_HOME": "relative"]).status == 0)
  }
}
