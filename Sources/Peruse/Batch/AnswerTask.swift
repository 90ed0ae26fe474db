import Foundation

/// Answers questions in each document of a batch: the same for all, or each record's own.
public struct AnswerTask: BatchTask {
  private let reader: Reader
  private let questions: [BatchQuestion]
  private let options: ReaderOptions
  private let context: Int
  private let tell: @Sendable (Notice) -> Void

  /// A task that asks `question` wherever a record brings none of its own.
  public init(_ reader: Reader, question: String?, options: ReaderOptions) {
    self.init(reader, questions: question.map { [BatchQuestion($0)] } ?? [], options: options)
  }

  /// A task that asks `questions` wherever a record brings none of its own.
  ///
  /// - Parameters:
  ///   - reader: finds the answers.
  ///   - questions: with the names that their answers go under.
  ///   - options: how answers are looked for.
  ///   - context: sentences on either side of the evidence that are shown with it.
  public init(_ reader: Reader, questions: [BatchQuestion], options: ReaderOptions, context: Int = 0) {
    self.init(reader, questions: questions, options: options, context: context, tell: { _ in })
  }

  /// The same, which tells what the user should know once, such as that the reader does not know a document's
  /// language.
  ///
  /// - Parameter tell: may be called again with the same.
  package init(
    _ reader: Reader, questions: [BatchQuestion], options: ReaderOptions, context: Int,
    tell: @escaping @Sendable (Notice) -> Void
  ) {
    self.tell = tell
    self.reader = reader
    self.questions = questions
    self.options = options
    self.context = context
  }

  private var settings: ReaderSettings { reader.settings(for: options) }

  /// `answer`.
  public var name: String { "answer" }
  /// Answers.
  public var kind: TaskResult.Kind? { .answers }
  /// Questions, settings and model.
  public var fingerprint: String {
    let asked =
      questions.count == 1 && questions[0].id == nil
      ? questions[0].text : questions.isEmpty ? "" : JSONEncoder.fingerprint(questions)
    return asked + (context > 0 ? " context \(context)" : "") + JSONEncoder.fingerprint(settings)
      + JSONEncoder.fingerprint(reader.model) + "\(reader.splitter.newlines) \(reader.splitter.presegmented)"
  }
  /// Probabilities.
  public var scoreEdges: [Double] { (0...20).map { Double($0) / 20 } }

  private struct Asked {
    var readable: ReadableDocument
    var questions: [BatchQuestion]

    var requests: [ReaderRequest] { questions.map { ReaderRequest(question: $0.text, document: readable) } }
  }

  /// Answers in `inputs`, whose windows are encoded together.
  public func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    for input in inputs { Reader.notice(of: input.document).map(tell) }
    let asked = inputs.map { input in
      let own = input.question.map { [BatchQuestion($0)] } ?? questions
      return own.isEmpty ? nil : Asked(readable: reader.prepare(input.document), questions: own)
    }
    let all = asked.compactMap(\.self)
    if all.count == inputs.count,
      let results = try? reader.results(of: all.flatMap(\.requests), options: options)
    {
      var rest = results[...]
      return zip(inputs, all).map { input, asked in
        defer { rest = rest.dropFirst(asked.questions.count) }
        return .success(result(input, asked, Array(rest.prefix(asked.questions.count))))
      }
    }
    // Something is wrong with one of them: each on its own says with which.
    return zip(inputs, asked).map { input, asked in
      guard let asked else {
        return .failure(
          BatchFailure(
            id: input.id, file: input.document.source.path, kind: "question",
            reason: #"no question; give one for all records, or "question" in the record"#, cause: .noQuestion
          ))
      }
      do {
        return .success(
          result(input, asked, try reader.results(of: asked.requests, options: options)))
      } catch {
        return .failure(BatchFailure(input, kind: "question", error))
      }
    }
  }

  private func result(_ input: BatchInput, _ asked: Asked, _ found: [ReaderResult]) -> BatchResult {
    let facts = DocumentReport(input.document)
    let results = zip(asked.questions, found).map { question, found in
      var report = AnswersReport(
        document: facts, question: question.text, result: found, model: reader.model, settings: settings)
      report.id = question.id
      var result = TaskResult(report, result: found, document: asked.readable, context: context)
      // A line is named by its record, and a question of many by its own identifier behind that.
      result.id = question.id.map { "\(input.id)#\($0)" } ?? input.id
      if options.closeWindows == nil { Reader.notice(of: result).map(tell) }
      return result
    }
    return BatchResult(
      results, words: facts.words, score: found.compactMap { $0.answers.first?.probability }.max())
  }
}

/// A question of a batch.
public struct BatchQuestion: Sendable, Hashable, Codable {
  /// The question.
  public var text: String
  /// Its own identifier.
  public var id: String?

  /// Creates a question.
  public init(_ text: String, id: String? = nil) { (self.text, self.id) = (text, id) }
}
