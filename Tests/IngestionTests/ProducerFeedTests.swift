import Foundation
import Ingestion
import Testing

/// Feeds, subtitles and messages in the forms that several programs give them; the words are those of
/// `ProducerTests`.
@Suite("Feeds, subtitles and messages of several producers")
struct ProducerFeedTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/producers")
  private static let bell =
    "The ferry bell of Harrow Sound hangs on a frame of oak, and nobody knows who put it there."
  private static let goose =
    "In the summer of 1931 a goose rang it on nine days, each time for as long as it liked."
  private static let rope =
    "The rope was hung a little higher afterwards, which the keeper’s daughter held to be unfair."

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  private func only(_ name: String) throws -> Document {
    let records = try XMLReading.records(try Self.bytes(name)).map { try $0.get() }
    #expect(records.count == 1)
    return try #require(records.first)
  }

  private static let feeds = [
    "wordpress.rss", "podcast.rss", "dublin-core.rdf", "jekyll.atom", "blogger.atom",
  ]

  @Test("The text of every program's feed is its item's, once, and all else is about it", arguments: feeds)
  func feed(name: String) throws {
    let item = try only(name)
    #expect(item.source.format == .feed)
    #expect(item.title == (name == "podcast.rss" ? "The bell and the goose" : "The bell & the goose"))
    let body = item.blocks.filter { $0.role == .body }
    let paragraphs = body.filter { $0.kind == .paragraph }.map { item.text(in: $0.textRange) }
    #expect(paragraphs == [Self.bell, Self.goose, Self.rope])
    let hasHeading = name == "wordpress.rss" || name == "jekyll.atom"
    #expect(
      body.filter { $0.kind == .heading }.map { item.text(in: $0.textRange) }
        == (hasHeading ? ["The goose"] : []))
    #expect(item.blocks.filter { $0.kind == .title }.count == 1)
    let rest = item.blocks.filter { $0.role != .body && $0.kind != .title }
    #expect(rest.allSatisfy { $0.role == .metadata }, "\(XMLReading.outline(item))")
  }

  @Test("Every text of these feeds is found again in the file", arguments: feeds)
  func feedPlaces(name: String) throws {
    let bytes = try Self.bytes(name)
    let item = try only(name)
    let undo = TwofoldUndo(first: XMLUndo(item, file: bytes))
    let problems = ProvenanceChecker(document: item, bytes: bytes, undo: undo, samples: 20).problems()
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("A copy of the whole text as its summary plays no part, and takes nothing from the text")
  func wholeCopy() throws {
    let html = "<p>The crane stood still.</p><p>It is very old.</p><p>Nobody may climb it.</p>"
    let item = try #require(
      try XMLReading.records(
        Array(
          """
          <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Crane</title>
          <description><![CDATA[\(html)]]></description><content:encoded><![CDATA[\(html)]]></content:encoded>
          </item></channel></rss>
          """.utf8)
      ).first?.get())
    #expect(
      XMLReading.outline(item).dropFirst() == [
        "paragraph/metadata: The crane stood still.", "paragraph/metadata: It is very old.",
        "paragraph/metadata: Nobody may climb it.", "paragraph/body: The crane stood still.",
        "paragraph/body: It is very old.", "paragraph/body: Nobody may climb it.",
      ])
  }

  @Test(
    "Subtitles and captions of every program give the same sentences",
    arguments: ["ripper.srt", "meeting-names.vtt", "meeting-voices.vtt", "captions.sbv"])
  func subtitles(name: String) throws {
    let document = try Reading.checkedSubtitles(String(decoding: try Self.bytes(name), as: UTF8.self))
    #expect(document.source.format == .subtitles)
    let body = document.blocks.filter { $0.role == .body }.map { document.text(in: $0.textRange) }
    #expect(body.first == "\(Self.bell) \(Self.goose)")
    #expect(body.last == Self.rope)
    let speech = body.dropFirst().dropLast()
    switch name {
    case "ripper.srt":
      #expect(speech == ["Which goose?", "The grey one."])
      let notes = document.blocks.filter { $0.role == .note }.map { document.text(in: $0.textRange) }
      #expect(notes == ["(bell rings)"])
      #expect(document.provenance(of: document.blocks[0].textRange)?.time?.start == 12.345)
    case "captions.sbv": #expect(speech.isEmpty)
    default:
      #expect(speech == ["Who was on duty?"])
      let names = document.blocks.filter { $0.role == .metadata }.map { document.text(in: $0.textRange) }
      #expect(names == ["Edda Holm", "Jonas O'Dell", "Edda Holm"])
      let last = try #require(document.blocks.last)
      #expect(document.provenance(of: last.textRange)?.time == TimeRange(start: 17, end: 21.8))
    }
  }

  @Test("Automatic captions, which roll and have a time for every word, say each word once")
  func automatic() throws {
    let document = try Reading.checkedSubtitles(
      String(decoding: try Self.bytes("automatic.vtt"), as: UTF8.self))
    let words = (Self.bell + " " + Self.goose + " " + Self.rope).lowercased()
      .replacing("’", with: "'").filter { $0 != "," && $0 != "." }
    #expect(document.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") == words)
    #expect(document.language == "en")
    #expect(document.warnings.first?.message.contains("punctuation") == true)
    #expect(document.blocks.count == 2)
    #expect(document.provenance(of: document.blocks[0].textRange)?.time?.start == 0)
  }

  @Test("A cue whose first line is a space has its text; one that holds nothing else ends there")
  func firstLineOfSpace() throws {
    let document = try Reading.checkedSubtitles(
      "WEBVTT\n\n00:00.000 --> 00:02.000\n \nThe tide is out.\n\n00:03.000 --> 00:04.000\n \n\n"
        + "00:05.000 --> 00:06.000\n\t\nIt comes back.\n")
    #expect(document.text == "The tide is out.\n\nIt comes back.")
    #expect(document.provenance(of: document.blocks[0].textRange)?.time == TimeRange(start: 0, end: 2))
  }

  @Test("A sound in mid-paragraph is a note with its own words as its place")
  func soundInside() throws {
    let document = try Reading.checkedSubtitles(
      "1\n00:00:01,000 --> 00:00:02,000\nThe bell\n[it rings]\nis old\n\n2\n00:00:02,100 --> 00:00:03,000\n(a gull)\n\n"
        + "3\n00:00:03,100 --> 00:00:04,000\nand loud.\n")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/body: The bell is old and loud.", "paragraph/note: [it rings]", "paragraph/note: (a gull)",
      ])
    let places = document.blocks.dropFirst().map { document.provenance(of: $0.textRange)?.omitted }
    #expect(places == [[], []])
  }

  @Test("A name that comes once is a speaker where most cues begin with a name, and only there")
  func singleSpeakers() throws {
    func cues(_ texts: [String]) -> String {
      texts.enumerated().map { "\($0 + 1)\n00:00:0\($0),000 --> 00:00:0\($0),900\n\($1)\n\n" }.joined()
    }
    let named = try Reading.checkedSubtitles(
      cues(["Ada: We begin.", "Ben: Do we?", "Ada: We do.", "Ada: Now.", "Cleo Park: Good."]))
    #expect(Reading.texts(named).suffix(2) == ["Cleo Park", "Good."])
    let told = try Reading.checkedSubtitles(
      cues(["It was late.", "The Keeper: a story by two hands.", "It begins here.", "And ends."]))
    #expect(told.blocks.allSatisfy { $0.role == .body })
  }

  @Test(
    "The message that every program writes has its subject, its words, and nothing of what it answers among them",
    arguments: [
      "mutt.eml", "mutt-attachment.eml", "s-nail.eml", "swaks.eml", "nmh.eml", "thunderbird.eml",
      "outlook.eml",
    ])
  func mail(name: String) throws {
    let bytes = try Self.bytes(name)
    let document = try Reading.read(bytes, as: nil)
    #expect(document.source.format == .mail)
    #expect(
      ["Ferry bells", "Re: Ferry bells", "RE: Ferry bells", "Ferry bells – again"].contains(document.title))
    let body = document.blocks.filter { $0.role == .body && $0.kind == .paragraph }.map {
      document.text(in: $0.textRange)
    }
    let known = [Self.bell, Self.goose, Self.rope]
    #expect(body.filter { known.contains($0) } == known, "\(body)")
    #expect(!body.contains { $0.contains("council would like") || $0.contains("times.csv") }, "\(body)")
    let attachments = document.warnings.filter { $0.message.contains("times.csv") }
    #expect(attachments.count == (name == "mutt-attachment.eml" || name == "swaks.eml" ? 1 : 0))
    if name == "thunderbird.eml" || name == "outlook.eml" {
      #expect(
        try XMLReading.block(document, name == "outlook.eml" ? "What is known" : "On 04/01").role == .note)
    }
  }

  @Test(
    "Every text of these messages is found again in the file",
    arguments: [
      ("mutt.eml", false), ("mutt-attachment.eml", false), ("s-nail.eml", true), ("swaks.eml", false),
      ("nmh.eml", true), ("thunderbird.eml", false),
    ])
  func mailPlaces(name: String, isQuoted: Bool) throws {
    let bytes = try Self.bytes(name)
    let document = try Reading.read(bytes, as: nil)
    let undo = LayerUndo { UndoText.text(of: isQuoted ? Undo.quotedPrintable($0) : $0) }
    // The fields of the head are written otherwise than the text.
    let problems = ProvenanceChecker(document: document, bytes: bytes, undo: undo, samples: 20).problems()
      .filter { !$0.hasPrefix("/subject") && !$0.hasPrefix("/from") }
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test(
    "Cut anywhere, or garbled, none of these files ends the program",
    arguments: ["wordpress.rss", "automatic.vtt", "outlook.eml"])
  func damage(name: String) throws { Damage.check(try Self.bytes(name), rounds: 4) }

  /// XML, then the HTML in it.
  private struct TwofoldUndo: MarkupUndo {
    let first: XMLUndo
    func text(of place: Provenance, in file: [UInt8]) -> [UInt8] {
      let once = String(decoding: first.text(of: place, in: file), as: UTF8.self)
      return Array((once.contains { "<&".contains($0) } ? UndoHTML.text(of: once) : once).utf8)
    }
  }
}
