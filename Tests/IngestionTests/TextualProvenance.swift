import Foundation
import Ingestion
import Testing

/// Holds a document against the file that it was read from: whatever range of text is asked for, cutting its bytes out of
/// the file, decoding them and undoing the markup gives that text, white space aside.
enum TextualProvenance {
  typealias Undo = (String) -> String

  /// Checks every block and `samples` random ranges on character boundaries.
  static func expect(
    _ document: Document, from file: [UInt8], encoding: String.Encoding = .utf8, samples: Int = 40,
    seed: UInt64 = 1, undo: Undo, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if let problem = firstProblem(
      document, from: file, encoding: encoding, samples: samples, seed: seed, undo: undo)
    {
      Issue.record("\(problem)", sourceLocation: sourceLocation)
    }
  }

  /// The first violation, in words.
  static func firstProblem(
    _ document: Document, from file: [UInt8], encoding: String.Encoding = .utf8, samples: Int = 40,
    seed: UInt64 = 1, undo: Undo
  ) -> String? {
    if let problem = layoutProblem(document) { return problem }
    for block in document.blocks {
      if let problem = problem(block.textRange, document, file, encoding, undo) { return problem }
      let text = document.text(in: block.textRange)
      if collapse(text).isEmpty { return "empty block \(block)" }
    }
    var generator = SplitMix(seed: seed)
    for _ in 0..<samples {
      guard let block = document.blocks.randomElement(using: &generator) else { break }
      let text = document.text(in: block.textRange)
      var boundaries = [0]
      for character in text { boundaries.append(boundaries[boundaries.count - 1] + character.utf8.count) }
      let a = boundaries.randomElement(using: &generator) ?? 0
      let b = boundaries.randomElement(using: &generator) ?? 0
      if a == b { continue }
      let start = block.textRange.lowerBound
      if let problem = problem(start + min(a, b)..<start + max(a, b), document, file, encoding, undo) {
        return problem
      }
    }
    return nil
  }

  private static func layoutProblem(_ document: Document) -> String? {
    var end = 0
    for (index, block) in document.blocks.enumerated() {
      let expected = index == 0 ? 0 : end + 2
      if block.textRange.lowerBound != expected {
        return "block \(index) begins at \(block.textRange), not \(expected)"
      }
      end = block.textRange.upperBound
      if block.elementPath.first != "/" { return "block \(index) has the path '\(block.elementPath)'" }
    }
    if end != document.text.utf8.count { return "text goes on behind the last block" }
    for section in document.sections where section.blocks.isEmpty {
      return "empty section '\(section.heading)'"
    }
    return nil
  }

  private static func problem(
    _ range: Range<Int>, _ document: Document, _ file: [UInt8], _ encoding: String.Encoding, _ undo: Undo
  ) -> String? {
    let text = document.text(in: range)
    let wanted = collapse(text)
    if wanted.isEmpty { return nil }
    guard let place = document.provenance(of: range) else { return "no source for '\(text)'" }
    guard place.bytes.byteStart >= 0, place.bytes.byteEnd <= file.count else {
      return "\(place) lies outside the file"
    }
    var bytes: [UInt8] = []
    var at = place.bytes.byteStart
    for omission in place.omitted {
      if omission.byteStart > at { bytes += file[at..<omission.byteStart] }
      at = max(at, omission.byteEnd)
    }
    bytes += file[at..<place.bytes.byteEnd]
    guard let decoded = String(bytes: bytes, encoding: encoding) else { return "\(place) is no whole text" }
    let undone = collapse(undo(decoded))
    return undone == wanted
      ? nil : "source '\(decoded)' at \(place.bytes) gives '\(undone)', but the text is '\(wanted)'"
  }

  /// ASCII white space made single spaces, none at the edges. Compared by scalars, not by canonical equivalence.
  static func collapse(_ text: String) -> [String] {
    text.unicodeScalars.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\u{0C}" }
      .map { String(String.UnicodeScalarView($0)) }
  }
}
