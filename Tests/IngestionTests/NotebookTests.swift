import Ingestion
import Testing

@Suite("Jupyter notebooks")
struct NotebookTests {
  static let notebook = #"""
    {"cells": [
      {"cell_type": "markdown", "metadata": {"a": [1, {"b": "]"}]}, "source": ["# The crane\n", "\n", "It *stood* on the\n", "quay \u2014 caf\u00e9 side \ud83d\udea2.\n"]},
      {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [
        {"name": "stdout", "output_type": "stream", "text": ["lifted 3\n", "times\n"]},
        {"data": {"image/png": "iVBORw0KGgo=", "text/plain": ["42"]}, "output_type": "execute_result"}],
       "source": "print(\"lifted\", 3)"},
      {"cell_type": "markdown", "source": "## After that\n\nNobody came."}],
     "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}
    """#

  @Test("Markdown cells are Markdown, code is code, outputs are what they say")
  func cells() throws {
    let bytes = Array(Self.notebook.utf8)
    let document = try Reading.read(bytes, as: nil)
    #expect(document.source.format == .notebook)
    #expect(document.title == "The crane")
    #expect(
      XMLReading.outline(document) == [
        "title/front: The crane", "paragraph/body: It stood on the quay — café side 🚢.",
        "preformatted/body: print(\"lifted\", 3)", "preformatted/body: lifted 3\ntimes",
        "preformatted/body: 42",
        "heading/body: After that", "paragraph/body: Nobody came.",
      ])
    #expect(document.blocks[1].elementPath.hasPrefix("/cell[1]/"))
    let undo = LayerUndo { UndoMarkdown.text(of: Undo.json($0)) }
    let problems = ProvenanceChecker(document: document, bytes: bytes, undo: undo, samples: 20).problems()
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("JSON that is no notebook is none, and one that is cut off says where")
  func other() throws {
    let other = try #require(XMLReading.failure(Array("{\"name\": \"cells and nbformat\"}".utf8)))
    #expect(other.description.contains("JSON") && !HostileXMLTests.isMalformed(other))
    let error = try #require(XMLReading.failure(Array(Self.notebook.utf8.prefix(300))))
    #expect(HostileXMLTests.isMalformed(error))
  }

  @Test("Damaged notebooks do not crash")
  func damage() { Damage.check(Array(Self.notebook.utf8)) }

  @Test("Nesting without end is passed over without recursion")
  func nested() {
    let text = "{\"nbformat\": 4, \"cells\": [], \"metadata\": " + String(repeating: "[", count: 200_000)
    _ = XMLReading.failure(Array(text.utf8))
  }
}
