import Classification

/// Classifies each document of a batch.
public struct ClassifyTask: BatchTask {
  private let classifier: DocumentClassifier
  private let splitter: SentenceSplitter
  private let model: ModelReport
  private let attended: Int

  /// A task that gives labels.
  ///
  /// - Parameter attended: sentences and words that each result shows with their weights.
  public init(
    classifier: DocumentClassifier, splitter: SentenceSplitter = SentenceSplitter(), attended: Int = 5
  ) {
    self.classifier = classifier
    self.splitter = splitter
    self.attended = attended
    model = ModelReport(classifier)
  }

  /// `classify`.
  public var name: String { "classify" }
  /// Labels.
  public var kind: TaskResult.Kind? { .classification }
  /// Version, model and settings.
  public var fingerprint: String {
    "\(peruseVersion) \(model.sha256 ?? "") \(attended) \(splitter.newlines) \(splitter.presegmented)"
  }
  /// The likeliest label's probability, in tenths.
  public var scoreEdges: [Double] { (0...10).map { Double($0) / 10 } }

  /// Labels of `inputs`.
  public func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    let texts = inputs.map {
      classifier.prepare($0.document, sentences: splitter.sentences(in: $0.document))
    }
    let all: [Classification]
    do { all = try classifier.classify(texts) } catch {
      return inputs.map { .failure(BatchFailure($0, kind: "classification", error)) }
    }
    return zip(inputs, zip(texts, all)).map { input, found in
      guard !found.0.pieces.isEmpty else {
        return .failure(
          BatchFailure(
            id: input.id, file: input.document.source.path, kind: "classification",
            reason: "it has no words to classify by"))
      }
      let report = ClassificationReport(input.document, found.1, model: model, attended: attended)
      var result = TaskResult(report, found.1, of: input.document, explains: true)
      result.id = input.id
      return .success(
        BatchResult([result], words: report.document.words, score: report.labels.first?.probability))
    }
  }
}

extension ModelReport {
  /// Describes a classifier's model.
  public init(_ classifier: DocumentClassifier) {
    let manifest = classifier.folder.manifest
    self.init(
      name: manifest?.name ?? "classifier", version: manifest?.version ?? "",
      sha256: classifier.folder.sha256)
  }
}
