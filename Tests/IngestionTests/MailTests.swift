import Ingestion
import Testing

@Suite("Mail")
struct MailTests {
  static let quotedPrintable = """
    From: =?UTF-8?Q?Ada_Qu=C3=A4y?= <ada@example.org>
    To: crane@example.org
    Subject: =?utf-8?Q?The_caf=C3=A9?= =?utf-8?Q?_and_the?=
     crane
    Date: Mon, 05 Jan 2026 10:00:00 +0000
    Message-ID: <a1@example.org>
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    The caf=C3=A9 will close on Friday, and the crane has to be moved before th=
    at.

    Ben asked who pays. I do not know =E2=80=94 ask the harbour master.

    On Sun, 4 Jan 2026, Ben <ben@example.org> wrote:
    > Who pays for the crane?
    > I will not.

    --=20
    Ada Quay
    Harbour office
    """
  static let multipart = """
    Return-Path: <ben@example.org>
    From: Ben <ben@example.org>
    Subject: Plan
    Date: Tue, 06 Jan 2026 10:00:00 +0000
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="outer"

    This is a message in parts.
    --outer
    Content-Type: multipart/alternative; boundary="inner"

    --inner
    Content-Type: text/plain; charset=us-ascii

    The plan is to move the crane by night, while the harbour is empty and the tide is high.
    --inner
    Content-Type: text/html; charset=us-ascii

    <p>The plan is to move the <b>crane</b> by night, while the harbour is empty and the tide is high.</p>
    --inner--
    --outer
    Content-Type: application/pdf; name="plan.pdf"
    Content-Disposition: attachment; filename="plan.pdf"
    Content-Transfer-Encoding: base64

    JVBERi0=
    --outer
    Content-Type: message/rfc822

    From: Master <master@example.org>
    Subject: The old plan
    Date: Mon, 05 Jan 2026 09:00:00 +0000
    Content-Type: text/plain

    The old plan was to leave it where it is.
    --outer--
    """
  static let html = """
    From: c@example.org
    Subject: News
    Date: Tue, 06 Jan 2026 10:00:00 +0000
    Message-ID: <n1@example.org>
    Content-Type: text/html; charset="utf-8"
    Content-Transfer-Encoding: quoted-printable

    <html><body><p>The <b>crane</b> moved at night =E2=80=93 nobody s=
    aw it.</p><div class=3D"gmail_quote"><p>Ben wrote that he would not pay.</p></div></body></html>
    """

  private func undo(_ text: String) -> String { Undo.quotedPrintable(text) }

  private func checked(_ text: String, _ undo: @escaping (String) -> String) throws -> Document {
    let bytes = Array(text.utf8)
    let document = try Reading.read(bytes, as: nil)
    let checker = ProvenanceChecker(
      document: document, bytes: bytes, undo: LayerUndo(undo: undo), samples: 20)
    // The fields of the head are written otherwise than the text.
    let problems = checker.problems().filter { !$0.hasPrefix("/subject") && !$0.hasPrefix("/from") }
    #expect(problems.isEmpty, "\(problems)")
    return document
  }

  @Test("Subject, sender and date; what is quoted and the signature are told apart from what is new")
  func plain() throws {
    let document = try checked(Self.quotedPrintable) { UndoText.text(of: Undo.quotedPrintable($0)) }
    #expect(document.source.format == .mail)
    #expect(document.title == "The café and the crane")
    #expect(
      XMLReading.outline(document) == [
        "title/front: The café and the crane", "paragraph/metadata: Ada Quäy <ada@example.org>",
        "paragraph/metadata: crane@example.org", "paragraph/metadata: Mon, 05 Jan 2026 10:00:00 +0000",
        "paragraph/body: The café will close on Friday, and the crane has to be moved before that.",
        "paragraph/body: Ben asked who pays. I do not know — ask the harbour master.",
        "paragraph/note: On Sun, 4 Jan 2026, Ben <ben@example.org> wrote:",
        "paragraph/note: Who pays for the crane? I will not.",
        "paragraph/back: Ada Quay Harbour office",
      ])
  }

  @Test("One of alternatives is read, attachments are named, enclosed messages follow")
  func parts() throws {
    let document = try checked(Self.multipart) { UndoText.text(of: $0) }
    let texts = Reading.texts(document)
    #expect(texts.filter { $0.contains("by night") }.count == 1)
    #expect(texts.contains("The old plan"))
    #expect(texts.last == "The old plan was to leave it where it is.")
    #expect(document.warnings.map(\.message) == ["the attachment 'plan.pdf' (application/pdf) is not read"])
    #expect(try XMLReading.block(document, "plan.pdf").role == .metadata)
    #expect(try XMLReading.block(document, "The plan is").elementPath == "/part[1]/part[1]/text[1]/p[1]")
  }

  @Test("HTML behind quoted-printable leads back to the file, and quoted divisions are notes")
  func hypertext() throws {
    let document = try checked(Self.html) { UndoHTML.text(of: Undo.quotedPrintable($0)) }
    #expect(try XMLReading.block(document, "The crane moved at night – nobody saw it.").role == .body)
    #expect(try XMLReading.block(document, "Ben wrote").role == .note)
  }

  @Test("Base64: every text lies in the groups that its place names")
  func base64() throws {
    let words = "Der Kran wurde heute früh bewegt. Niemand hat es gesehen, außer dem Möwenpaar am Ostkai."
    let latin = words.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let encoded = Base64.encode(latin)
    let text =
      "From: a@example.org\nSubject: Kran\nMessage-ID: <b@x>\nMIME-Version: 1.0\n"
      + "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n\(encoded)\n"
    let bytes = Array(text.utf8)
    let document = try Reading.read(bytes, as: nil)
    #expect(Reading.texts(document).last == words)
    let block = try #require(document.blocks.last)
    for start in stride(from: 0, to: 60, by: 7) {
      let range = block.textRange.lowerBound + start..<block.textRange.lowerBound + start + 10
      let part = String(decoding: Array(document.text.utf8)[range], as: UTF8.self)
      guard !part.contains("\u{FFFD}"), let place = document.provenance(of: range)?.bytes else { continue }
      let group = bytes[place.byteStart..<place.byteEnd].filter { $0 > 0x20 }
      let decoded = String(String.UnicodeScalarView(Base64.decode(group).map { Unicode.Scalar($0) }))
      #expect(decoded.contains(part))
      #expect(decoded.utf8.count <= part.utf8.count + 5)
    }
  }

  @Test("A message that only passes another one on is what it passes on")
  func forward() throws {
    let text = """
      From: a@example.org
      Subject: Fwd: Crane
      Message-ID: <f@x>
      MIME-Version: 1.0

      ---------- Forwarded message ---------
      From: Ben <ben@example.org>
      Subject: Crane

      The crane has been sold to the museum.
      """
    let document = try Reading.read(Array(text.utf8), as: nil)
    #expect(try XMLReading.block(document, "The crane has been sold").role == .body)
  }

  @Test("A mailbox gives a record a message, with its place in the file")
  func mailbox() throws {
    let messages = [Self.quotedPrintable, Self.html, Self.quotedPrintable]
    let text = messages.map { "From sender@example.org Mon Jan  5 10:00:00 2026\n\($0)\n\n" }.joined()
    let bytes = Array(text.utf8)
    let results = try XMLReading.records(bytes).map { try $0.get() }
    #expect(results.map(\.title) == ["The café and the crane", "News", "The café and the crane"])
    #expect(results.map(\.source.recordID) == ["a1@example.org", "n1@example.org", "a1@example.org"])
    #expect(results.map(\.source.recordIndex) == [0, 1, 2])
    let undo = LayerUndo { UndoText.text(of: Undo.quotedPrintable($0)) }
    let problems = ProvenanceChecker(document: results[2], bytes: bytes, undo: undo, samples: 5).problems()
      .filter { !$0.hasPrefix("/subject") && !$0.hasPrefix("/from") }
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("Text that begins with a few fields of its own is a text")
  func fields() throws {
    let text = "Title: The crane\nAuthor: Ada\n\nIt stood on the quay.\n"
    #expect(try Reading.read(Array(text.utf8), as: nil).source.format == .text)
  }

  @Test("Damaged messages do not crash", arguments: [Self.quotedPrintable, Self.multipart, Self.html])
  func damage(text: String) { Damage.check(Array(text.utf8)) }

  @Test("Parts nested a thousand deep end at a limit")
  func nested() throws {
    var text = "From: a@x\nSubject: s\nMessage-ID: <n@x>\nMIME-Version: 1.0\n"
    for depth in 0..<1_000 { text += "Content-Type: multipart/mixed; boundary=b\(depth)\n\n--b\(depth)\n" }
    text += "\nwords\n"
    Damage.check(Array(text.utf8), rounds: 2)
  }
}

/// Base64 for tests.
private enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(bytes.count, start + 3)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
      if text.count % 77 == 76 { text.append(0x0A) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func decode(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: 4) {
      let group = text[start..<min(text.count, start + 4)].compactMap { alphabet.firstIndex(of: $0) }
      let value = group.reduce(0) { $0 << 6 | $1 } << (6 * (4 - group.count))
      bytes += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)].prefix(
        max(0, group.count - 1))
    }
    return bytes
  }
}
