import Foundation
import Platform

/// `run.json`: what was asked for, with what, by which program. The same record on the same files gives the
/// same weights.
public struct RunRecord: Sendable, Hashable, Codable {
  /// What is trained.
  public var task: String
  /// The whole configuration, defaults included.
  public var configuration: JSONValue
  /// The seed, once more, where it is looked for.
  public var seed: Int
  /// Training data with their checksums, and what was found in them.
  public var data: [DataReport]
  /// The weights that training started from.
  public var start: FileRecord?
  /// Weights of the model, and those of them that are trained.
  public var parameters: Int
  /// Weights that are trained.
  public var trainable: Int
  /// Version of Peruse.
  public var version: String
  /// Commit of the sources that the program was built from, where it lies among them.
  public var git: String?

  /// SHA-256 over what decides the weights.
  ///
  /// - Throws: `run` where the record has no JSON, as with a number that is not finite.
  func fingerprint() throws(TrainingError) -> String {
    var decisive = self
    (decisive.version, decisive.git) = ("", nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do { return SHA256.hexadecimal(of: Array(try encoder.encode(decisive))) } catch {
      throw TrainingError(.run, "the configuration", "cannot be written as JSON: \(error)")
    }
  }

  func write(to path: String) throws(TrainingError) {
    try Disk.write(try Disk.json(self, for: path), to: path)
  }

  /// Reads a record.
  ///
  /// - Throws: ``TrainingError`` where there is none, or it is damaged.
  public init(contentsOf path: String) throws(TrainingError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError(.run, path, "there is no such file: no run was begun in this folder")
    }
    do { self = try JSONDecoder().decode(RunRecord.self, from: data) } catch {
      throw TrainingError(.run, path, "is damaged or of another version; begin a new run")
    }
  }

  init(
    task: String, configuration: JSONValue, seed: Int, data: [DataReport], start: FileRecord?,
    parameters: Int,
    trainable: Int, version: String
  ) {
    (self.task, self.configuration, self.seed, self.data) = (task, configuration, seed, data)
    (self.start, self.parameters, self.trainable, self.version) = (start, parameters, trainable, version)
    git = GitCommit.ofProgram
  }
}

/// The commit of the working copy in which the program lies, read from its files.
enum GitCommit {
  static var ofProgram: String? {
    guard let program = Bundle.main.executablePath else { return nil }
    var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<12 where folder.path != "/" {
      if let commit = commit(in: folder.appendingPathComponent(".git")) { return commit }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  private static func text(_ file: URL) -> String? {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func commit(in git: URL) -> String? {
    var git = git
    // A second working copy has a file that says where its folder is.
    if let link = text(git), link.hasPrefix("gitdir: ") {
      git = URL(fileURLWithPath: String(link.dropFirst(8)), relativeTo: git.deletingLastPathComponent())
    }
    guard let head = text(git.appendingPathComponent("HEAD")) else { return nil }
    guard head.hasPrefix("ref: ") else { return head }
    let reference = String(head.dropFirst(5))
    var shared = git
    if let common = text(git.appendingPathComponent("commondir")) {
      shared = URL(fileURLWithPath: common, relativeTo: git)
    }
    for folder in [git, shared] {
      if let commit = text(folder.appendingPathComponent(reference)) { return commit }
    }
    let packed = text(shared.appendingPathComponent("packed-refs"))?.split(separator: "\n") ?? []
    return packed.first { $0.hasSuffix(" \(reference)") }.map { String($0.prefix { $0 != " " }) }
  }
}
