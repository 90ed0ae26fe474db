import Foundation
import Peruse
import Synchronization

/// A document that was opened, cut once for all questions.
struct OpenDocument: Sendable {
  /// Its name in the interface.
  var id: String
  var facts: DocumentReport
  var readable: ReadableDocument
  /// The file, where its pages can be drawn.
  var pdf: [UInt8]?

  var document: Document { readable.document }
}

/// Documents in memory. Nothing is ever written to a disk; the one used longest ago makes room for a new one.
final class DocumentStore: Sendable {
  private struct State {
    var documents: [String: OpenDocument] = [:]
    /// Oldest use first.
    var order: [String] = []
    var bytes = 0
    var next = 1
  }

  private let state = Mutex(State())
  private let maximumCount, maximumBytes: Int

  init(maximumCount: Int, maximumBytes: Int) {
    (self.maximumCount, self.maximumBytes) = (maximumCount, maximumBytes)
  }

  /// Takes a document in.
  ///
  /// - Throws: `Problem` 413 for one that is larger than all may be together.
  func add(
    _ readable: ReadableDocument, facts: DocumentReport, pdf: [UInt8]? = nil
  ) throws(Problem) -> OpenDocument {
    let size = readable.document.text.utf8.count + (pdf?.count ?? 0)
    guard size <= maximumBytes else {
      throw Problem(413, "the document's text is larger than \(maximumBytes >> 20) MB", kind: "size")
    }
    return state.withLock { state in
      while let oldest = state.order.first,
        state.documents.count >= maximumCount || state.bytes + size > maximumBytes
      {
        Self.remove(oldest, &state)
      }
      let document = OpenDocument(id: "d\(state.next)", facts: facts, readable: readable, pdf: pdf)
      state.next += 1
      state.documents[document.id] = document
      state.order.append(document.id)
      state.bytes += size
      return document
    }
  }

  /// - Throws: `Problem` 404.
  func get(_ id: String) throws(Problem) -> OpenDocument {
    let found = state.withLock { state -> OpenDocument? in
      guard let document = state.documents[id] else { return nil }
      if state.order.last != id {
        state.order.removeAll { $0 == id }
        state.order.append(id)
      }
      return document
    }
    guard let found else { throw Problem(404, "there is no document \(id.inOneColumn)", kind: "document") }
    return found
  }

  /// All documents, in the order in which they were opened.
  var all: [OpenDocument] {
    state.withLock { state in
      state.documents.values.sorted { (Int($0.id.dropFirst()) ?? 0) < (Int($1.id.dropFirst()) ?? 0) }
    }
  }

  /// - Throws: `Problem` 404.
  func remove(_ id: String) throws(Problem) {
    let existed = state.withLock { state in
      guard state.documents[id] != nil else { return false }
      Self.remove(id, &state)
      return true
    }
    guard existed else { throw Problem(404, "there is no document \(id.inOneColumn)", kind: "document") }
  }

  private static func remove(_ id: String, _ state: inout State) {
    if let document = state.documents.removeValue(forKey: id) {
      state.bytes -= document.document.text.utf8.count + (document.pdf?.count ?? 0)
    }
    state.order.removeAll { $0 == id }
  }
}
