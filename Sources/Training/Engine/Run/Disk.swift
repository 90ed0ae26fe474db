import Foundation
import Platform
import Tensors

/// Writing, with errors that say which file and why.
enum Disk {
  /// `value` as indented JSON that ends with a line feed.
  ///
  /// - Throws: `disk` where it has no JSON, as a number that is not finite; nothing half written is then left
  ///   in its place.
  static func json(_ value: some Encodable, for path: String) throws(TrainingError) -> [UInt8] {
    do { return Array((try JSONValue(encoding: value).text + "\n").utf8) } catch {
      throw failure(path, "cannot be written as JSON: \(error)")
    }
  }

  static func failure(_ path: String, _ words: String) -> TrainingError {
    TrainingError(.disk, path, "cannot be written: \(words); make room or choose another folder, then resume")
  }

  private static var systemWords: String { String(cString: strerror(errno)) }

  /// The bytes of a file.
  static func read(_ path: String) throws(MappedFile.Failure) -> [UInt8] {
    let file = try MappedFile(path: path)
    // The mapping lasts as long as the file does, and nothing else holds on to it.
    return withExtendedLifetime(file) { Array(file.bytes) }
  }

  /// Replaces a file as a whole.
  static func write(_ bytes: [UInt8], to path: String) throws(TrainingError) {
    do throws(AtomicFile.Failure) {
      let file = try AtomicFile(path: path)
      try file.append(bytes)
      try file.finish()
    } catch { throw failure(path, error.words) }
  }

  /// Writes at the end of a file.
  static func append(_ bytes: [UInt8], to path: String) throws(TrainingError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path, systemWords) }
    defer { close(descriptor) }
    do throws(SystemError) { try Descriptor.write(descriptor, bytes) } catch {
      throw failure(path, error.words)
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(TrainingError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch { throw failure(path, "the folder cannot be made") }
  }

  /// Gives a folder its name, once everything in it is safe. One that has the name already steps aside until
  /// then.
  static func publish(_ folder: String, as name: String) throws(TrainingError) {
    Descriptor.syncFolder(folder)
    let aside = name + ".old"
    if FileManager.default.fileExists(atPath: name) {
      try? FileManager.default.removeItem(atPath: aside)
      guard rename(name, aside) == 0 else { throw failure(name, systemWords) }
    }
    guard rename(folder, name) == 0 else { throw failure(name, systemWords) }
    Descriptor.syncFolder(of: name)
    try? FileManager.default.removeItem(atPath: aside)
  }

  /// Takes a folder away. Renamed first, so that nobody takes a half of it for a whole.
  static func remove(_ folder: String) {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    let doomed = folder + ".gone"
    try? FileManager.default.removeItem(atPath: doomed)
    if rename(folder, doomed) == 0 { try? FileManager.default.removeItem(atPath: doomed) }
  }

  /// Clears a folder of what a killed process left half done.
  static func sweep(_ folder: String) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".old"), !files.fileExists(atPath: String(path.dropLast(4))) {
        rename(path, String(path.dropLast(4)))
      } else if [".partial", ".gone", ".old"].contains(where: name.hasSuffix) {
        try? files.removeItem(atPath: path)
      }
    }
  }
}
