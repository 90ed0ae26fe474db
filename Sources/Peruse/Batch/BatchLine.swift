import Foundation

/// A report with the record's stable name: a line of a batch's output.
struct BatchLine<Report: Encodable>: Encodable {
  var id: String
  var report: Report

  private enum CodingKeys: String, CodingKey { case id }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
  }

  /// The line, without its end.
  func json() throws -> [UInt8] { Array(try JSONEncoder.peruse(pretty: false).encode(self)) }
}

extension BatchFailure {
  /// A document that the task could not work on.
  init(_ input: BatchInput, kind: String, _ error: any Error) {
    self.init(id: input.id, file: input.document.source.path, kind: kind, reason: "\(error)")
  }
}

extension JSONEncoder {
  /// Settings as a string that is the same from run to run.
  static func fingerprint(_ settings: some Encodable) -> String {
    (try? peruse(pretty: false).encode(settings)).map { String(decoding: $0, as: UTF8.self) } ?? "\(settings)"
  }
}
