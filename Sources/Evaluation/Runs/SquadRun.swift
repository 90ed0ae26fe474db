import Evaluation
import PeruseCore

/// Runs a reader over a SQuAD data set.
public struct SquadRun: Sendable {
  /// The reader under test.
  public var reader: Reader
  /// Reading options; `top` is taken as 1.
  public var options: ReaderOptions
  /// Questions answered in one call; windows of all of them share batches.
  public var batch = 64

  /// What the reader predicted.
  public struct Outcome: Sendable {
    /// Best answer by question id; empty text where none reaches the threshold.
    public var predictions = SquadPredictions()
    /// Probability that there is no answer, by question id; of a reader that always answers, that its best is
    /// wrong.
    public var noAnswerProbabilities: [String: Double] = [:]
    /// Probability that the prediction is right as the reader sees it, by question id.
    public var confidences: [String: Double] = [:]
  }

  /// Creates a run.
  public init(reader: Reader, options: ReaderOptions = ReaderOptions()) {
    self.reader = reader
    self.options = options
  }

  /// Answers every question of `dataset`.
  ///
  /// - Parameter progress: called with the number of questions answered so far.
  /// - Throws: `ReaderError` or an encoder error; a question that is too long stops the run.
  public func predictions(for dataset: SquadDataset, progress: (Int) -> Void = { _ in }) throws -> Outcome {
    var outcome = Outcome()
    var options = options
    options.top = 1
    options.givesEvidence = false
    var requests: [ReaderRequest] = []
    var ids: [String] = []

    func flush() throws {
      for (id, result) in zip(ids, try reader.results(of: requests, options: options)) {
        outcome.predictions.answers[id] = result.answers.first?.text ?? ""
        outcome.noAnswerProbabilities[id] =
          result.noAnswerProbability ?? 1 - (result.answers.first?.probability ?? 0)
        outcome.confidences[id] = result.answers.first?.probability ?? result.noAnswerProbability ?? 0
      }
      requests.removeAll(keepingCapacity: true)
      ids.removeAll(keepingCapacity: true)
      progress(outcome.predictions.answers.count)
    }

    for article in dataset.data {
      for paragraph in article.paragraphs {
        let document = reader.prepare(Document(text: paragraph.context))
        for question in paragraph.qas {
          requests.append(ReaderRequest(question: question.question, document: document))
          ids.append(question.id)
          if requests.count == batch { try flush() }
        }
      }
    }
    if !requests.isEmpty { try flush() }
    return outcome
  }
}

extension SquadDataset {
  /// Share of the questions that have an answer.
  public var answerableShare: Double {
    let asked = questions
    return asked.isEmpty ? 1 : Double(asked.count { !$0.answers.isEmpty }) / Double(asked.count)
  }

  /// The first `count` questions in file order, with their paragraphs.
  public func prefix(_ count: Int) -> SquadDataset {
    var left = count
    var result = self
    result.data = data.compactMap { article in
      var article = article
      article.paragraphs = article.paragraphs.compactMap { paragraph in
        var paragraph = paragraph
        paragraph.qas = Array(paragraph.qas.prefix(left))
        left -= paragraph.qas.count
        return paragraph.qas.isEmpty ? nil : paragraph
      }
      return article.paragraphs.isEmpty ? nil : article
    }
    return result
  }
}
