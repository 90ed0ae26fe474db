import ArgumentParser
import Peruse

/// How a summary is made; shared by the commands that make them.
struct SummaryArguments: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("Most sentences (default: 5).", valueName: "n"))
  var sentences: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Most words.", valueName: "n"))
  var words: Int?

  @Option(help: ArgumentHelp("Largest share of the document's words, from 0 to 1.", valueName: "r"))
  var ratio: Double?

  @Option(help: ArgumentHelp("What the summary should be about.", valueName: "text"))
  var query: String?

  @Option(
    name: .shortAndLong,
    help: "How sentences are weighed (default: learned; lsa in other languages than English).")
  var method: SummarizationMethod?

  @Option(
    help: ArgumentHelp(
      "Trained summarizer for the method learned. The one that ships with Peruse by default.",
      valueName: "folder"))
  var summarizer: String?

  @Option(help: "Order of the sentences.")
  var order: SummaryOrder = .source

  @Flag(help: "The gist: one sentence, behind the document's title.")
  var gist = false

  @Option(help: ArgumentHelp("Add the n most important key phrases.", valueName: "n"))
  var keywords = 0

  @Flag(help: "JSON holds the scores of all sentences too.")
  var scores = false

  @Flag(
    help: """
      With every sentence why it was chosen, in words; also as 'reasons' in JSON and on the page, which show as 'evidence' each word's \
      attention and what its sentence's probability loses without it.
      """)
  var explain = false

  /// What reports say beside the sentences.
  var reporting: SummaryReporting {
    SummaryReporting(
      withScores: scores, keywords: keywords, withReasons: explain, withEvidence: explain)
  }

  var options: SummaryOptions {
    var budget = SummaryBudget.sentences(gist ? 1 : sentences ?? 5)
    if let words { budget = .words(words) }
    if let ratio { budget = .ratio(ratio) }
    // A trained summarizer of one's own may know any language.
    return SummaryOptions(
      method: method ?? (summarizer == nil ? nil : .learned), budget: budget, query: query, order: order)
  }

  func validate() throws {
    let budgets = [sentences != nil, words != nil, ratio != nil, gist].count { $0 }
    if budgets > 1 {
      throw ValidationError("give one of --sentences, --words, --ratio and --gist, not several")
    }
    if keywords < 0 { throw ValidationError("--keywords must be at least 1, or 0 for none.") }
    do { try options.validate() } catch { throw ValidationError(Advice.message(error)) }
  }
}
