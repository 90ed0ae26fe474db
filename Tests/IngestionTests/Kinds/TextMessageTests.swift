import Ingestion
import Testing

@Suite("Messages, turns and rows of plain text")
struct TextMessageTests {
  private func texts(_ text: String) throws -> [String] {
    Reading.texts(try Reading.checked(Array(text.utf8), as: .text))
  }

  static let chats = [
    "[09:14] <mila> did the boat come in?\n[09:15] <jo> not yet\n[09:15] * mila waits\n[09:20] <jo> now it has\n",
    "09:14 <@mila> did the boat come in?\n09:15 < jo> not yet\n09:15 -!- sam has quit\n09:20 <+jo> now it has\n",
    "[09:14] <mila> did the boat come in?\n[09:15] --> sam has joined\n[09:15] <sam> hello\n[09:16] <mila> hello\n",
    "(09:14) <mila> did it come?\n(09:15) <jo> no\n(09:16) <mila> when?\n(09:17) <jo> at ten\n",
    "09:14:01 <mila> did it come?\n09:15:11 *** sam left\n09:16:02 <mila> when?\n09:17:30 <jo> at ten\n",
  ]

  @Test("A chat with times is no transcript of speech: each message is a block", arguments: chats)
  func chat(log: String) throws {
    let document = try Reading.read(Array(log.utf8), as: nil)
    #expect(document.source.format == .text)
    #expect(Reading.texts(document) == log.split(separator: "\n").map(String.init))
  }

  @Test(
    "In a chat of a few lines a line is a message, whatever stands before it",
    arguments: [
      "[4/6/31, 9:14:15 AM] Mila Brandt: did it come?\n[4/6/31, 9:15:02 AM] Jo: not yet\n",
      "Mila Brandt 9:14 AM\ndid it come?\nJo 9:15 AM\nnot yet\n",
      "Mila [09:14]\ndid it come?\nJo [09:15]\nnot yet\n",
      "mila: did it come?\njo: not yet\nmila: when?\n",
      "2031-06-04T09:14:15 <mila> did it come?\n2031-06-04T09:15:02 <jo> not yet\n",
      "Mila: did it come?\nJo: not yet\nMila: when, then?\nSam: at ten, I think\n",
    ])
  func fewLines(log: String) throws {
    #expect(try texts(log) == log.split(separator: "\n").map(String.init))
  }

  static let turns: [(String, [String])] = [
    (
      "EDITOR: Where was the bell?\nMARE: In the sand. It lay there for years.\nEDITOR: Who found it?\nMARE: A child did, and\nthen a dog.\n",
      [
        "EDITOR: Where was the bell?", "MARE: In the sand. It lay there for years.", "EDITOR: Who found it?",
        "MARE: A child did, and then a dog.",
      ]
    ),
    ("Q: Is it deep here?\nA: No. It is not.\n", ["Q: Is it deep here?", "A: No. It is not."]),
    (
      "Mila Brandt  9:14 AM\ndid the boat come in?\n\nJo Reed  9:15 AM\nnot yet\nmaybe at ten\n",
      ["Mila Brandt 9:14 AM", "did the boat come in?", "Jo Reed 9:15 AM", "not yet", "maybe at ten"]
    ),
    (
      "[04-Jun-22 09:14 AM] mila#77\ndid it come?\n\n[04-Jun-22 09:15 AM] jo#12\nno\n",
      ["[04-Jun-22 09:14 AM] mila#77", "did it come?", "[04-Jun-22 09:15 AM] jo#12", "no"]
    ),
    (
      "A room by the sea.\n\n                    MILA\n               (quietly)\n          Did the boat\n          come in?\n",
      ["A room by the sea.", "MILA", "(quietly)", "Did the boat come in?"]
    ),
    (
      "jo@example.org writes:\n> The boat is in.\nMB> The boat is late.\n| It is early.\n\nI think it is on time today.\n",
      [
        "jo@example.org writes:", "The boat is in.", "MB> The boat is late.", "| It is early.",
        "I think it is on time today.",
      ]
    ),
  ]

  @Test(
    "In a programme whose lines are broken no sentence is, and a name with a time stands alone",
    arguments: ["", "\n"])
  func programme(gap: String) throws {
    let parts = [
      (
        "Opening 9:00",
        "The doors of the hall are opened by the mayor of the town, and\neverybody who has come so far may enter and sit down."
      ),
      (
        "Lunch 12:30",
        "The guests eat in the garden behind the hall, where there is\nroom for all of them and for those who come later."
      ),
      (
        "Dance 20:15",
        "The band of the harbour plays until the last of the guests\nhave gone home in the night."
      ),
    ]
    let text = parts.map { "\($0.0)\n\($0.1)\n" }.joined(separator: gap)
    #expect(try texts(text) == parts.flatMap { [$0.0, $0.1.replacing("\n", with: " ")] })
  }

  @Test("Who speaks begins a block of its own", arguments: turns)
  func speakers(text: String, blocks: [String]) throws {
    #expect(try texts(text) == blocks)
  }

  static let notTurns = [
    "The keeper had one wish\nNote: it was never granted, and nobody\nknows why it was not.\n",
    "There is one thing to say about the\nHarbour: it is older than the town, which is\nolder than the church.\n",
    "He came at 9:14 and left\nat 9:20, and that was all that anybody\nsaw of him.\n",
    "The sum of a and b is less\nthan c > d where d is the least of all of\nthem, as was shown.\n",
    "It stands at the gate | the old one |\nand nobody sees it there in the long\nwinter nights.\n",
  ]

  @Test("A colon, a time and a stroke in running text begin none", arguments: notTurns)
  func prose(text: String) throws {
    #expect(try texts(text).count == 1)
  }

  static let rows: [(String, [String])] = [
    (
      "+------+------+\n| Boat | Crew |\n+------+------+\n| No other names |\n+------+------+\n",
      ["| Boat | Crew |", "| No other names |"]
    ),
    ("boat = 1*plank CRLF\nplank = %x41-5A\n", ["boat = 1*plank CRLF", "plank = %x41-5A"]),
    (
      "<boat> ::= <hull> <sail>\n<sail> ::= \"sail\" | \"\"\n",
      ["<boat> ::= <hull> <sail>", "<sail> ::= \"sail\" | \"\""]
    ),
    ("Mare\t4\t12\nTern\t3\nGull\t5\t11\n", ["Mare 4 12", "Tern 3", "Gull 5 11"]),
  ]

  @Test("Rows stay apart, and borders are no text", arguments: rows)
  func table(text: String, lines: [String]) throws {
    #expect(
      try texts("The boats of the harbour are these, and there are no others in it.\n\n" + text).dropFirst()
        .joined(separator: "\n") == lines.joined(separator: "\n"))
  }

  @Test("Text that is set flush has no rows")
  func flush() throws {
    let text =
      "The boats  of the harbour are old and  they are all of them\nmade of  oak, which is why they last  so very long in\nthe salt water  of the bay, and  why nobody has built a\nnew one  for as long as anybody in  the town remembers.\n"
    #expect(try texts(text).count == 1)
    #expect(try !texts(text)[0].contains("\n"))
  }

  @Test("The last stanza may have two lines")
  func stanza() throws {
    let poem =
      "The gulls, the gulls, they cry,\nThe wind is in the sail;\nThe mast is tall and dry,\nThe morning star is pale.\n\nIt sinks behind the hill,\nAnd all the boats lie still.\n"
    #expect(try texts(poem).last == "It sinks behind the hill,\nAnd all the boats lie still.")
  }
}
