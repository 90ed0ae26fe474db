import Classification
import Foundation

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
    return zip(inputs, zip(texts, classifier.classify(texts))).map { input, found in
      guard !found.0.pieces.isEmpty else {
        return .failure(
          BatchFailure(
            id: input.id, file: input.document.source.path, kind: "classification",
            reason: "it has no words to classify by"))
      }
      let report = ClassificationReport(input.document, found.1, model: model, attended: attended)
      do {
        return .success(
          BatchResult(
            json: try BatchLine(id: input.id, report: report).json(), words: report.document.words,
            score: report.labels.first?.probability,
            passages: passages(input.document, found.1)))
      } catch {
        return .failure(BatchFailure(input, kind: "classification", error))
      }
    }
  }

  /// The sentences that were attended to most, in the order of the document.
  private func passages(_ document: Document, _ found: Classification) -> [BatchPassage] {
    found.sentences.sorted { ($1.weight, $0.range.lowerBound) < ($0.weight, $1.range.lowerBound) }
      .prefix(attended).sorted { $0.range.lowerBound < $1.range.lowerBound }
      .map {
        BatchPassage(
          text: document.text(in: $0.range), range: $0.range, score: $0.weight,
          provenance: document.provenance(of: $0.range))
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
