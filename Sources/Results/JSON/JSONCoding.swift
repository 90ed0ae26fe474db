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
package struct IdentifiedReport: Encodable {
  var id: String?
  var report: any Encodable

  package init(id: String?, report: any Encodable) { (self.id, self.report) = (id, report) }

  private enum CodingKeys: String, CodingKey { case id }

  package func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    guard let id else { return }
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
  }
}
