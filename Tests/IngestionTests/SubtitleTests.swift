import Ingestion
import Testing

@Suite("Subtitles and transcripts")
struct SubtitleTests {
  static let srt = """
    1
    00:00:01,000 --> 00:00:03,500
    <i>The ship came in</i>
    at dawn &amp; left

    2
    00:00:03,600 --> 00:00:05,000
    before noon. {\\an8}Nobody saw it.

    3
    00:00:09,000 --> 00:00:10,000
    [seagulls]

    4
    00:00:10,500 --> 00:00:12,000
    KEEPER: I saw it.
    - So did I.
    """
  static let vtt = """
    WEBVTT - Harbour talk
    Kind: captions
    Language: en-GB

    NOTE a remark

    STYLE
    ::cue { color: lime }

    intro
    00:01.000 --> 00:04.000 align:start
    <v Ada Quay>Good morning.
    It <c.loud>is</c> late.

    NOTE another

    00:04.100 --> 00:06.000
    <v Ada Quay>Very <00:05.000>late.

    00:06.000 --> 00:08.000
    <v Ben>Who says?
    """

  @Test("Sentences run on from cue to cue; sounds are notes; a speaker's words are a paragraph of their own")
  func subRip() throws {
    let document = try Reading.checkedSubtitles(Self.srt)
    #expect(document.source.format == .subtitles)
    #expect(
      XMLReading.outline(document) == [
        "paragraph/body: The ship came in at dawn & left before noon. Nobody saw it.",
        "paragraph/note: [seagulls]",
        "paragraph/metadata: KEEPER", "paragraph/body: I saw it.", "paragraph/body: So did I.",
      ])
    #expect(document.blocks.map(\.elementPath) == ["/cue[1]", "/cue[3]", "/cue[4]", "/cue[4]", "/cue[4]"])
  }

  @Test("Every range of the text has the time of its cues")
  func times() throws {
    let document = try Reading.checkedSubtitles(Self.srt)
    #expect(document.provenance(of: 0..<8)?.time == TimeRange(start: 1, end: 3.5))
    #expect(document.provenance(of: document.blocks[0].textRange)?.time == TimeRange(start: 1, end: 5))
    #expect(document.provenance(of: document.blocks[4].textRange)?.time?.start == 10.5)
    #expect(document.provenance(of: 0..<8)?.words.hasPrefix("at 0:00:01") == true)
  }

  @Test("WebVTT: title, language, voices; comments and styles are no text")
  func webVTT() throws {
    let document = try Reading.checkedSubtitles(Self.vtt)
    #expect(document.title == "Harbour talk")
    #expect(document.language == "en-GB")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/metadata: Ada Quay", "paragraph/body: Good morning. It is late. Very late.",
        "paragraph/metadata: Ben", "paragraph/body: Who says?",
      ])
  }

  @Test("Captions that roll say each line once")
  func rolling() throws {
    let text = """
      WEBVTT

      00:00:00.000 --> 00:00:02.000
      so today we look

      00:00:02.000 --> 00:00:02.010
      so today we look

      00:00:02.010 --> 00:00:04.000
      so today we look
      at the old crane

      00:00:04.000 --> 00:00:06.000
      at the old crane
      and its rope
      """
    let document = try Reading.checkedSubtitles(text)
    #expect(document.text == "so today we look at the old crane and its rope")
  }

  @Test("Text without punctuation is cut at pauses, and says so")
  func pauses() throws {
    var text = ""
    for index in 0..<40 {
      let start = index * 3
      let end = start + (index % 4 == 3 ? 2 : 3)
      text +=
        "\(index + 1)\n00:\(Self.two(start / 60)):\(Self.two(start % 60)),000 --> 00:\(Self.two(end / 60)):\(Self.two(end % 60)),000\n"
      text += "we go on and on about ropes number \(index)\n\n"
    }
    let document = try Reading.checkedSubtitles(text)
    #expect(document.blocks.count >= 10)
    #expect(document.blocks.allSatisfy { document.text(in: $0.textRange).split(separator: " ").count <= 40 })
    #expect(document.warnings.first?.message.contains("punctuation") == true)
  }

  @Test("Transcripts whose lines begin with times, and those of SBV, have their times as well")
  func transcripts() throws {
    let text =
      "Talk about ropes\n[0:01] Ada: We begin.\n[0:05] Ben: Do we?\n[1:02:03] Ada: We do.\n[1:02:05] Ben: Good.\n"
    let document = try Reading.read(Array(text.utf8), as: nil)
    #expect(document.source.format == .subtitles)
    #expect(document.title == "Talk about ropes")
    #expect(
      Reading.texts(document) == [
        "Talk about ropes", "Ada", "We begin.", "Ben", "Do we?", "Ada", "We do.", "Ben", "Good.",
      ])
    #expect(document.provenance(of: document.blocks[6].textRange)?.time?.start == 3723)
    let sbv = "0:00:01.000,0:00:02.000\nFirst words.\n\n0:00:02.000,0:00:03.000\nMore words.\n"
    #expect(try Reading.read(Array(sbv.utf8), as: nil).text == "First words. More words.")
  }

  @Test("A text that begins with a time of day is a text")
  func prose() throws {
    let text = "10:30 is when the ferry leaves. It is never late.\n\nThe harbour is old.\n\nNobody minds.\n"
    #expect(try Reading.read(Array(text.utf8), as: nil).source.format == .text)
  }

  @Test("Damaged subtitles do not crash", arguments: [Self.srt, Self.vtt])
  func damage(text: String) { Damage.check(Array(text.utf8)) }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Reading {
  static func checkedSubtitles(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    let bytes = Array(text.utf8)
    let document = try read(bytes, as: nil)
    let undo = LayerUndo(undo: Undo.subtitles)
    for problem in ProvenanceChecker(document: document, bytes: bytes, undo: undo, samples: 30).problems() {
      Issue.record("\(problem)", sourceLocation: sourceLocation)
    }
    return document
  }
}
