import Foundation

extension JSONEncoder {
  /// The encoder of every JSON that Peruse prints: stable key order, plain slashes.
  public static func peruse(pretty: Bool) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return encoder
  }
}

/// A report with a record's stable name, where it has one.
struct IdentifiedReport: Encodable {
  var id: String?
  var report: any Encodable

  private enum CodingKeys: String, CodingKey { case id }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    guard let id else { return }
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
  }
}
