import Batch
import Ingestion
import Platform
import Results
import Summarization
import Tokenization

/// Turns documents into passages with vectors.
struct IndexTask: BatchTask {
  let maker: PassageMaker
  let encoder: (any SentenceEncoding)?

  var name: String { "index" }
  var fingerprint: String { "" }
  var kind: TaskResult.Kind? { nil }
  var scoreEdges: [Double] { [0, 1] }

  func process(_ inputs: [BatchInput]) -> [Result<IndexedDocument, BatchFailure>] {
    let drafts = inputs.map { maker.passages(of: $0.document) }
    var vectors: [[UInt8]?]
    do { vectors = try self.vectors(inputs, drafts) } catch {
      return inputs.map { input in
        .failure(
          BatchFailure(id: input.id, file: input.document.source.path, kind: "encoder", reason: "\(error)"))
      }
    }
    return zip(inputs, drafts).map { input, drafts in
      let document = input.document
      let source = document.source
      let passages = drafts.map { draft in
        IndexedPassage(
          heading: draft.heading, text: document.text(in: draft.range),
          layout: PassageLayout(draft.range, sentences: draft.sentences, of: document, columns: draft.columns)
            .bytes,
          vectors: encoder == nil ? nil : vectors.removeFirst())
      }
      let indexed = IndexedDocument(
        path: source.path, format: source.format.rawValue, title: document.title?.onOneLine,
        language: document.language, sha256: source.sha256, recordID: source.recordID,
        words: WordSplitter().count(in: document.text), passages: passages)
      return .success(indexed)
    }
  }

  /// The vectors of each passage: of its title and heading, then of its sentences, all read in one another's context.
  private func vectors(_ inputs: [BatchInput], _ drafts: [[PassageMaker.Draft]]) throws -> [[UInt8]?] {
    guard let encoder else { return [] }
    let texts = zip(inputs, drafts).flatMap { input, drafts in
      drafts.map { draft in
        [Self.context(title: input.document.title, heading: draft.heading)]
          + draft.sentences.map { input.document.text(in: $0.range) }
      }
    }
    return try encoder.vectors(forEach: texts).map { QuantizedVectors($0, width: encoder.width).bytes }
  }

  static func context(title: String?, heading: String) -> String {
    [title?.onOneLine ?? "", heading].filter { !$0.isEmpty }.joined(separator: ". ")
  }
}
