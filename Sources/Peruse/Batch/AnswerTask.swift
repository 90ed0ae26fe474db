import Foundation

/// Answers a question in each document of a batch: one for all, or each record's own.
public struct AnswerTask: BatchTask {
  private let reader: Reader
  private let question: String?
  private let options: ReaderOptions

  /// A task that asks `question` wherever a record brings none of its own.
  public init(_ reader: Reader, question: String?, options: ReaderOptions) {
    self.reader = reader
    self.question = question
    self.options = options
  }

  private var settings: ReaderSettings {
    ReaderSettings(precision: reader.spans.precision, options: options)
  }

  /// `answer`.
  public var name: String { "answer" }
  /// Question, settings and model.
  public var fingerprint: String {
    (question ?? "") + JSONEncoder.fingerprint(settings)
      + JSONEncoder.fingerprint(ModelReport(reader.spans.identity))
      + "\(reader.splitter.newlines) \(reader.splitter.presegmented)"
  }
  /// Probabilities.
  public var scoreEdges: [Double] { (0...20).map { Double($0) / 20 } }

  /// Answers in `inputs`, whose windows are encoded together.
  public func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    let requests = inputs.map { input in
      (input.question ?? question).map {
        ReaderRequest(question: $0, document: reader.prepare(input.document))
      }
    }
    let asked = requests.compactMap(\.self)
    if asked.count == inputs.count, let results = try? reader.spans.results(of: asked, options: options) {
      return inputs.indices.map { result(inputs[$0], asked[$0].question, results[$0]) }
    }
    // Something is wrong with one of them: each on its own says with which.
    return zip(inputs, requests).map { input, request in
      guard let request else {
        let reason = #"no question; give one with --question, or "question" in the record"#
        return .failure(
          BatchFailure(id: input.id, file: input.document.source.path, kind: "question", reason: reason))
      }
      do {
        return result(input, request.question, try reader.spans.results(of: [request], options: options)[0])
      } catch {
        return .failure(BatchFailure(input, kind: "question", error))
      }
    }
  }

  private func result(
    _ input: BatchInput, _ question: String, _ result: ReaderResult
  ) -> Result<BatchResult, BatchFailure> {
    let report = AnswersReport(
      document: DocumentReport(input.document), question: question, result: result,
      model: ModelReport(reader.spans.identity), settings: settings)
    do {
      return .success(
        BatchResult(
          json: try BatchLine(id: input.id, report: report).json(), words: report.document.words,
          score: result.answers.first?.probability ?? 0,
          passages: result.answers.map { answer in
            BatchPassage(
              text: answer.text, range: answer.range, score: answer.probability,
              provenance: answer.provenance, evidence: answer.evidence)
          }, question: question))
    } catch {
      return .failure(BatchFailure(input, kind: "answer", error))
    }
  }
}
