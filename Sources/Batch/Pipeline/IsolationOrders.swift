import Foundation
import Platform

/// What the process that watches tells the next one that works: which records and files have ended processes
/// before it and are left alone, and which of several may have, so that it takes them one at a time.
package struct IsolationOrders {
  /// Why something is left alone.
  package struct Cause: Equatable {
    /// Kind of the failure, one word.
    package var kind: String
    package var words: String

    package init(kind: String, words: String) { (self.kind, self.words) = (kind, words) }
  }

  package var records: [RecordKey: Cause] = [:]
  /// A file's cause, and how many of its records are taken before it is left.
  package var files: [String: (after: Int, cause: Cause)] = [:]
  package var suspectRecords: Set<RecordKey> = []
  package var suspectFiles: Set<String> = []

  package init() {}

  static func path(in folder: String) -> String { folder + "/orders" }

  package mutating func leaveAlone(_ culprit: IsolationNotes.Culprit, _ cause: Cause) {
    switch culprit {
    case .record(let key): records[key] = cause
    case .file(let path, let after): files[path] = (min(after, files[path]?.after ?? after), cause)
    }
  }

  package mutating func suspect(_ culprits: [IsolationNotes.Culprit]) {
    (suspectRecords, suspectFiles) = ([], [])
    for culprit in culprits {
      switch culprit {
      case .record(let key): suspectRecords.insert(key)
      case .file(let path, _): suspectFiles.insert(path)
      }
    }
  }

  // MARK: Lines

  /// - Throws: `CorpusError.cannotWrite`.
  package func write(to folder: String) throws(CorpusError) {
    var lines: [[String]] = records.map { ["record", $0.key.text, $0.value.kind, $0.value.words] }
    lines += files.map {
      ["file", Self.packed($0.key), "\($0.value.after)", $0.value.cause.kind, $0.value.cause.words]
    }
    lines +=
      suspectRecords.map { ["suspect-record", $0.text] }
      + suspectFiles.map { ["suspect-file", Self.packed($0)] }
    let text = lines.map { $0.joined(separator: "\t") + "\n" }.joined()
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: Self.path(in: folder)), options: .atomic) } catch
    {
      throw .cannotWrite(path: Self.path(in: folder), reason: "\(error.localizedDescription)")
    }
  }

  /// Reads the orders in `folder`; `nil` where there are none, as for the first process.
  package static func read(from folder: String) -> IsolationOrders? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path(in: folder))) else { return nil }
    var orders = IsolationOrders()
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      switch (fields[0], fields.count) {
      case ("record", 4):
        guard let key = RecordKey(fields[1]) else { continue }
        orders.records[key] = Cause(kind: String(fields[2]), words: String(fields[3]))
      case ("file", 5):
        guard let path = unpacked(fields[1]), let after = Int(fields[2]) else { continue }
        orders.files[path] = (after, Cause(kind: String(fields[3]), words: String(fields[4])))
      case ("suspect-record", 2): if let key = RecordKey(fields[1]) { orders.suspectRecords.insert(key) }
      case ("suspect-file", 2): if let path = unpacked(fields[1]) { orders.suspectFiles.insert(path) }
      default: continue
      }
    }
    return orders
  }

  /// A path may hold anything, tabs and line ends too.
  private static func packed(_ path: String) -> String { Data(path.utf8).base64EncodedString() }
  private static func unpacked(_ text: Substring) -> String? {
    Data(base64Encoded: String(text)).map { String(decoding: $0, as: UTF8.self) }
  }
}
