import Ingestion
import Summarization
import Testing
import Tokenization

@Suite("What may be chosen")
struct EligibilityTests {
  private func exclusions(
    _ blocks: [(kind: Block.Kind, role: Block.Role, sentences: [String])]
  ) throws -> [Exclusion?] {
    let (document, sentences) = Sample.document(blocks)
    let options = SummaryOptions(method: .lead, budget: .sentences(100))
    return try Summarizer().summarize(document, sentences: sentences, options: options).scores.map(
      \.exclusion)
  }

  @Test("Headings, captions, tables, code, notes, references and metadata are never chosen")
  func structure() throws {
    let text = "The tide turns twice a day in this bay."
    let blocks: [(kind: Block.Kind, role: Block.Role, sentences: [String])] = [
      (.title, .body, [text]), (.heading, .body, [text]), (.caption, .body, [text]),
      (.tableCell, .body, [text]),
      (.preformatted, .body, [text]), (.paragraph, .bibliography, [text]), (.paragraph, .note, [text]),
      (.paragraph, .metadata, [text]), (.paragraph, .back, [text]), (.paragraph, .front, [text]),
      (.paragraph, .body, [text]), (.listItem, .body, [text]), (.verse, .body, [text]),
      (.paragraph, .abstract, [text]),
    ]
    #expect(
      try exclusions(blocks) == [
        .heading, .heading, .caption, .table, .preformatted, .bibliography, .note, .metadata, .matter,
        .matter, nil, nil,
        nil, nil,
      ])
  }

  @Test("A reference list in plain text is found by its heading or by the look of its entries")
  func plainReferences() throws {
    let body = (0..<6).map { "Sentence number \($0) of the body says something about harbours." }
    let entry = "Smith J, Berg A. A history of harbours. J Coast Stud. 2004;12(3):45-67."
    let listed = try exclusions([
      (.paragraph, .body, body), (.paragraph, .body, ["References"]),
      (.paragraph, .body, ["Any text at all here."]),
    ])
    #expect(listed.suffix(3) == [nil, .fragment, .bibliography])
    #expect(try exclusions([(.paragraph, .body, body + [entry])]).last == .bibliography)
    let cited = "Harbours silted up after 2004, as J. Smith and A. Berg showed in two surveys."
    #expect(try exclusions([(.paragraph, .body, [cited])]) == [nil])
  }

  @Test(
    "Boilerplate and fragments are left out, sentences are not",
    arguments: [
      ("\u{A9} 2020 The Authors.", Exclusion.boilerplate),
      ("All rights reserved by the publisher.", .boilerplate),
      ("Click here to subscribe to our newsletter.", .boilerplate),
      ("See https://example.org/a/very/long/path/to/something now", .boilerplate),
      ("12.5 14.7 (33) 0.05", .fragment), ("Contents", .fragment), ("By our correspondent", .fragment),
      ("Turn left.", .fragment),
    ])
  func shapes(text: String, reason: Exclusion) throws {
    let whole = "The tide turns twice a day in this bay."
    #expect(try exclusions([(.paragraph, .body, [text, whole])]) == [reason, nil])
  }

  @Test("Scripts without spaces have sentences too")
  func scripts() throws {
    let chinese =
      "\u{6E2F}\u{53E3}\u{7684}\u{94F6}\u{884C}\u{4ECA}\u{5929}\u{65E9}\u{4E0A}\u{5173}\u{95E8}\u{4E86}\u{3002}"
    #expect(try exclusions([(.paragraph, .body, [chinese])]) == [nil])
  }

  @Test(
    "A short sentence of Chinese characters and kana is one, with whatever marks close behind it",
    arguments: [
      "工程六月开始。", "九人赞成。", "渔民担心海藻。", "九人が賛成した。", "工事は六月に始まる。", "「船は港に着いた。」", "『雨が降った。』",
      "他们说：“船到了。”", "（荷は下ろされた。）", "비가 온다.", "誰が来たのか？",
    ])
  func shortSentences(text: String) throws {
    #expect(try exclusions([(.paragraph, .body, [text])]) == [nil])
  }

  @Test(
    "A word or a heading of Chinese characters is none", arguments: ["目次", "参考文献", "第一章", "图。", "表1：", "です"])
  func shortFragments(text: String) throws {
    let whole = "船は朝に港に着き、荷は昼前に下ろされた。"
    #expect(try exclusions([(.paragraph, .body, [text, whole])]) == [.fragment, nil])
  }

  @Test("A document of nothing but notes is summarized from its notes")
  func fallback() throws {
    let text = "The tide turns twice a day in this bay."
    #expect(try exclusions([(.paragraph, .note, [text]), (.heading, .note, [text])]) == [nil, .heading])
  }
}

@Suite("Sentence openings")
struct SentenceOpeningTests {
  @Test(
    "Openings that need what came before are told from those that do not",
    arguments: [
      ("This made the harbour unsafe.", SentenceOpening.anaphoric), ("He left in May.", .anaphoric),
      ("\u{201C}They were late,\u{201D} said Anna.", .anaphoric), ("These results agree.", .anaphoric),
      ("It sank in an hour.", .anaphoric), ("Its crew survived.", .anaphoric),
      ("The latter is cheaper.", .anaphoric),
      ("Such ships are rare.", .anaphoric), ("She\u{2019}s the captain.", .anaphoric),
      ("This paper describes a harbour.", .selfContained), ("It is known that ships sink.", .selfContained),
      ("It was hard to see the coast.", .selfContained), ("The harbour is deep.", .selfContained),
      ("Italy has many harbours.", .selfContained), ("Thesis work began in May.", .selfContained),
      ("However, the harbour is deep.", .connective), ("In addition, ships pay a fee.", .connective),
      ("But nobody came.", .connective), ("Button makers met in Leeds.", .selfContained),
      ("", .selfContained), ("When he had said it, the hall was quiet.", .anaphoric),
      ("When the tide turns, ships leave.", .selfContained), ("As they rowed, it rained.", .anaphoric),
      ("Third, that you reduce the rent.", .connective),
      ("Second Mate Holt, who rowed, sank.", .selfContained),
      ("Third parties pay, as before.", .selfContained), ("Examples include eels and cod.", .connective),
      ("It\u{2019}s clear that nobody came.", .selfContained), ("It's deep.", .anaphoric),
    ])
  func openings(text: String, expected: SentenceOpening) {
    #expect(SentenceOpening(of: text) == expected)
  }
}

@Suite("Housekeeping")
struct HousekeepingTests {
  @Test(
    "Sentences that speak of the page or to its reader are told from those about its subject",
    arguments: [
      ("If your question is not answered here, please check the archive of the list.", true),
      ("Please note that the office is closed on Mondays.", true),
      ("In this photo taken in May, the harbour lies empty.", true),
      ("By the end of this section you will be able to name three kinds of harbour.", true),
      ("Masters are also encouraged to submit a report of each case.", true),
      ("For more information, ask at the harbour office.", true),
      ("The council pleased nobody with the new fee for the harbour.", false),
      ("In this period the harbour was deepened twice.", false),
      ("The mayor encouraged the fishermen to leave the northern bank.", false),
      ("By the end of this century the bank will be under water.", false),
    ])
  func told(text: String, isSuch: Bool) {
    #expect(Housekeeping.isSuch(text.lowercased().split { !$0.isLetter }.map(String.init)) == isSuch)
  }
}
