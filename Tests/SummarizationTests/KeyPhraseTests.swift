import Ingestion
import Summarization
import Testing
import Tokenization

@Suite("Key phrases")
struct KeyPhraseTests {
  private func phrases(_ text: String, count: Int = 6) throws -> [String] {
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: "t.txt")
    let sentences = SentenceSplitter().sentences(in: document)
    let summary = try Summarizer().summarize(
      document, sentences: sentences, options: SummaryOptions(method: .textrank, budget: .sentences(2)))
    return KeyPhrases.of(document, sentences: sentences, summary: summary, count: count)
  }

  private let text = """
    Old hedgerows feed bumblebees. Colonies beside old hedgerows gained mass. Colonies beside young hedgerows gained little, and
    fourteen of the young ones failed on Saturday. Old hedgerows stood beside two farms. The bumblebees of the farms like old hedgerows.
    """

  @Test(
    "Phrases end in what they are about: no bare adjective, number, day or participle, and none that a preposition cuts off"
  )
  func subjects() throws {
    let found = try phrases(text, count: 20).map { $0.lowercased() }
    #expect(found.contains("old hedgerows") && found.contains("bumblebees"))
    for phrase in [
      "old", "young", "gained", "fourteen", "saturday", "colonies beside", "young ones", "ones", "beside",
    ] {
      #expect(!found.contains(phrase), "\(found)")
    }
  }

  @Test("A part of a phrase that was chosen does not come again by itself")
  func parts() throws {
    let found = try phrases(text)
    #expect(found.first == "old hedgerows" && !found.contains("hedgerows"), "\(found)")
  }

  @Test("A phrase is whole: not cut inside a word with a hyphen, nor before a word that always follows")
  func fragments() throws {
    let found = try phrases(
      """
      The strict molecular clock gives one rate. A light-driven proton pump moved ions. The strict molecular clock failed here.
      The light-driven proton pump was switched on. Every strict molecular clock drifts, and a light-driven proton pump stops.
      Ions crossed the membrane. The membrane holds the ions back. A membrane without a pump lets ions pass.
      """, count: 20)
    #expect(found.contains("strict molecular clock"), "\(found)")
    for part in ["strict molecular", "molecular", "driven proton", "driven proton pump", "driven", "light"] {
      #expect(!found.contains(part), "\(found)")
    }
  }
}
