import ArgumentParser
import Peruse

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Lists the passages of a corpus that fit some words best, with their places.",
    discussion: """
      peruse search corpus.db "effects on pollinators"
      peruse search corpus.db '"tide clock" winding' --limit 3 --format json

      BM25 finds passages, and the query's attention to their sentences ranks them. What stands between \
      quotation marks must occur as it is. A cell of a table is shown with its row.
      """)

  @Argument(help: ArgumentHelp("A corpus made by 'peruse index'.", valueName: "db"), completion: .file())
  var database: String

  @Argument(help: ArgumentHelp("What to search for.", valueName: "words"))
  var words: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Most passages.", valueName: "n"))
  var limit = 10

  @Option(help: ArgumentHelp("Most passages of one document.", valueName: "n"))
  var perDocument: Int?

  @Flag(help: "BM25 alone; needs no model.")
  var bm25 = false

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions<SearchOutput>

  func validate() throws {
    if words.allSatisfy(\.isWhitespace) { throw ValidationError("there are no words to search for") }
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if let perDocument, perDocument < 1 { throw ValidationError("--per-document must be at least 1.") }
  }

  func run() throws {
    output.page()
    let index = try CorpusIndex(at: database)
    var options = SearchOptions()
    options.limit = limit
    options.perDocument = perDocument ?? .max
    if bm25 { options.attention = 0 }
    var encoder: WordPieceSentenceEncoder?
    if !bm25, try index.contents().encoder?.isEmpty == false {
      encoder = try CorpusTools(modelAt: model.folder(), precision: model.precision, workers: model.workers)
        .encoder
    }
    let hits = try index.search(words, encoder: encoder, options: options)
    var printer = ResultPrinter(output.format, of: .passages, options: output.rendering(), alwaysArray: false)
    try printer.print(TaskResult(query: words, hits: hits))
    try printer.finish()
    if hits.isEmpty, !output.quiet { Console.error("nothing found") }
  }
}
