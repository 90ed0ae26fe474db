import Platform
import Testing

@Suite("File name patterns")
struct GlobTests {
  @Test(
    "A pattern matches what a shell would match",
    arguments: [
      ("*.xml", "a/b/c.xml", true), ("*.xml", "c.xml.gz", false), ("a/*.xml", "a/b.xml", true),
      ("a/*.xml", "a/b/c.xml", false), ("a/**/*.xml", "a/c.xml", true), ("a/**/*.xml", "a/b/d/c.xml", true),
      ("?.md", "é.md", true), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[x", "[x", true),
      ("\\*", "*", true), ("\\*", "a", false), ("", "", true), ("**", "a/b", true),
    ])
  func matches(pattern: String, path: String, expected: Bool) {
    #expect(Glob(pattern).matches(path) == expected)
  }

  @Test("A hostile pattern takes no longer than its length times the path's")
  func hostile() {
    let pattern = String(repeating: "*a", count: 200)
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 199) + "b"))
  }
}
