import Ingestion
import Peruse
import Tokenization

/// `summarize METHOD REPEATS FILE` → milliseconds for sentences, words, scores and choice of five sentences;
/// reading the file and loading the model are left out.
@MainActor final class SummaryRequests {
  private var summarizers: [String: DocumentSummarizer] = [:]

  func summarize(_ words: [Substring]) throws -> String {
    guard words.count == 4, let method = SummarizationMethod(rawValue: String(words[1])) else {
      return "error: summarize METHOD REPEATS FILE"
    }
    let name = String(words[1])
    let summarizer = try summarizers[name] ?? DocumentSummarizer(method: method)
    if summarizers[name] == nil {
      summarizers[name] = summarizer
      // The first summary fills caches.
      _ = try summarizer.summary(
        of: Document(text: "One sentence stands here, to begin with. Another one follows it."),
        options: SummaryOptions(method: method))
    }
    let document = try DocumentReader().document(at: String(words[3]))
    let options = SummaryOptions(method: method, budget: .sentences(5))
    return try repeated(words[2]) {
      if try summarizer.summary(of: document, options: options).sentences.isEmpty { throw EmptyResult() }
    }
  }
}
