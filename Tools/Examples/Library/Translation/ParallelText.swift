import Foundation
import Training

/// Sentences in two languages: a file for each, a sentence a line, the n-th line of one the translation of
/// the n-th of the other. Words are separated by spaces. Lines of the Hansards,
/// `<s snum=0001> oh , oh ! </s>`, lose their marks.
public struct ParallelText: Sendable {
  /// A pair of languages: `en-de`.
  public struct Languages: Sendable, Hashable {
    /// Ends of the files' names.
    public var source, target: String

    /// Nil where it is not two names with a hyphen between them.
    public init?(_ text: String) {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), parts[0] != parts[1] else { return nil }
      (source, target) = (parts[0], parts[1])
    }

    /// The file with the translation of another: `train.en` has `train.de`, and where languages are written
    /// by one letter, `test.e` has `test.f`.
    ///
    /// - Throws: `TrainingError` where the file's name ends in neither.
    public func partner(of path: String) throws(TrainingError) -> String {
      for (here, there) in [(source, target), (String(source.prefix(1)), String(target.prefix(1)))]
      where path.hasSuffix("." + here) {
        return path.dropLast(here.count) + there
      }
      throw TrainingError(
        .data, path, "its name should end in .\(source), and its translation's in .\(target)")
    }
  }

  /// The files.
  public let sourcePath, targetPath: String
  /// The sentences.
  public let source, target: [String]

  /// Reads a file and its translation.
  ///
  /// - Parameter isLowercased: whether letters are made small.
  /// - Throws: `TrainingError`, naming the file.
  public init(_ path: String, _ languages: Languages, isLowercased: Bool) throws(TrainingError) {
    sourcePath = path
    targetPath = try languages.partner(of: path)
    source = try Self.lines(of: sourcePath, isLowercased)
    target = try Self.lines(of: targetPath, isLowercased)
    guard source.count == target.count else {
      throw TrainingError(
        .data, targetPath, "has \(target.count) lines, and \(sourcePath) has \(source.count)")
    }
  }

  /// The lines of a file, an empty last one left out.
  public static func lines(of path: String, _ isLowercased: Bool) throws(TrainingError) -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError(.unreadable, path, "no such file, or it may not be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw TrainingError(.data, path, "it is not UTF-8")
    }
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in
      let plain = unmarked(line)
      return isLowercased ? plain.lowercased() : String(plain)
    }
  }

  private static func unmarked(_ line: Substring) -> Substring {
    guard line.hasPrefix("<s snum="), let end = line.firstIndex(of: ">") else { return line }
    let rest = line[line.index(after: end)...]
    return rest.range(of: "</s>", options: .backwards).map { rest[..<$0.lowerBound] } ?? rest
  }
}
