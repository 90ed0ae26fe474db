extension Reader {
  /// Answers to questions in one document, with everything that any form of the results shows.
  ///
  /// - Parameters:
  ///   - questions: with the names that their answers go under.
  ///   - document: as the reader has prepared it.
  ///   - facts: what is known about the document, where that has been gathered already.
  ///   - options: how answers are looked for.
  ///   - context: sentences on either side of the evidence that are shown with it.
  ///   - explaining: the weights that explain each first answer; `nil` for no explanations.
  ///   - progress: gets how many windows are read, and of how many.
  /// - Throws: ``ReaderError`` where a question is empty or too long.
  public func results(
    of questions: [BatchQuestion], in document: ReadableDocument, facts: DocumentReport? = nil,
    options: ReaderOptions = ReaderOptions(), context: Int = 0, explaining: AnswerExplanation.View? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> [TaskResult] {
    let facts = facts ?? DocumentReport(document.document)
    let found = try results(
      of: questions.map { ReaderRequest(question: $0.text, document: document) }, options: options
    ) { progress($0.done, $0.total) }
    return try zip(questions, found).map { question, found in
      var report = AnswersReport(
        document: facts, question: question.text, result: found, model: model,
        settings: settings(for: options))
      report.id = question.id
      if let explaining, let first = found.answers.first {
        let explanation = try explanation(of: first, to: question.text, in: document, options: options)
        report.explanation = try AnswerExplanationReport(explanation, of: first.text, view: explaining)
      }
      return TaskResult(report, result: found, document: document, context: context)
    }
  }
}

extension TaskResult {
  /// Answers to one question from several documents, each as a result of its own, the likeliest first; where
  /// there is none, the first document's word about that.
  public static func sortedByProbability(_ results: [TaskResult], most: Int) -> [TaskResult] {
    let single = results.flatMap { result in
      result.passages.enumerated().map { index, passage in
        var own = result
        own.passages = [passage]
        if var report = result.report as? AnswersReport {
          report.answers = report.answers.indices.contains(index) ? [report.answers[index]] : []
          if index > 0 { report.explanation = nil }
          own.report = report
        }
        return own
      }
    }
    let order = single.indices.sorted {
      (single[$1].passages[0].score, $0) < (single[$0].passages[0].score, $1)
    }
    return order.isEmpty ? Array(results.prefix(1)) : order.prefix(most).map { single[$0] }
  }
}
