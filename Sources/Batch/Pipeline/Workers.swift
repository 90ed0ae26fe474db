import Foundation
import Ingestion
import Platform

/// Threads that read documents, work on them and put results into the form that the writer takes.
final class Workers<Job: BatchTask, Product: Sendable>: Sendable {
  private let queue: WorkQueue<Product>
  private let task: Job
  private let form: @Sendable (BatchInput, Job.Output) throws -> Product
  private let options: BatchOptions
  /// The summary of a record whose result need not be made again.
  private let known: @Sendable (RecordKey) -> RecordSummary?
  private let watch: DeadlineWatch?

  /// Documents that are worked on together, and about how many bytes they may have.
  private static var groupItems: Int { 32 }
  private static var groupBytes: Int { 1 << 18 }
  /// Text parsing needs little, but libraries below us may need more than a thread's default.
  private static var stackBytes: Int { 16 << 20 }

  init(
    queue: WorkQueue<Product>, task: Job, options: BatchOptions,
    known: @escaping @Sendable (RecordKey) -> RecordSummary?, watch: DeadlineWatch?,
    form: @escaping @Sendable (BatchInput, Job.Output) throws -> Product
  ) {
    self.queue = queue
    self.task = task
    self.form = form
    self.options = options
    self.known = known
    self.watch = watch
  }

  /// Starts one thread, known as `worker`.
  func start(_ worker: Int) {
    let thread = Thread { [self] in work(worker) }
    thread.stackSize = Self.stackBytes
    thread.name = "peruse-worker"
    thread.start()
  }

  private func work(_ worker: Int) {
    let others = WorkerPool.clamped(options.jobs) - 1
    // With a time limit, or where one may end the process, each record is on its own, so that none pays for
    // another.
    let most = watch == nil && options.isolation == nil ? Self.groupItems : 1
    while let items = queue.take(most: most, others: others) {
      var group: [BatchItem] = []
      var bytes = 0
      for item in items {
        group.append(item)
        bytes += item.byteCount
        if bytes >= Self.groupBytes {
          process(group, worker)
          (group, bytes) = ([], 0)
        }
      }
      if !group.isEmpty { process(group, worker) }
      options.isolation?.end(worker)
      if let watch, !watch.end(worker) { return }
    }
  }

  private func process(_ items: [BatchItem], _ worker: Int) {
    var inputs: [BatchInput] = []
    var waiting: [(item: BatchItem, key: RecordKey)] = []
    for item in items {
      let key = RecordKey(item)
      watch?.begin(worker, item, key: key)
      if let isolation = options.isolation {
        isolation.begin(worker, key)
        if let cause = isolation.cause(key) {
          let file = if case .success(let record) = item.payload { record.file } else { item.id }
          let failure = BatchFailure(id: item.id, file: file, kind: cause.kind, reason: cause.words)
          finish(item, key, .failure(failure))
          continue
        }
      }
      if let expected = item.expected, expected.key == key {
        finish(item, key, .known(expected))
      } else if let kept = known(key) {
        finish(item, key, .known(kept))
      } else {
        switch document(item) {
        case .success(let document):
          inputs.append(BatchInput(id: item.id, document: document, question: item.question))
          waiting.append((item, key))
        case .failure(let failure): finish(item, key, .failure(failure))
        }
      }
    }
    guard !inputs.isEmpty else { return }
    for (index, result) in task.process(inputs).enumerated() {
      let (item, key) = waiting[index]
      switch result {
      case .success(let result):
        do {
          finish(item, key, .result(try form(inputs[index], result)))
        } catch {
          let file = inputs[index].document.source.path
          finish(
            item, key, .failure(BatchFailure(id: item.id, file: file, kind: "result", reason: "\(error)")))
        }
      case .failure(let failure): finish(item, key, .failure(failure))
      }
    }
  }

  private func document(_ item: BatchItem) -> Result<Document, BatchFailure> {
    switch item.payload {
    case .success(let record): record.read().mapError { BatchFailure(id: item.id, $0) }
    case .failure(let failure): .failure(failure)
    }
  }

  private func finish(_ item: BatchItem, _ key: RecordKey, _ outcome: FinishedRecord<Product>.Outcome) {
    queue.finish(
      FinishedRecord(
        ordinal: item.ordinal, id: item.id, wholeName: item.wholeName, key: key, outcome: outcome,
        sourceBytes: item.byteCount))
  }
}
