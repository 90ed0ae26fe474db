/// What was found in a corpus as results that every form is rendered from.
extension TaskResult {
  /// Passages that a search found.
  public init(query: String, hits: [SearchHit]) {
    let report = SearchReport(
      query: query,
      passages: hits.map { hit in
        SearchReport.Item(
          document: CorpusDocumentReport(hit), section: hit.heading.isEmpty ? nil : hit.heading,
          text: hit.text, source: hit.provenance.map(SourceReport.init), sentence: hit.sentenceText,
          sentenceSource: hit.sentenceProvenance.map(SourceReport.init), context: hit.row,
          score: hit.score, components: hit.parts)
      })
    var parts = CorpusParts()
    let passages = hits.map { hit in
      Passage(
        text: hit.sentenceText ?? hit.text, part: parts.index(of: hit), score: hit.score,
        place: hit.sentenceProvenance ?? hit.provenance, evidence: hit.text, evidencePlace: hit.provenance,
        context: hit.row, section: hit.heading.isEmpty ? nil : hit.heading, components: hit.parts)
    }
    self.init(kind: .passages, parts: parts.parts, question: query, passages: passages, report: report)
  }

  /// Answers from a corpus.
  public init(question: String, result: CorpusAnswers, model: ModelReport, settings: ReaderSettings) {
    let answers = result.answers
    let report = CorpusAnswersReport(
      question: question, verdict: result.verdict, noAnswerProbability: result.noAnswerProbability,
      answers: answers.map { found in
        CorpusAnswersReport.Item(
          text: found.answer.text, probability: found.probability,
          document: CorpusDocumentReport(found.hit),
          section: found.hit.heading.isEmpty ? nil : found.hit.heading,
          source: found.answer.provenance.map(SourceReport.init), evidence: found.answer.evidence,
          evidenceSource: found.answer.evidenceProvenance.map(SourceReport.init), context: found.row,
          kind: found.answer.isEvidence ? "evidence" : nil)
      }, model: model, settings: settings)
    var parts = CorpusParts()
    let passages = answers.map { found in
      var passage = Passage(
        text: found.answer.text, part: parts.index(of: found.hit), score: found.probability,
        place: found.answer.provenance, evidence: found.answer.evidence,
        evidencePlace: found.answer.evidenceProvenance, context: found.row,
        section: found.hit.heading.isEmpty ? nil : found.hit.heading)
      passage.kind = found.answer.isEvidence ? "evidence" : nil
      return passage
    }
    self.init(
      kind: .answers, parts: parts.parts, question: question, passages: passages, report: report,
      model: model)
    verdict = result.verdict
    noAnswerProbability = result.noAnswerProbability
    if answers.isEmpty { remark = "No answer found." }
  }
}

/// The documents of hits, each once.
private struct CorpusParts {
  var parts: [TaskResult.Part] = []
  private var places: [String: Int] = [:]

  mutating func index(of hit: SearchHit) -> Int {
    if let place = places[hit.name] { return place }
    places[hit.name] = parts.count
    parts.append(TaskResult.Part(path: hit.path, name: CorpusDocumentReport(hit).shownName))
    return parts.count - 1
  }
}

extension CorpusDocumentReport {
  /// Names the document of a hit.
  public init(_ hit: SearchHit) {
    self.init(name: hit.name, path: hit.path, title: hit.title, record: hit.record)
  }
}

extension SearchHit {
  /// The best sentence.
  public var sentenceText: String? {
    sentence.map { range in
      let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
      return String(text[start..<text.utf8.index(start, offsetBy: range.count)])
    }
  }
}
