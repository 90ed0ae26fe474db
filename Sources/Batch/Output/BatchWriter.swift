/// Takes finished records in order. `nextExpected()` is asked by the thread that finds the input,
/// `known(_:)` by all that work, everything else by the one that writes.
package protocol BatchWriter<Product>: Sendable {
  /// What it takes.
  associatedtype Product: Sendable

  /// What records are called: as in the run that it goes on with.
  var naming: RecordNaming { get }
  /// Whether records are told by their names with the whole path of the input, ``FinishedRecord/wholeName``:
  /// where many runs write, each with inputs of its own.
  var tellsByWholeName: Bool { get }
  /// Records not safe yet.
  var pending: Int { get }
  /// What an earlier run wrote at the next position.
  func nextExpected() -> RecordSummary?
  /// What is known of a record with this key, whose result need not be made again, wherever it stood.
  func known(_ key: RecordKey) -> RecordSummary?
  /// Writes the next record.
  func take(_ record: FinishedRecord<Product>) throws(CorpusError) -> RecordSummary
  /// Makes everything safe.
  func sync() throws(CorpusError)
  /// All input has been seen.
  func finish(count: Int) throws(CorpusError)
}

extension BatchWriter {
  package var naming: RecordNaming { .belowInput }
  package var tellsByWholeName: Bool { false }
}

extension Ledger: BatchWriter {
  package var naming: RecordNaming { journal.naming }
}

/// Writes to standard output, where nothing can be resumed.
final class StreamWriter: BatchWriter, @unchecked Sendable {
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

  func nextExpected() -> RecordSummary? { nil }

  func known(_ key: RecordKey) -> RecordSummary? { nil }

  func take(_ record: FinishedRecord<RenderedResult>) throws(CorpusError) -> RecordSummary {
    var summary = RecordSummary(key: record.key, sourceBytes: record.sourceBytes)
    switch record.outcome {
    case .known: break
    case .result(let result):
      (summary.words, summary.score) = (result.words, result.score)
      try results.append(result.bytes)
    case .failure(let failure):
      summary.fail(failure)
      try errors?.append(failure.jsonLine)
      if errors == nil { try results.append(failure.nestedLine) }
    }
    return summary
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
