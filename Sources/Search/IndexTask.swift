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
    let made: [[UInt8]?]
    do { made = try self.vectors(inputs, drafts) } catch {
      return inputs.map { input in
        .failure(
          BatchFailure(id: input.id, file: input.document.source.path, kind: "encoder", reason: "\(error)"))
      }
    }
    var vectors = made.makeIterator()
    return zip(inputs, drafts).map { input, drafts in
      let document = input.document
      let source = document.source
      let passages = drafts.map { draft in
        IndexedPassage(
          heading: draft.heading, text: document.text(in: draft.range),
          layout: PassageLayout(draft.range, sentences: draft.sentences, of: document, columns: draft.columns)
            .bytes,
          vectors: vectors.next() ?? nil)
      }
      let indexed = IndexedDocument(
        path: source.path, format: source.format.rawValue, title: document.title?.onOneLine,
        language: document.language, sha256: source.sha256, recordID: source.recordID,
        words: WordSplitter().count(in: document.text), passages: passages)
      return .success(indexed)
    }
  }

  /// The vectors of each passage: of its title and heading, then of its sentences, all read in one another's
  /// context.
  private func vectors(_ inputs: [BatchInput], _ drafts: [[PassageMaker.Draft]]) throws -> [[UInt8]?] {
    guard let encoder else { return [] }
    var passages: [(document: Document, draft: PassageMaker.Draft)] = []
    for (input, drafts) in zip(inputs, drafts) {
      for draft in drafts { passages.append((input.document, draft)) }
    }
    var made: [[UInt8]?] = []
    made.reserveCapacity(passages.count)
    for start in stride(from: 0, to: passages.count, by: Self.passagesAtOnce) {
      let texts = passages[start..<min(passages.count, start + Self.passagesAtOnce)].map { passage in
        [Self.context(title: passage.document.title, heading: passage.draft.heading)]
          + passage.draft.sentences.map { passage.document.text(in: $0.range) }
      }
      for vectors in try encoder.vectors(forEach: texts) {
        made.append(QuantizedVectors(vectors, width: encoder.width).bytes)
      }
    }
    return made
  }

  /// Passages whose vectors are made together: before they are a byte a component they take many times their
  /// text.
  private static let passagesAtOnce = 64

  static func context(title: String?, heading: String) -> String {
    [title?.onOneLine ?? "", heading].filter { !$0.isEmpty }.joined(separator: ". ")
  }
}
