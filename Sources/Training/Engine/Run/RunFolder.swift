import Foundation

/// The folder of one run:
///
///     run.json            what was asked for, and with what: configuration, seed, checksums, versions
///     metrics.csv         a row every few steps; loss.svg, the same as a drawing
///     skipped.tsv         records that could not be used, each with the reason
///     checkpoints/        the last two, as step-00000200
///     measured/           models that a kept checkpoint holds for the best so far
///     model/              the finished model
public final class RunFolder: @unchecked Sendable {
  /// Path of the folder.
  public let path: String
  private let lock: Int32

  /// Makes the folder where it is missing, and keeps other processes out of it until this one ends.
  ///
  /// - Throws: ``TrainingError`` where another run is at work in it, or it cannot be written.
  public init(at path: String) throws(TrainingError) {
    self.path = path
    try Disk.makeFolder(path)
    lock = open(path + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw Disk.failure(path + "/.lock", String(cString: strerror(errno))) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw TrainingError(.run, path, "another process is training in this folder; wait for it or stop it")
    }
  }

  deinit { close(lock) }

  /// The record of the run.
  public var record: String { path + "/run.json" }
  /// The metrics.
  public var metrics: String { path + "/metrics.csv" }
  /// The drawing of the metrics.
  public var curve: String { path + "/loss.svg" }
  /// What was skipped.
  public var skipped: String { path + "/skipped.tsv" }
  /// The finished model.
  public var model: String { path + "/model" }

  /// Whether a run was begun here.
  public var isUsed: Bool { FileManager.default.fileExists(atPath: record) }

  private static func name(_ step: Int) -> String {
    let digits = "\(step)"
    return "step-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// Where the model measured after a step is kept.
  func measured(_ step: Int) -> String { "\(path)/measured/\(Self.name(step))" }

  /// Checkpoints, the newest first.
  func checkpoints() -> [(step: Int, checkpoint: Checkpoint)] {
    steps(in: "checkpoints").sorted(by: >).map { ($0, checkpoint($0)) }
  }

  /// The place of a step's checkpoint.
  func checkpoint(_ step: Int) -> Checkpoint { Checkpoint(path: "\(path)/checkpoints/\(Self.name(step))") }

  private func steps(in folder: String) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
    return names.compactMap { name in
      guard name.hasPrefix("step-"), let step = Int(name.dropFirst(5)), Self.name(step) == name else {
        return nil
      }
      return step
    }
  }

  /// Takes away all checkpoints but these, and models that no kept checkpoint holds for the best.
  func keep(checkpoints kept: Set<Int>, measured models: Set<Int>) {
    for step in steps(in: "checkpoints") where !kept.contains(step) { Disk.remove(checkpoint(step).path) }
    for step in steps(in: "measured") where !models.contains(step) { Disk.remove(measured(step)) }
  }

  /// Takes away what a killed process left half done.
  func sweep() { for folder in ["", "/checkpoints", "/measured"] { Disk.sweep(path + folder) } }
}
