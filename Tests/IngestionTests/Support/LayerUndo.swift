import Ingestion
import TestSupport
import Testing

/// Undoes markup by a function of the decoded piece, in the file or in the member that the place names.
struct LayerUndo: MarkupUndo {
  /// Members of a container, uncompressed; empty where the file is none.
  var members: [String: [UInt8]] = [:]
  let undo: (String) -> String

  func text(of place: Provenance, in file: [UInt8]) -> [UInt8] {
    let source = place.member.map { members[$0] ?? [] } ?? file
    let pieces = place.remainingPieces().filter { $0.upperBound <= source.count }
    return Array(undo(String(decoding: pieces.flatMap { source[$0] }, as: UTF8.self)).utf8)
  }
}

/// Containers that a test makes of their members.
enum LayerChecks {
  /// The document in a container of `members`, all of whose places were found to lead back to its words.
  ///
  /// - Parameter spaces: elements that stand for white space.
  static func checked(_ members: [(name: String, content: String)], spaces: Set<String>) throws -> Document {
    let document = try Reading.read(ZipFile.make(members), as: nil)
    let contents = Dictionary(uniqueKeysWithValues: members.map { ($0.name, Array($0.content.utf8)) })
    let undo = LayerUndo(members: contents) {
      // Line ends between the runs of these members are no text.
      Undo.tags($0.replacing(">\n", with: ">"), spaces: spaces)
    }
    // Places are checked against the longest member, which stands for the file.
    let longest = contents.values.max { $0.count < $1.count } ?? []
    let problems = ProvenanceChecker(document: document, bytes: longest, undo: undo, samples: 20).problems()
    #expect(problems.isEmpty, "\(problems)")
    return document
  }
}

/// Means of undoing that the formats of this folder share.
enum Undo {
  /// Tags to nothing, some to a space, references to characters.
  static func tags(_ text: String, spaces: Set<String>, characters: [String: String] = [:]) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "<") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: ">") else { return references(result + rest[open...]) }
      let name = rest[open..<close].dropFirst().prefix { !$0.isWhitespace && $0 != "/" }
      result += characters[String(name)] ?? (spaces.contains(String(name)) ? " " : "")
      rest = rest[rest.index(after: close)...]
    }
    return references(result + rest)
  }

  static func references(_ text: String) -> String { text.contains("&") ? UndoHTML.text(of: text) : text }

  /// Subtitles: lines of times with the number above, blank lines, tags.
  static func subtitles(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    var kept: [String] = []
    for (index, line) in lines.enumerated() {
      let isTime =
        line.contains("-->")
        || line.contains(",") && line.contains(":") && !line.contains { !"0123456789:.,".contains($0) }
      let isNumber = index > 0 && index + 1 < lines.count && lines[index + 1].contains("-->")
      if !isTime, !isNumber { kept.append(line) }
    }
    return tags(kept.joined(separator: "\n").replacing("{\\an8}", with: ""), spaces: [])
  }

  /// Strings of JSON, one or several, with their escapes.
  static func json(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isOutside = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if scalar == "\"" {
        isOutside.toggle()
      } else if isOutside {
        continue
      } else if scalar == "\\", index < scalars.count {
        let next = scalars[index]
        index += 1
        switch next {
        case "n": result.append("\n")
        case "t": result.append("\t")
        case "u":
          func unit(_ at: Int) -> UInt32 {
            UInt32(String(String.UnicodeScalarView(scalars[at..<min(scalars.count, at + 4)])), radix: 16) ?? 0
          }
          var value = unit(index)
          index += 4
          if 0xD800...0xDBFF ~= value {
            value = 0x10000 + (value - 0xD800) << 10 + unit(index + 2) - 0xDC00
            index += 6
          }
          result.append(Unicode.Scalar(value) ?? "?")
        default: result.append(next)
        }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Quoted-printable.
  static func quotedPrintable(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        bytes.append(byte)
        continue
      }
      if rest.first == 0x0A || rest.first == 0x0D {
        if rest.popFirst() == 0x0D { _ = rest.popFirst() }
      } else if let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Damages documents in every way that a disk or a sender might.
enum Damage {
  /// Reads `bytes` cut at every 97th byte and with some bits turned over; nothing may crash.
  static func check(_ bytes: [UInt8], name: String = "test", rounds: Int = 150) {
    func read(_ bytes: [UInt8]) {
      try? DocumentReader().records(bytes: bytes, name: name) { result in
        if case .success(let document) = result {
          for block in document.blocks { _ = document.provenance(of: block.textRange) }
        }
        return true
      }
    }
    for end in stride(from: 0, to: bytes.count, by: 97) { read(Array(bytes[..<end])) }
    var random = SplitMix(seed: UInt64(bytes.count))
    for _ in 0..<rounds {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      read(damaged)
    }
  }
}
