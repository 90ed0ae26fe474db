import Foundation
import HierarchicalModels
import Platform
import Tensors

/// What was found in one file of data.
public struct DataReport: Sendable, Hashable, Codable {
  /// A record that cannot be used.
  public struct Skipped: Sendable, Hashable, Codable {
    /// Its id, or the line that it stands in.
    public var id: String
    /// Why.
    public var reason: String
    /// Whether the rest of the record is used all the same.
    public var isPart: Bool

    /// Creates an entry.
    public init(id: String, reason: String, isPart: Bool = false) {
      (self.id, self.reason, self.isPart) = (id, reason, isPart)
    }
  }

  /// Path of the file.
  public var file: String
  /// SHA-256 in hexadecimal digits.
  public var sha256: String
  /// How often each example is used in an epoch.
  public var weight: Double
  /// Records in the file.
  public var records = 0
  /// Those that are trained on.
  public var used = 0
  /// Those that are kept apart for measuring.
  public var heldOut = 0
  /// Those that another record of the data repeats.
  public var repeated = 0
  /// Number of those that cannot be used.
  public var skippedCount: Int { skipped.count { !$0.isPart } }
  /// Those that cannot be used, each with the reason.
  public var skipped: [Skipped] = []

  /// A report on a file of which nothing has been read yet but its checksum.
  ///
  /// - Throws: ``TrainingError`` where it cannot be read.
  public init(_ entry: TrainingConfiguration.DataFile) throws(TrainingError) {
    file = entry.file
    weight = entry.weight
    sha256 = try FileChecksum.sha256(of: entry.file)
  }

  private enum CodingKeys: String, CodingKey {
    case file, sha256, weight, records, used, heldOut, repeated, skipped
  }

  /// The report without the list of what was skipped, which has a file of its own.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(sha256, forKey: .sha256)
    try container.encode(weight, forKey: .weight)
    try container.encode(records, forKey: .records)
    try container.encode(used, forKey: .used)
    try container.encode(heldOut, forKey: .heldOut)
    try container.encode(repeated, forKey: .repeated)
    try container.encode(skippedCount, forKey: .skipped)
  }

  /// Reads what was written, the list left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decode(String.self, forKey: .file)
    sha256 = try container.decode(String.self, forKey: .sha256)
    weight = try container.decode(Double.self, forKey: .weight)
    records = try container.decode(Int.self, forKey: .records)
    used = try container.decode(Int.self, forKey: .used)
    heldOut = try container.decode(Int.self, forKey: .heldOut)
    repeated = try container.decode(Int.self, forKey: .repeated)
  }
}

/// SHA-256 of files.
enum FileChecksum {
  /// Of a folder: of its files' names and checksums, in order.
  static func sha256(of path: String) throws(TrainingError) -> String {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      let digest = SHA256()
      for name in (FileManager.default.subpaths(atPath: path) ?? []).sorted() {
        let file = "\(path)/\(name)"
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
          continue
        }
        digest.update("\(name)\0\(try sha256(of: file))\n")
      }
      return digest.finishHexadecimal()
    }
    do throws(MappedFile.Failure) { return ModelFolder.checksum(of: try MappedFile(path: path)) } catch {
      throw TrainingError(.unreadable, path, "\(error.words); check the path")
    }
  }
}
