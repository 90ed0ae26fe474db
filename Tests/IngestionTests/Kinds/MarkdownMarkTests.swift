import Ingestion
import Testing

@Suite("Marks of Markdown that are no text")
struct MarkdownMarkTests {
  private func read(_ text: String) throws -> Document {
    try Reading.checked(Array(text.utf8), as: .markdown)
  }
  private func texts(_ text: String) throws -> [String] { Reading.texts(try read(text)) }

  @Test(
    "An alert's mark goes, its text stays",
    arguments: [
      ("> [!NOTE]\n> Hemp is needed.", "Hemp is needed."), ("> [!warning]\n> Do not smoke.", "Do not smoke."),
      ("> [!TIP]\n>\n> Tie it twice.", "Tie it twice."), ("> [!info]- Folded title", "Folded title"),
      ("- item\n\n  > [!IMPORTANT]\n  > Read this.", "Read this."),
    ])
  func alerts(text: String, expected: String) throws {
    #expect(try texts(text).last == expected)
  }

  @Test(
    "Brackets that are no alert stay",
    arguments: ["[!NOTE] no quotation", "> text [!NOTE]", "> [!1] one", "> [NOTE] two"])
  func noAlerts(text: String) throws {
    let found = try #require(Reading.texts(try Reading.markdown(text)).last)
    #expect(found.contains("["))
  }

  @Test(
    "The box of a task goes",
    arguments: [
      ("- [ ] tie the rope", "tie the rope"), ("* [x] cut it", "cut it"), ("1. [X] burn it", "burn it"),
      ("- [x] **bold** task", "bold task"), ("+ [ ] see [here](u)", "see here"),
    ])
  func tasks(text: String, expected: String) throws {
    #expect(try texts(text) == [expected])
  }

  @Test(
    "Codes for emoji are the characters that they stand for",
    arguments: [
      ("It works :rocket: well.", "It works 🚀 well."), ("Done :tada:", "Done 🎉"), (":+1: yes", "👍 yes"),
      ("Two :smile::heart: here", "Two 😄❤️ here"), ("At 10:30:45 it ended.", "At 10:30:45 it ended."),
      ("No :nosuchcode: here", "No :nosuchcode: here"), ("`:rocket:` is code", ":rocket: is code"),
      ("a:b:c and std::vector::size", "a:b:c and std::vector::size"),
    ])
  func emoji(text: String, expected: String) throws {
    #expect(Reading.texts(try Reading.markdown(text)) == [expected])
  }

  @Test(
    "A title written as HTML is the title",
    arguments: [
      "<h1 align=\"center\">Rope Tool</h1>\n\nText is here.",
      "<div>\n  <h1>Rope Tool</h1>\n</div>\n\nText is here.",
      "<h1>Rope <b>Tool</b></h1>\n\n# Install\n\nText is here.\n\n# Use\n\nMore.",
      "<p><img src=a></p>\n<H1 align=center>\n  Rope Tool\n</H1>\n\nText is here.",
      "<a name=top></a>\n\n<h1 id=\"a\">Rope Tool</h1>\n\n## Install\n\nText is here.",
    ])
  func title(text: String) throws {
    let document = try read(text)
    #expect(document.title == "Rope Tool")
    let title = try #require(document.blocks.first { $0.kind == .title })
    #expect(document.text(in: title.textRange) == "Rope Tool")
  }

  @Test("Headings written as HTML open sections")
  func headings() throws {
    let document = try read(
      "# Rope\n\n<h2>Install it</h2>\n\nText is here.\n\n<h2 align=left>Use</h2>\n\nMore is here.")
    #expect(document.sections.map(\.heading) == ["Install it", "Use"])
    #expect(document.title == "Rope")
  }
}
