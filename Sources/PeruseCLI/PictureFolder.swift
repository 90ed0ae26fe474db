import ArgumentParser
import Foundation
import Peruse
import Platform

/// Where drawings of results are written, as SVG files.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write drawings as SVG files into this folder: of what --explain shows, and of a summary the salience of all sentences.",
      valueName: "folder"),
    completion: .directory)
  var pictures: String?
}

/// A folder of drawings: `report-attention.svg`, a second result of the same file as
/// `report-2-attention.svg`.
struct PictureFolder {
  private let folder: String
  private var results: [String: Int] = [:]
  private var count = 0

  /// Nothing without a folder.
  init?(_ options: PictureOptions) {
    guard let folder = options.pictures else { return nil }
    self.folder = folder
  }

  /// Writes the drawings of a result.
  ///
  /// - Throws: a failure that names the file.
  mutating func write(_ result: TaskResult) throws {
    let drawings = result.drawings
    guard !drawings.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotCreate, "\(folder.inOneColumn): the folder for pictures cannot be made")
    }
    let stem = Self.stem(of: result.parts.first?.path ?? "-")
    let number = (results[stem] ?? 0) + 1
    results[stem] = number
    for drawing in drawings {
      let path = "\(folder)/\(stem)\(number > 1 ? "-\(number)" : "")-\(drawing.kind).svg"
      do throws(AtomicFile.Failure) {
        let file = try AtomicFile(path: path)
        try file.append(Array(drawing.svg.utf8))
        try file.finish()
      } catch { throw Failure(.io, "\(path.inOneColumn): \(error.words)") }
      count += 1
    }
  }

  /// Says how much was written.
  func finish(quiet: Bool) {
    guard !quiet else { return }
    Console.error(
      count > 0
        ? "\(count) picture\(count == 1 ? "" : "s") in \(folder.inOneColumn)" : "nothing to draw: no pictures"
    )
  }

  /// The last part of a path without its ending, of characters that every file system takes.
  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let bare = name.lastIndex(of: ".").map { $0 > name.startIndex ? String(name[..<$0]) : name } ?? name
    let safe = bare.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" ? scalar : "-"
    }
    let stem = String(String.UnicodeScalarView(safe)).prefix(60).drop { $0 == "-" }
    return stem.isEmpty ? "result" : String(stem)
  }
}
