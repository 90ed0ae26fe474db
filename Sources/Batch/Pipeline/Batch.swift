import Foundation
import Ingestion
import Platform

/// Reads many documents, works on each, and writes the results in the order of the input.
///
/// One thread finds and splits the input, `jobs` threads read and work, the calling thread writes. What lies
/// between them is bounded, so memory does not grow with the input. The output does not depend on `jobs`.
public struct Batch<Job: BatchTask>: Sendable {
  /// What to read.
  public var selection: InputSelection
  /// What to do with it.
  public var task: Job
  /// How.
  public var options: BatchOptions

  /// Creates a batch.
  public init(_ selection: InputSelection, task: Job, options: BatchOptions = BatchOptions()) {
    self.selection = selection
    self.task = task
    self.options = options
  }

  /// Records inside at a time, and their bytes.
  private static var maximumItems: Int { 512 }
  private static var maximumBytes: Int { 16 << 20 }
  /// How often the writer looks up while nothing comes.
  private static var pause: Double { 0.1 }

  /// Runs the batch.
  ///
  /// - Parameters:
  ///   - output: where results go.
  ///   - shouldStop: asked now and then; after `true` only what has begun is finished.
  ///   - progress: called now and then.
  /// - Returns: why it ended, and counts.
  /// - Throws: ``CorpusError`` where the output fails; failures of records are counted, never thrown.
  public func run(
    to output: BatchOutput, shouldStop: () -> Bool = { false },
    progress: (BatchStatistics, InputMeter) -> Void = { _, _ in }
  ) throws(CorpusError) -> BatchOutcome where Job.Output == BatchResult {
    let writer = try output.writer(for: self)
    options.isolation?.begin()
    // After the writer has made its files, so that they are known.
    let own = OwnFiles(output.ownPaths + options.otherOutputs)
    let renderer = output.renderer
    var outcome = try run(
      writer: writer, form: { try renderer.render($0, $1) }, own: own, shouldStop: shouldStop,
      progress: progress)
    outcome.changed = (writer as? Ledger)?.changedCount ?? 0
    return outcome
  }

  /// Runs the batch into `writer`.
  ///
  /// - Parameter form: makes of the task's output what the writer takes; called by all workers.
  package func run<Product: Sendable>(
    writer: any BatchWriter<Product>, form: @escaping @Sendable (BatchInput, Job.Output) throws -> Product,
    own: OwnFiles, shouldStop: () -> Bool,
    progress: (BatchStatistics, InputMeter) -> Void
  ) throws(CorpusError) -> BatchOutcome {
    let queue = WorkQueue<Product>(maximumItems: Self.maximumItems, maximumBytes: Self.maximumBytes)
    let watch = options.maximumSeconds.map { DeadlineWatch(seconds: $0) }
    let workers = Workers(
      queue: queue, task: task, options: options, known: { writer.known($0) }, watch: watch, form: form)
    // However the run ends, no thread is left waiting.
    defer { queue.stop() }
    let meter = InputMeter()
    meter.count(selection)
    find(into: queue, writer: writer, meter: meter, own: own)
    let jobs = WorkerPool.clamped(options.jobs)
    for worker in 0..<jobs { workers.start(worker) }
    var started = jobs

    let start = ContinuousClock.now
    var statistics = BatchStatistics(
      scoreEdges: task.scoreEdges, countsEmpty: task.kind == .summary || task.kind == .answers)
    var end = BatchEnd.complete
    var lastSync = start
    var lastLook = start
    loop: while true {
      let next = queue.next(until: Date(timeIntervalSinceNow: Self.pause))
      let now = ContinuousClock.now
      statistics.seconds = (now - start) / .seconds(1)
      var isIdle = true
      switch next {
      case .end: break loop
      case .nothingYet: break
      case .record(let record):
        isIdle = false
        try write(record, writer, &statistics)
        queue.written(record.ordinal)
        if statistics.errors >= options.maximumErrors ?? .max {
          end = .tooManyErrors
          break loop
        }
      }
      let sinceSync = (now - lastSync) / .seconds(1)
      if writer.pending >= options.checkpointRecords
        || writer.pending > 0 && sinceSync >= options.checkpointSeconds
      {
        try writer.sync()
        lastSync = now
      }
      guard isIdle || now - lastLook >= .milliseconds(50) else { continue }
      lastLook = now
      progress(statistics, meter)
      for late in watch?.late() ?? [] {
        queue.finish(timeout(late.item, late.key))
        workers.start(started)
        started += 1
        // Only the end of the process ends the thread that was given up.
        options.isolation?.renew()
      }
      if let isolation = options.isolation, end == .complete {
        let isLate = options.maximumSeconds.map(isolation.giveUpFinder) ?? false
        if isLate || isolation.wantsRenewal {
          end = .stopped
          queue.stop()
        }
      }
      if end == .complete, shouldStop() {
        end = .stopped
        queue.stop()
      }
    }
    try writer.sync()
    if end == .complete { try writer.finish(count: statistics.records) }
    statistics.seconds = (.now - start) / .seconds(1)
    return BatchOutcome(end: end, statistics: statistics)
  }

  private func find<Product>(
    into queue: WorkQueue<Product>, writer: any BatchWriter<Product>, meter: InputMeter, own: OwnFiles
  ) {
    var options = options.ingestion
    // A record that takes too long may also be one that does not come.
    options.maximumSilence = min(options.maximumSilence, self.options.maximumSeconds ?? .infinity)
    let (selection, reading, isolation) = (selection, options, self.options.isolation)
    let seconds = self.options.maximumSeconds
    let (naming, keepsWholeNames) = (writer.naming, writer.tellsByWholeName)
    let thread = Thread {
      var source = BatchSource(
        selection, options: reading, meter: meter, own: own, isolation: isolation, maximumSeconds: seconds,
        naming: naming, keepsWholeNames: keepsWholeNames
      ) { item in
        var item = item
        item.expected = writer.nextExpected()
        return queue.put(item)
      }
      queue.close(total: source.run())
    }
    thread.stackSize = 16 << 20
    thread.name = "peruse-finder"
    thread.start()
  }

  private func write<Product>(
    _ record: FinishedRecord<Product>, _ writer: any BatchWriter<Product>,
    _ statistics: inout BatchStatistics
  ) throws(CorpusError) {
    let isKnown = if case .known = record.outcome { true } else { false }
    statistics.add(try writer.take(record), isFresh: !isKnown)
  }

  private func timeout<Product>(_ item: BatchItem, _ key: RecordKey) -> FinishedRecord<Product> {
    let file = if case .success(let record) = item.payload { record.file } else { item.id }
    let seconds = options.maximumSeconds.map { "\($0)" } ?? ""
    let failure = BatchFailure(
      id: item.id, file: file, kind: "time", reason: "takes longer than the limit of \(seconds) seconds")
    return FinishedRecord(
      ordinal: item.ordinal, id: item.id, wholeName: item.wholeName, key: key, outcome: .failure(failure),
      sourceBytes: item.byteCount)
  }
}
