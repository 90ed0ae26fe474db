import Platform

/// What the user of a task should be told once.
package enum Notice: Sendable, Hashable, CustomStringConvertible, Advised {
  /// The reader that ships with Peruse does not know a document's language, an ISO 639-1 code.
  case readsEnglish(language: String)
  /// An answer came out of parts of a long document.
  case readsParts
  /// A document's language has another method than the default's.
  case summarizes(by: SummarizationMethod, language: String)

  /// What the user should be told, without what to do about it.
  package var statement: String {
    switch self {
    case .readsEnglish(let language):
      "the reader knows English only: in documents in other languages (\(language)) it finds less, and is less sure"
    case .readsParts:
      "long documents are read where a question's words point to, and whole where that gives no sure answer"
    case .summarizes(let method, let language):
      "the trained summarizer knows English only: documents in other languages (\(language)) are summarized by "
        + method.rawValue
    }
  }

  /// What may be changed about it.
  package var remedy: NoticeRemedy? {
    switch self {
    case .readsEnglish: nil
    case .readsParts: .wholeDocuments
    case .summarizes: .method
    }
  }

  /// What the user should be told.
  package var description: String { described(by: \.words) }
}

/// What a caller may change about how a task is done.
package enum NoticeRemedy: Remedy {
  /// ``ReaderOptions/closeWindows``, so that documents are always read whole.
  case wholeDocuments
  /// ``SummaryOptions/method``.
  case method

  /// What to change, in words that speak of values.
  package var words: String {
    switch self {
    case .wholeDocuments: "with 0 for the windows that are read closely they are read whole in any case"
    case .method: "a method that is named is taken for all"
    }
  }
}
