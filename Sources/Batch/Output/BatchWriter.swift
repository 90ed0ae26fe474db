/// Takes finished records in order. ``nextExpected()`` is asked by the thread that finds the input, everything else
/// by the one that writes.
package protocol BatchWriter<Product>: Sendable {
  /// What it takes.
  associatedtype Product: Sendable

  /// Results that need not be made again.
  var known: KeptResults { get }
  /// Records not safe yet.
  var pending: Int { get }
  /// What an earlier run wrote at the next position.
  func nextExpected() -> JournalEntry?
  /// Writes the next record.
  func take(_ record: FinishedRecord<Product>) throws(CorpusError) -> JournalEntry
  /// Makes everything safe.
  func sync() throws(CorpusError)
  /// All input has been seen.
  func finish(count: Int) throws(CorpusError)
}

extension Ledger: BatchWriter {
  package var known: KeptResults { results }
}

/// Writes to standard output, where nothing can be resumed.
final class StreamWriter: BatchWriter, @unchecked Sendable {
  let known = KeptResults()
  let pending = 1
  private let results: StreamSink
  /// Where failures go; `nil` for among the results, each in its record's place.
  private let errors: StreamSink?

  /// Keeps the file of errors locked.
  private let errorFile: AppendFile?

  /// - Parameter errors: a file of their own, locked and empty.
  init(results: StreamSink, errors errorFile: AppendFile?) {
    self.results = results
    self.errorFile = errorFile
    errors = errorFile.map { StreamSink(descriptor: $0.descriptor, name: $0.path) }
  }

  func nextExpected() -> JournalEntry? { nil }

  func take(_ record: FinishedRecord<RenderedResult>) throws(CorpusError) -> JournalEntry {
    var entry = JournalEntry(
      ordinal: record.ordinal, key: record.key, output: 0..<0, errors: 0..<0,
      sourceBytes: record.sourceBytes, words: 0, score: nil, kind: nil)
    switch record.outcome {
    case .known: break
    case .result(let result):
      (entry.words, entry.score) = (result.words, result.score)
      try results.append(result.bytes)
    case .failure(let failure):
      entry.kind = failure.kind
      try errors?.append(failure.jsonLine)
      if errors == nil { try results.append(failure.nestedLine) }
    }
    return entry
  }

  func sync() throws(CorpusError) {
    try results.flush()
    try errors?.flush()
  }

  func finish(count: Int) {}
}

extension BatchFailure {
  /// The failure as a line among results: `{"error":{…},"id":…}`.
  var nestedLine: [UInt8] {
    var writer = JSONWriter()
    writer.object { object in
      object.raw("error", jsonLine.dropLast())
      object["id"] = id
    }
    return writer.bytes + [0x0A]
  }
}
