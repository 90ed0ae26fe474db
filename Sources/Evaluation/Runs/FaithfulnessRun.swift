import Classification
import Evaluation
import Explanation
import PeruseCore

/// Measures whether attention explains what a model says, on examples spread evenly over a data set.
public struct FaithfulnessRun: Sendable {
  /// What is measured, and how thoroughly.
  public var plan = ExampleFaithfulness.Plan()
  /// Most examples.
  public var limit = 1000
  /// Examples that are handed on with attention and erasure of each word.
  public var shown = 0
  /// Called with the number of examples that were gone through, and how many there are.
  public var progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }

  /// A run with the defaults: 1,000 examples.
  public init() {}

  /// What was found.
  public struct Outcome: Sendable {
    /// The figures.
    public var report: FaithfulnessReport
    /// Examples, attention and erasure side by side.
    public var examples: [EvidenceReport] = []
  }

  /// At most ``limit`` of `count` places, evenly spread.
  package func places(of count: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * count / limit }
  }

  /// A reader on questions: how its attention to the text explains its answers; what it says has no answer is
  /// left out there.
  ///
  /// - Parameters:
  ///   - rationales: words of questions that people marked as what makes them unanswerable; of those
  ///     questions the data's own marks say have no answer, and the reader agrees.
  ///   - excluded: ids of questions that agreement is not measured on, such as those of training.
  public func reader(
    _ reader: Reader, on dataset: SquadDataset, named name: String, attention view: AnswerExplanation.View,
    rationales: Rationales? = nil, excluded: Set<String> = []
  ) throws -> Outcome {
    guard let encoder = reader.encoder else {
      throw ReaderError.invalidOption("a recurrent reader has no attention to measure here")
    }
    let gradient = try ReaderGradient(encoder.folder)
    let all = dataset.data.flatMap { article in
      article.paragraphs.flatMap { paragraph in paragraph.qas.map { (paragraph.context, $0) } }
    }
    let marked = all.filter { _, question in
      question.answers.isEmpty && rationales?.marks[question.id] != nil && !excluded.contains(question.id)
    }
    let (chosen, chosenMarked) = (places(of: all.count), places(of: marked.count))
    let total = chosen.count + chosenMarked.count
    var (measured, shown, skipped) = ([ExampleFaithfulness](), [EvidenceReport](), 0)
    for (done, place) in chosen.enumerated() {
      let (context, question) = all[place]
      let document = reader.prepare(Document(text: context))
      if let reading = try reader.erasable(question.question, in: document), reading.answer != nil {
        let example = ReadAnswer(reading, id: question.id, gradient: gradient, attention: view)
        measured.append(try ExampleFaithfulness(example, plan))
        if shown.count < self.shown {
          let evidence = try Evidence(example)
          var report = EvidenceReport(evidence, ranges: reading.words.map(\.range), in: document.document)
          report.prediction = "\(question.question) \(example.prediction)"
          shown.append(report)
        }
      } else {
        skipped += 1
      }
      progress(done + 1, total)
    }
    var report = FaithfulnessReport(
      FaithfulnessReport.Subject(
        task: "reader", model: "\(encoder.name) \(encoder.version)", sha256: encoder.sha256, data: name,
        attention: "from the question to the text, \(Self.words(view))", erasure: "masked"),
      measured, skipped: skipped, plan: plan)
    var agreement: [ExampleAgreement] = []
    for (done, place) in chosenMarked.enumerated() {
      let (context, question) = marked[place]
      let document = reader.prepare(Document(text: context))
      if let marks = rationales?.marks[question.id],
        let reading = try reader.erasable(question.question, in: document, units: .question),
        reading.answer == nil,
        let found = try ExampleAgreement(
          ReadAnswer(reading, id: question.id, gradient: gradient, attention: view), marks)
      {
        agreement.append(found)
      }
      progress(chosen.count + done + 1, total)
    }
    report.add(agreement)
    return Outcome(report: report, examples: shown)
  }

  private static func words(_ view: AnswerExplanation.View) -> String {
    switch view {
    case .mean: "mean of all layers and heads"
    case .rollout: "rollout through all layers"
    case .layer(let layer): "layer \(layer + 1), mean of its heads"
    case .head(let layer, let head): "layer \(layer + 1), head \(head + 1)"
    }
  }

  /// The trained summarizer on documents: how the attention to the words of the sentence that its levels like
  /// best explains that.
  public func summarizer(
    _ summarizer: DocumentSummarizer, on dataset: SummaryDataset, named name: String
  ) throws -> Outcome {
    guard let learned = summarizer.summarizer.learned else { throw SummarizationError.noEncoder(.learned) }
    let chosen = places(of: dataset.count)
    var (measured, shown, skipped) = ([ExampleFaithfulness](), [EvidenceReport](), 0)
    for (done, place) in chosen.enumerated() {
      let record = try dataset.record(at: place, needsReference: false)
      do throws(SummarizationError) {
        let summary = try erasable(summarizer, record)
        let example = ScoredSentence(summary, id: record.id)
        if summary.sentences.count > 1, !example.words.isEmpty {
          let (found, evidence) = try Self.measure(example, plan, shown: shown.count < self.shown)
          measured.append(found)
          if let evidence {
            shown.append(EvidenceReport(evidence, ranges: example.ranges, in: record.document))
          }
        } else {
          skipped += 1
        }
      } catch .nothingToChoose { skipped += 1 }
      progress(done + 1, chosen.count)
    }
    return Outcome(
      report: FaithfulnessReport(
        FaithfulnessReport.Subject(
          task: "summarizer", model: "\(learned.name) \(learned.version)", sha256: learned.sha256, data: name,
          attention: "of words in the sentence that the levels like best", erasure: "left out"),
        measured, skipped: skipped, plan: plan), examples: shown)
  }

  private func erasable(
    _ summarizer: DocumentSummarizer, _ record: SummaryRecord
  ) throws(SummarizationError) -> ErasableSummary {
    do {
      return try summarizer.summarizer.erasable(record.document, sentences: record.sentences)
    } catch let error as SummarizationError { throw error } catch { throw .encoder("\(error)") }
  }

  private static func measure(
    _ example: ScoredSentence, _ plan: ExampleFaithfulness.Plan, shown: Bool
  ) throws(SummarizationError) -> (ExampleFaithfulness, Evidence?) {
    do {
      return (try ExampleFaithfulness(example, plan), shown ? try Evidence(example) : nil)
    } catch { throw .encoder("\(error)") }
  }

  /// A classifier on documents, whose own labels do not matter: what is explained is what it says.
  public func classifier(
    _ classifier: DocumentClassifier, on dataset: LabelledDataset, named name: String,
    attention level: ClassifierAttention, splitter: SentenceSplitter
  ) throws -> Outcome {
    let chosen = places(of: dataset.count)
    var (measured, shown, skipped) = ([ExampleFaithfulness](), [EvidenceReport](), 0)
    for (done, place) in chosen.enumerated() {
      let document = try dataset.document(place)
      let sentences = splitter.sentences(in: document)
      if let example = try ClassifiedDocument(
        document, id: dataset.items[place].id, sentences: sentences, classifier: classifier, attention: level)
      {
        measured.append(try ExampleFaithfulness(example, plan))
        if shown.count < self.shown {
          let evidence = try Evidence(example, groups: example.sentences)
          shown.append(
            EvidenceReport(evidence, ranges: example.ranges, in: document) {
              document.text(in: sentences[$0].range)
            })
        }
      } else {
        skipped += 1
      }
      progress(done + 1, chosen.count)
    }
    let words =
      switch level {
      case .both: "of words in sentences times that of sentences in the document"
      case .word: "of words in their sentence"
      case .sentence: "of sentences in the document"
      }
    return Outcome(
      report: FaithfulnessReport(
        FaithfulnessReport.Subject(
          task: "classifier",
          model: classifier.folder.manifest.map { "\($0.name) \($0.version)" } ?? "classifier",
          sha256: classifier.folder.sha256, data: name, attention: words, erasure: "left out"),
        measured, skipped: skipped, plan: plan), examples: shown)
  }
}
