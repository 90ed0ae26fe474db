import Foundation

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
