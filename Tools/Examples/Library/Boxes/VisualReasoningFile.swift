import Foundation
import Training

/// Sentences about pictures of three boxes: lines of JSON and a folder of PNG files, as Natural Language for
/// Visual Reasoning is published (Suhr et al. 2017; CC BY 4.0).
public enum VisualReasoningFile {
  /// A sentence, whether it is true, and the file of its picture.
  public struct Record: Sendable, Hashable {
    /// As it was written.
    public var sentence: String
    /// Whether it is so.
    public var isTrue: Bool
    /// The PNG file.
    public var picture: String
    /// What tells sentences apart: pictures of one sentence have it in common.
    public var group: String
    /// Its line, from 1.
    public var line: Int
  }

  private struct Line: Decodable {
    var sentence, label, identifier: String
  }

  /// Reads `FOLDER/NAME.json`, whose pictures lie in `FOLDER/NAME/images` and folders of it. Only sentences
  /// and labels are read: what the pictures were drawn from is not looked at.
  ///
  /// - Throws: `TrainingError`, naming the file and line.
  public static func read(_ name: String, in folder: String) throws(TrainingError) -> [Record] {
    let path = "\(folder)/\(name).json", images = "\(folder)/\(name)/images"
    var places: [String: String] = [:]
    for file in FileManager.default.enumerator(atPath: images)?.compactMap({ $0 as? String }) ?? [] {
      places[(file as NSString).lastPathComponent] = "\(images)/\(file)"
    }
    let file = try JSONLinesFile(path: path)
    var records: [Record] = []
    for index in 0..<file.count {
      let line = try file.decode(index, as: Line.self), number = file.number(of: index)
      guard line.label == "true" || line.label == "false" else {
        throw TrainingError(.data, path, place: "line \(number)", "label is neither true nor false")
      }
      guard let picture = places["\(name)-\(line.identifier)-0.png"] else {
        throw TrainingError(
          .data, path, place: "line \(number)",
          "\(images) has no picture \(name)-\(line.identifier)-0.png")
      }
      records.append(
        Record(
          sentence: line.sentence, isTrue: line.label == "true", picture: picture,
          group: line.identifier.split(separator: "-").first.map(String.init) ?? line.identifier,
          line: number))
    }
    return records
  }

  /// What a model sees of a picture.
  ///
  /// - Throws: `TrainingError`, naming the file.
  static func segments(_ picture: String) throws(TrainingError) -> PictureSegments {
    let pixels = try PNGPicture(readingFrom: picture)
    guard pixels.width == BoxScene.width, pixels.height == BoxScene.side else {
      throw TrainingError(
        .data, picture,
        "has \(pixels.width) by \(pixels.height) pixels, and three boxes have \(BoxScene.width) by \(BoxScene.side)"
      )
    }
    return PictureSegments(rgb: pixels.rgb)
  }
}
