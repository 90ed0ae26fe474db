import Batch
import Foundation
import Ingestion
import Platform
import TestSupport
import Testing

/// Names that keep nothing of where on the machine an input lies.
@Suite("Names of records below an input")
struct InputNameTests {
  private let folder: Scratch

  init() throws {
    folder = try Scratch()
    try folder.write("reports/a.xml", Samples.xml(1))
    try folder.write("reports/q1/b.xml", Samples.xml(2))
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func items(
    _ paths: [String], lists: [String] = [], naming: RecordNaming = .belowInput
  ) -> [BatchItem] {
    var found: [BatchItem] = []
    var source = BatchSource(
      InputSelection(paths: paths, lists: lists), options: IngestionOptions(), naming: naming,
      keepsWholeNames: true
    ) {
      found.append($0)
      return true
    }
    let count = source.run()
    #expect(count == found.count)
    return found
  }

  private func names(_ paths: String..., lists: [String] = []) -> [String] {
    items(paths, lists: lists).map(\.id)
  }

  private func inspect(_ arguments: [String], below place: String = "") throws -> [String] {
    let outcome = try Program.run(
      ["batch", "inspect"] + arguments + ["--output", "-", "--quiet"], in: path(place))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try outcome.output.split(separator: "\n").map { line in
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(record?["id"] as? String)
    }
  }

  // MARK: What is named

  @Test("An absolute folder's files are named from the folder on", arguments: ["", "/", "//", "/."])
  func folders(ending: String) {
    let found = items([path("reports") + ending])
    #expect(found.map(\.id) == ["reports/a.xml", "reports/q1/b.xml"])
    #expect(found.allSatisfy { $0.wholeName.hasPrefix(path("reports") + "/") })
    #expect(
      items([path("reports")], naming: .wholePaths).map(\.id)
        == [path("reports/a.xml"), path("reports/q1/b.xml")])
  }

  @Test("A folder without a name of its own gives what stands below it")
  func nameless() {
    #expect(names(path("reports/q1/..")) == ["a.xml", "q1/b.xml"])
  }

  @Test(
    "An absolute file is named by its last part, and a pattern's files from the folder before its wildcards on"
  )
  func files() {
    #expect(names(path("reports/q1/b.xml")) == ["b.xml"])
    #expect(names(path("reports/**/*.xml")) == ["reports/a.xml", "reports/q1/b.xml"])
    #expect(names(path("none.xml"), path("none/*.xml")) == ["none.xml", "none"])
  }

  @Test("Relative paths are names as they stand, save for those that lead up")
  func relative() throws {
    let names = ["reports/a.xml", "reports/q1/b.xml"]
    #expect(try inspect(["reports"]) == names)
    #expect(try inspect(["./reports"]) == names.map { "./" + $0 })
    #expect(try inspect(["reports/q1/../a.xml"]) == ["reports/q1/../a.xml"])
    #expect(try inspect([".", "../q1", "../a.xml"], below: "reports/q1") == ["b.xml", "q1/b.xml", "a.xml"])
    #expect(try inspect(["../../reports"], below: "reports/q1") == names)
    for up in ["..", "../", "./.."] {
      #expect(try inspect([up], below: "reports/q1") == ["a.xml", "q1/b.xml"], "\(up)")
    }
    #expect(try inspect(["../*.xml"], below: "reports/q1") == ["a.xml"])
  }

  @Test("What a list names is named as if it were given itself")
  func lists() throws {
    let list = try folder.write("list", "\(path("reports"))\n\(path("reports/q1/b.xml"))\n")
    #expect(names(lists: [list]) == ["reports/a.xml", "reports/q1/b.xml", "b.xml"])
    #expect(names(lists: [path("no-list")]) == ["no-list"])
  }

  @Test("Members of an archive stand behind its name")
  func archives() throws {
    try #require(
      try Program.shell("tar cf d.tar reports && gzip -k reports/a.xml", in: folder.path).status == 0)
    let found = items([path("d.tar")])
    #expect(Set(found.map(\.id)) == ["d.tar!/reports/a.xml", "d.tar!/reports/q1/b.xml"])
    #expect(Set(found.map(\.wholeName)).contains(path("d.tar!/reports/a.xml")))
    #expect(names(path("reports/a.xml.gz")) == ["a.xml.gz"])
  }

  @Test("Lines of JSON keep the names that they bring; others are named by their file or by what they name")
  func lines() throws {
    try folder.write(
      "in/l.jsonl",
      """
      {"text": "The mill is old."}
      {"path": "\(path("reports/a.xml"))"}
      {"id": "/own/name", "text": "The ferry sank."}
      no JSON
      """)
    let found = items([path("in/l.jsonl")])
    #expect(found.map(\.id) == ["l.jsonl:1", "a.xml", "/own/name", "l.jsonl:4"])
    #expect(
      found.map(\.wholeName)
        == [path("in/l.jsonl:1"), path("reports/a.xml"), "/own/name", path("in/l.jsonl:4")])
    // Where a text comes from is told with the whole path, as that of a file.
    let files = found.compactMap { item -> String? in
      guard case .success(let record) = item.payload else { return nil }
      return record.file
    }
    #expect(files == [path("in/l.jsonl:1"), path("reports/a.xml"), "/own/name"])
  }

  // MARK: Two of one name

  @Test("Folders of one name are told apart by numbers, failures too; whole names depend on no other input")
  func collisions() throws {
    for place in ["one", "two"] {
      try folder.write("\(place)/reports/a.xml", Samples.xml(1))
      try folder.write("\(place)/reports/dump.xml", Samples.dump(2))
    }
    let found = items([path("one/reports"), path("two/reports")])
    let first = ["reports/a.xml", "reports/dump.xml#0", "reports/dump.xml#1"]
    let second = ["reports/a.xml#2", "reports/dump.xml#2#0", "reports/dump.xml#2#1"]
    #expect(found.map(\.id) == first + second)
    #expect(found.map(\.wholeName).suffix(3) == items([path("two/reports")]).map(\.wholeName)[...])
    #expect(names(path("x/none.xml"), path("y/none.xml")) == ["none.xml", "none.xml#2"])
  }

  @Test("Names do not depend on the number of jobs")
  func jobs() throws {
    for number in 0..<40 {
      try folder.write("one/reports/\(number).xml", Samples.xml(number))
      try folder.write("two/reports/\(number).xml", Samples.xml(number + 40))
    }
    let inputs = [path("one/reports"), path("two/reports")]
    let one = try inspect(inputs + ["--jobs", "1"])
    #expect(one.count == 80 && Set(one).count == 80 && one.contains("reports/7.xml#2"))
    #expect(try inspect(inputs + ["--jobs", "2"]) == one)
  }

  // MARK: Where they are seen

  @Test(
    "Results say where their file lies apart from their name, and files of an output folder have the name")
  func outputs() throws {
    let outcome = try Program.run(
      ["batch", "inspect", path("reports"), "--output", "o.jsonl", "--quiet"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.lines("o.jsonl").map { $0["id"] as? String } == ["reports/a.xml", "reports/q1/b.xml"])
    let record = try #require(try folder.lines("o.jsonl").first)
    #expect((record["document"] as? [String: Any])?["path"] as? String == path("reports/a.xml"))
    let pages = try Program.run(
      ["batch", "inspect", path("reports"), "--output-dir", "out", "--quiet"], in: folder.path)
    #expect(pages.status == 0, "\(pages.errors)")
    #expect(folder.exists("out/reports/a.xml.json") && folder.exists("out/reports/q1/b.xml.json"))
  }

  @Test("A failure names the file with its path, and the record in it")
  func places() throws {
    func place(_ id: String, _ file: String) -> String {
      BatchFailure(id: id, file: file, kind: "malformed", reason: "no good").place
    }
    #expect(place("reports/a.xml#3", "/home/ann/reports/a.xml") == "/home/ann/reports/a.xml#3")
    #expect(place("a.xml#2#3", "../a.xml") == "../a.xml#2#3")
    #expect(place("a#1.xml#0", "a#1.xml") == "a#1.xml#0")
    #expect(place("a.xml", "/home/ann/a.xml") == "/home/ann/a.xml")
    #expect(place("x#3", "lines.jsonl") == "lines.jsonl")
    try folder.write("bad/b.xml", "<story><p>never closed")
    _ = try Program.run(
      ["batch", "inspect", path("bad"), "--output", "o.jsonl", "--quiet"], in: folder.path)
    let error = try #require(try folder.lines("o.jsonl.errors.jsonl").first)
    #expect(error["id"] as? String == "bad/b.xml" && error["file"] as? String == path("bad/b.xml"))
  }

  // MARK: Going on

  @Test(
    "A run that named records by whole paths goes on with them; a new one does not, and neither mixes them")
  func earlierRun() throws {
    func run(_ more: [String]) throws -> Program.Outcome {
      let outcome = try Program.run(
        ["batch", "inspect", path("reports"), "--output", "o.jsonl"] + more, in: folder.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome
    }
    func ids() throws -> [String] { try folder.lines("o.jsonl").compactMap { $0["id"] as? String } }
    let whole = [path("reports/a.xml"), path("reports/q1/b.xml")]
    _ = try run([])
    #expect(try ids() == ["reports/a.xml", "reports/q1/b.xml"])
    // A journal that was begun before, with nothing in it yet.
    let head = try folder.text("o.jsonl.journal").prefix { $0 != "\n" }.split(separator: "\t")
    try #require(head.count == 3)
    let earlier = head.prefix(2).joined(separator: "\t") + "\n"
    try folder.write("o.jsonl.journal", earlier)
    try folder.write("o.jsonl", "")
    _ = try run(["--resume"])
    #expect(try ids() == whole)
    #expect(try folder.text("o.jsonl.journal").hasPrefix(earlier))
    let output = try folder.read("o.jsonl")
    #expect(try run(["--resume"]).errors.contains("2 of them by an earlier run"))
    #expect(try folder.read("o.jsonl") == output)
    // What comes later is named likewise.
    try folder.write("reports/q1/c.xml", Samples.xml(3))
    _ = try run(["--resume"])
    #expect(try ids() == whole + [path("reports/q1/c.xml")])
    #expect(
      try Program.run(["batch", "inspect", "--output", "o.jsonl", "--verify"], in: folder.path).status == 0)
    _ = try run(["--force"])
    #expect(try ids() == ["reports/a.xml", "reports/q1/b.xml", "reports/q1/c.xml"])
    #expect(
      try Program.run(["batch", "inspect", "--output", "o.jsonl", "--verify"], in: folder.path).status == 0)
    #expect(try run(["--resume"]).errors.contains("3 of them by an earlier run"))
  }
}
