import Foundation
import Platform
import Testing

/// The fuzz targets without libFuzzer, in the build of all other tests: first their seeds, then mutations of
/// them.
///
/// As one test among others it takes a few inputs a target, always the same ones. `Tools/fuzz --replay` gives
/// it seconds, a seed and a folder in which the input that ended the program is found.
@Suite("Fuzz targets, replayed", .serialized)
struct ReplayTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  private static let seconds = environment["PERUSE_FUZZ_SECONDS"].flatMap(Double.init)
  private static let folder = environment["PERUSE_FUZZ_FOLDER"]
  private static let chosen = environment["PERUSE_FUZZ_TARGETS"]?.split(separator: " ").map(String.init)

  /// Targets that start another program for each input are left to longer runs.
  private static let names = Targets.all.map(\.name).filter { name in
    let converted = ["rtf", "org", "rst", "textile", "muse", "t2t", "opml"].map { "read-\($0)" }
    return chosen?.contains(name) ?? (seconds != nil || !converted.contains(name))
  }

  @Test("No input brings the program down, and what every result promises holds", arguments: names)
  func replay(name: String) throws {
    let target = try #require(Targets.all.first { $0.name == name })
    let seeds = try Self.seeds(of: name)
    let dictionary = try String(contentsOfFile: "\(Self.root)/Tools/Fuzz/marks.dict", encoding: .utf8)
    let seed = Self.environment["PERUSE_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
    var mutator = Mutator(seed: seed ^ UInt64(name.utf8.count) << 32, words: Mutator.words(of: dictionary))
    let end = ContinuousClock.now + .seconds((Self.seconds ?? 0) / Double(Self.names.count))
    var count = 0
    func run(_ input: [UInt8]) {
      if let folder = Self.folder {
        FileManager.default.createFile(atPath: "\(folder)/last-\(name)", contents: Data(input))
      }
      target.run(input)
      count += 1
    }
    if Self.seconds != nil {
      for seed in seeds where .now < end { run(seed) }
      while .now < end {
        let (first, other) = (seeds[count % seeds.count], seeds[(count &* 7 &+ 3) % seeds.count])
        run(mutator.mutated(first, other: other))
      }
    } else {
      for number in 0..<6 { run(mutator.mutated(seeds[number % seeds.count], other: seeds[0])) }
    }
    if let folder = Self.folder { try? FileManager.default.removeItem(atPath: "\(folder)/last-\(name)") }
    if Self.seconds != nil { print("fuzz: \(name): \(count) inputs from \(seeds.count) seeds") }
    #expect(count > 0)
  }

  /// What a target begins with: texts of corpora/ in its format, and what seeds.py has made for it.
  private static func seeds(of name: String) throws -> [[UInt8]] {
    let suffixes: [String] =
      switch name {
      case "read-html", "read-xhtml": [".html", ".xhtml"]
      case "read-markdown": [".md"]
      case "read-text", "questions", "names": [".txt"]
      case "http", "csv", "number-format", "read-csv": []
      case let name where ["inside-", "part-", "spelled-"].contains(where: name.hasPrefix): []
      case let name where name.hasPrefix("read-"): [".xml"]
      default: [".txt", ".xml", ".html", ".md", ".jsonl"]
      }
    var paths: [String] = []
    let corpora = "\(root)/corpora"
    for path in FileManager.default.enumerator(atPath: corpora)?.compactMap({ $0 as? String }) ?? []
    where suffixes.contains(where: path.hasSuffix) { paths.append("\(corpora)/\(path)") }
    if let folder {
      let made = "\(folder)/made/\(name)"
      paths += ((try? FileManager.default.contentsOfDirectory(atPath: made)) ?? []).map { "\(made)/\($0)" }
    }
    let seeds = paths.sorted().compactMap { FileManager.default.contents(atPath: $0).map { Array($0) } }
      .filter { $0.count <= 60_000 }
    return seeds.isEmpty ? [Array("GET /v1/documents?name=a\n\n<d><p>The mill is old.</p></d>".utf8)] : seeds
  }
}

@Suite("Mutations")
struct MutatorTests {
  @Test("A dictionary's words are read with their escapes, and the same seed makes the same inputs")
  func words() {
    let dictionary = "# marks\n\"<a>\"\n\"\\x00\\xffa\"\n\"\\\"\\\\\"\n"
    #expect(Mutator.words(of: dictionary) == [Array("<a>".utf8), [0, 0xFF, 0x61], Array("\"\\".utf8)])
    var (first, second) = (Mutator(seed: 4, words: []), Mutator(seed: 4, words: []))
    let input = Array("The mill is old.".utf8)
    let made = (0..<50).map { _ in first.mutated(input, other: input) }
    #expect(made == (0..<50).map { _ in second.mutated(input, other: input) })
    #expect(Set(made).count > 25)
  }
}
