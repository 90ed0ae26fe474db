import Peruse
import PeruseCLI
import Platform
import Testing

@Suite("The command line says which flag to change, and only the command line")
struct AdviceTests {
  private static func namesFlag(_ words: String) -> Bool {
    words.contains("--") || words.contains("peruse ")
  }

  private func check<Change: Remedy>(_ type: Change.Type, _ words: (Change) -> String) {
    for remedy in type.allCases {
      #expect(Self.namesFlag(words(remedy)), "\(remedy): \(words(remedy))")
      #expect(!Self.namesFlag(remedy.words), "\(remedy): \(remedy.words)")
    }
  }

  @Test("Every remedy of the library has its flag or its command here, and none there")
  func table() {
    check(IngestionRemedy.self) { Advice.words($0) }
    check(CorpusRemedy.self) { Advice.words($0, path: "corpus.db") }
    check(NoticeRemedy.self) { Advice.words($0) }
    for budget in [SummaryBudget.sentences(0), .words(0), .ratio(2)] {
      let error = SummarizationError.invalidBudget(budget)
      #expect(Self.namesFlag(error.described(naming: Advice.name)) && !Self.namesFlag(error.description))
    }
  }
}
