import FoundationEssentials
import Platform
import Tensors

/// Names a model and the files that belong to it: `manifest.json` in the model's folder.
public struct ModelManifest: Sendable, Hashable, Codable {
  /// The model's name.
  public var name: String
  /// The model's version.
  public var version: String
  /// What it does, where it comes from, and under which licence.
  public var about: String
  /// SHA-256 in hexadecimal digits, by file name.
  public var sha256: [String: String]
  /// SHA-256 of the weights of other models that this one was trained on top of, by their part: `encoder`. It
  /// gives what it was measured to give on those weights only.
  public var requires: [String: String]?

  /// Creates a manifest.
  public init(
    name: String, version: String, about: String, sha256: [String: String], requires: [String: String]? = nil
  ) {
    (self.name, self.version, self.about, self.sha256) = (name, version, about, sha256)
    self.requires = requires
  }
}

/// One model: `config.json`, `model.safetensors`, `vocab.txt`, and a `manifest.json` with their checksums.
///
/// A folder without a manifest, as the ecosystem has them, can be opened too; then there is nothing to
/// verify, and the model goes by the name in its configuration.
public struct ModelFolder: Sendable {
  /// Path of the folder.
  public let path: String
  /// What the folder says of itself.
  public let manifest: ModelManifest?
  /// The weights, mapped and checked.
  public let weights: SafeTensors
  /// SHA-256 of the weights in hexadecimal digits.
  public internal(set) var sha256: String

  /// The name of the weights' file.
  public static let weightsName = "model.safetensors"

  /// Path of the vocabulary, one word piece a line.
  public var vocabularyPath: String { path + "/vocab.txt" }
  /// Path of the configuration.
  public var configurationPath: String { path + "/config.json" }

  /// Opens the folder, and verifies each file that the manifest names.
  public init(at path: String) throws(ModelError) {
    try self.init(weightsUnverified: path)
    sha256 = try verifyWeights()
  }

  /// Opens the folder and verifies all but the weights, which are most of it: nothing made of them may be
  /// used before `verifyWeights()` has returned.
  init(weightsUnverified path: String) throws(ModelError) {
    self.path = path
    let manifestPath = path + "/manifest.json"
    manifest =
      FileManager.default.fileExists(atPath: manifestPath)
      ? try decodeJSON(ModelManifest.self, at: manifestPath) : nil
    do throws(SafeTensorsError) { weights = try SafeTensors(path: "\(path)/\(Self.weightsName)") } catch {
      throw ModelError(error)
    }
    sha256 = ""
    for (name, expected) in manifest?.sha256 ?? [:] where name != Self.weightsName {
      guard !name.contains("/") else {
        throw ModelError(manifestPath, .malformed("\"\(name)\" is not the name of a file in this folder"))
      }
      _ = try Self.verified(mapped("\(path)/\(name)"), expected)
    }
  }

  /// Compares the weights with the manifest, and returns their SHA-256.
  func verifyWeights() throws(ModelError) -> String {
    try Self.verified(weights.file, manifest?.sha256[Self.weightsName])
  }

  private static func verified(_ file: MappedFile, _ expected: String?) throws(ModelError) -> String {
    let present = checksum(of: file)
    if let expected, expected.lowercased() != present {
      throw ModelError(file.path, .checksum(expected: expected, present: present))
    }
    return present
  }

  /// SHA-256 of a file in hexadecimal digits.
  public static func checksum(of file: MappedFile) -> String {
    SHA256.hexadecimal(of: file.bytes)
  }
}

func mapped(_ path: String) throws(ModelError) -> MappedFile {
  do throws(MappedFile.Failure) { return try MappedFile(path: path) } catch {
    throw ModelError(path, .io(error.words))
  }
}
