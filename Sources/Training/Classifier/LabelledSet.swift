import Evaluation
import Ingestion
import Tensors

/// All documents of a classifier's run: those to train on, and those to measure on.
struct LabelledSet: Sendable {
  /// One document: its file among all, its place there, and its labels by number.
  struct Record: Sendable, Hashable {
    var file: Int
    var index: Int
    var labels: [Int]
  }

  private let files: [LabelledDataset]
  /// Labels in order of their names.
  let labels: [String]
  /// Documents to train on, file by file.
  private(set) var records: [Record] = []
  /// Each file's documents, with its weight.
  private(set) var groups: [DataOrder.Group] = []
  /// What was found, file by file: training data first.
  private(set) var reports: [DataReport] = []
  /// Documents to measure on.
  private(set) var heldOut: [Record] = []

  /// Opens all files.
  ///
  /// - Parameter fixed: the labels of a model that training starts from.
  init(_ configuration: TrainingConfiguration, _ settings: ClassifierSettings, fixed: [String]?) throws {
    var reading = LabelledDataset.Reading()
    if !settings.labelPath.isEmpty { reading.labelPath = settings.labelPath }
    if !settings.recordPath.isEmpty { reading.options.recordPath = settings.recordPath }
    let entries = configuration.data + configuration.heldOut
    files = try entries.map { try LabelledDataset(contentsOf: $0.file, reading: reading) }
    var support: [String: Int] = [:]
    for file in files.prefix(configuration.data.count) {
      for item in file.items { for label in item.labels { support[label, default: 0] += 1 } }
    }
    labels = fixed ?? support.filter { $0.value >= settings.leastSupport }.keys.sorted()
    guard labels.count > 1 else {
      throw TrainingError(
        .data, entries.first?.file ?? "data",
        "has \(labels.count == 1 ? "one label only, \"\(labels[0])\"" : "no label"); there must be two at least"
      )
    }
    guard labels.count <= Self.mostLabels else {
      throw TrainingError(.data, entries.first?.file ?? "data", "has \(labels.count) labels")
    }
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let takesSeveral = settings.labels == .several
    let share = configuration.heldOut.isEmpty ? configuration.heldOutShare : 0
    var random = CounterRandom(seed: UInt64(configuration.seed), stream: 0x6C61_6265)
    for (place, entry) in entries.enumerated() {
      var report = try DataReport(entry)
      let first = records.count
      report.records = files[place].count + files[place].faults.count
      report.skipped = files[place].faults.map { .init(id: $0.id, reason: $0.reason) }
      for (index, item) in files[place].items.enumerated() {
        let known = item.labels.compactMap { numbers[$0] }
        if !takesSeveral, known.count != 1 || item.labels.count != 1 {
          report.skipped.append(
            .init(
              id: item.id,
              reason: item.labels.count > 1
                ? "it has \(item.labels.count) labels; set classifier.labels=several"
                : "its label is not among those that are trained"))
          continue
        }
        let record = Record(file: place, index: index, labels: known)
        if place >= configuration.data.count || share > 0 && Double(random.uniform()) < share {
          heldOut.append(record)
          report.heldOut += 1
        } else {
          records.append(record)
          report.used += 1
        }
      }
      if place < configuration.data.count {
        groups.append(DataOrder.Group(records: first..<records.count, weight: entry.weight))
      }
      reports.append(report)
    }
    if configuration.heldOutLimit > 0, heldOut.count > configuration.heldOutLimit {
      DataOrder.shuffle(&heldOut, &random)
      heldOut.removeLast(heldOut.count - configuration.heldOutLimit)
    }
  }

  private static let mostLabels = 65_536

  /// Reads a document.
  func document(_ record: Record) throws -> Document { try files[record.file].document(record.index) }

  /// `file: id`.
  func name(of record: Record) -> String {
    "\(files[record.file].path): \(files[record.file].items[record.index].id)"
  }
}
