import Foundation

/// How every JSON that Peruse prints is written.
public enum JSONCoding {
  /// Stable key order, plain slashes.
  public static func encoder(isIndented: Bool) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isIndented { encoder.outputFormatting.insert(.prettyPrinted) }
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
