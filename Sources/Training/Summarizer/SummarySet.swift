import Evaluation
import Tensors
import Tokenization

/// All documents of a summarizer's run: those to train on, with or without summaries, and those to measure
/// on.
///
/// Documents are read again when they are asked for, so that a set takes no more memory than its longest
/// record.
struct SummarySet: Sendable {
  /// One document: its file among all, and its place there.
  struct Record: Sendable, Hashable {
    var file: Int
    var index: Int
    var id: String
  }

  /// All files, training data first.
  private let files: [SummaryDataset]
  /// Documents to train on, file by file.
  private(set) var records: [Record] = []
  /// Each file's documents, with its weight.
  private(set) var groups: [DataOrder.Group] = []
  /// What was found, file by file: training data first.
  private(set) var reports: [DataReport] = []
  /// Documents to measure on, file by file.
  private(set) var heldOut: [[Record]] = []

  /// Opens all files, and looks at each record once.
  init(_ configuration: TrainingConfiguration) throws {
    let entries = configuration.data + configuration.heldOut
    files = try entries.map { try SummaryDataset(contentsOf: $0.file) }
    var known: Set<UInt64> = []
    let share = configuration.heldOut.isEmpty ? configuration.heldOutShare : 0
    // Held-out files first: what stands there is not trained on.
    for file in configuration.data.count..<entries.count {
      var report = try DataReport(entries[file])
      heldOut.append(
        look(at: file, needsReference: true, &report, &known).map(\.record))
      report.heldOut = heldOut.last?.count ?? 0
      reports.append(report)
    }
    var trained: [DataReport] = []
    for file in configuration.data.indices {
      var report = try DataReport(entries[file])
      let first = records.count
      var held: [Record] = []
      for (record, hash, hasReference) in look(at: file, needsReference: false, &report, &known) {
        let draw = CounterRandom.block(seed: UInt64(configuration.seed), stream: hash, index: 0).x
        if hasReference, share > 0, Double(draw) < share * 0x1p32 {
          held.append(record)
          report.heldOut += 1
        } else {
          records.append(record)
          report.used += 1
        }
      }
      if !held.isEmpty { heldOut.append(held) }
      groups.append(DataOrder.Group(records: first..<records.count, weight: entries[file].weight))
      trained.append(report)
    }
    reports = trained + reports
    limit(configuration.heldOutLimit, configuration.seed)
  }

  /// Reads a record.
  func document(_ record: Record) throws(EvaluationError) -> SummaryRecord {
    try files[record.file].record(at: record.index, needsReference: false)
  }

  /// `file: id`.
  func name(of record: Record) -> String { "\(files[record.file].path): \(record.id)" }

  private func look(
    at file: Int, needsReference: Bool, _ report: inout DataReport, _ known: inout Set<UInt64>
  ) -> [(record: Record, hash: UInt64, hasReference: Bool)] {
    var found: [(record: Record, hash: UInt64, hasReference: Bool)] = []
    for index in 0..<files[file].count {
      report.records += 1
      do {
        let record = try files[file].record(at: index, needsReference: needsReference)
        let hash = record.document.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
          ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        guard record.sentences.count > 2 else {
          report.skipped.append(.init(id: record.id, reason: "it has fewer than three sentences"))
          continue
        }
        guard known.insert(hash).inserted else {
          report.repeated += 1
          continue
        }
        let hasReference = record.references.contains { !$0.isEmpty }
        found.append((Record(file: file, index: index, id: record.id), hash, hasReference))
      } catch {
        report.skipped.append(.init(id: error.place ?? "\(index)", reason: error.reason))
      }
    }
    return found
  }

  /// Keeps about `count` documents to measure on, as many of each file.
  private mutating func limit(_ count: Int, _ seed: Int) {
    guard count > 0, !heldOut.isEmpty else { return }
    let each = max(1, count / heldOut.count)
    for file in heldOut.indices where heldOut[file].count > each {
      var random = CounterRandom(seed: UInt64(seed), stream: 0x6865_6C64 + UInt64(file))
      DataOrder.shuffle(&heldOut[file], &random)
      heldOut[file].removeLast(heldOut[file].count - each)
      heldOut[file].sort { $0.index < $1.index }
    }
  }
}
