import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("Pictures as files")
struct PictureTests {
  /// Whether a file is XML that stands by itself, and names of its elements.
  private final class Elements: NSObject, XMLParserDelegate {
    private(set) var names: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { names.append(name) }
  }

  private func elements(of path: String) throws -> [String] {
    let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: path)))
    let elements = Elements()
    parser.delegate = elements
    #expect(parser.parse(), "\(path)")
    return elements.names
  }

  @Test(
    "An answer is drawn as where the question looks, scores along the text, and words; the form stays what it was"
  )
  func answer() throws {
    let scratch = try Scratch()
    let text = "The <mill> & its \"wheel\" were built by Ada Lum in 1902. Bees live in its garden."
    let file = try scratch.write("a mill?.txt", text)
    let folder = scratch.path + "/why/deep"
    let outcome = try Tool.run(["answer", "--pictures", folder, "--question", "Who built the mill?", file])
    #expect(outcome.status == 0 && outcome.errors.contains("3 pictures"), "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("Ada Lum\t"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["a-mill--attention.svg", "a-mill--scores.svg", "a-mill--words.svg"])
    let names = try elements(of: folder + "/a-mill--attention.svg")
    #expect(names.first == "svg" && names.contains("style"))
    // A row of cells a word of the question.
    #expect(names.count(where: { $0 == "rect" }) > 4 * 10)
  }

  @Test(
    "A summary is drawn as the salience of its sentences, and with reasons also the words of those chosen")
  func summary() throws {
    let scratch = try Scratch()
    let story = Tool.corpus("news/lisk-bridge-reopens.xml")
    let folder = scratch.path + "/why"
    let plain = try Tool.run(["summarize", "--pictures", folder, "--sentences", "2", story])
    #expect(plain.status == 0, "\(plain.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files == ["lisk-bridge-reopens-sentences.svg"])
    let drawing = try String(contentsOfFile: "\(folder)/\(files[0])", encoding: .utf8)
    #expect(drawing.components(separatedBy: "class=\"bar\"").count == 3)
    #expect(drawing.components(separatedBy: "class=\"rest\"").count > 10)
    let explained = try Tool.run(["summarize", "--explain", "--pictures", folder, "--sentences", "2", story])
    #expect(explained.status == 0)
    let all = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(all.count == 3)
    for file in all { #expect(try elements(of: "\(folder)/\(file)").first == "svg") }
  }

  @Test("A folder that cannot be made is an error that names it")
  func folder() throws {
    let scratch = try Scratch()
    let file = try scratch.write("t.txt", "The mill was built by Ada Lum in 1902. Bees live in its garden.")
    let outcome = try Tool.run(["summarize", "--pictures", "\(file)/x", file])
    #expect(outcome.status == 73 && outcome.errors.contains("t.txt/x"), "\(outcome.errors)")
  }
}
