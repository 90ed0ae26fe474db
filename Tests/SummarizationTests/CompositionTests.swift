import Ingestion
import Summarization
import Testing
import Tokenization

@Suite("Composing a summary")
struct CompositionTests {
  private struct Draws {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  private func composition(seed: Int, inWords: Bool) -> Composition {
    var draws = Draws(state: UInt64(seed))
    let things = [
      "harbour", "bridge", "council", "ferry", "lantern", "orchard", "miller", "station", "garden", "wagon",
    ]
    let texts = (0..<11).map { _ in
      Substring((0..<5).map { _ in things[draws.below(things.count)] }.joined(separator: " "))
    }
    let count = texts.count
    let composition = Composition(
      values: (0..<count).map { _ in Double(draws.below(300)) / 100 - 1.5 },
      words: (0..<count).map { _ in 5 + draws.below(20) },
      bundles: (0..<count).map { index in
        switch draws.below(6) {
        case 0 where index > 0: [index - 1, index]
        case 1: []
        default: [index]
        }
      },
      parts: (0..<count).map { $0 / 4 }, terms: SentenceTerms(texts, language: "en"),
      maximumSentences: inWords ? .max : 4, maximumWords: inWords ? 60 : .max)
    return composition
  }

  @Test(
    "It is as good as trying everything, but for half a part in a hundred of sentences and one and a half in words",
    arguments: [false, true])
  func optimal(inWords: Bool) {
    var (reached, possible, worst) = (0.0, 0.0, 1.0)
    for seed in 1...40 {
      let composition = composition(seed: seed, inWords: inWords)
      let chosen = composition.run().map(\.index)
      #expect(composition.isAllowed(chosen))
      #expect(Set(chosen).count == chosen.count)
      var best = 0.0
      for mask in 1..<(1 << composition.values.count) {
        let subset = composition.values.indices.filter { mask >> $0 & 1 == 1 }
        guard subset.count <= composition.maximumSentences,
          subset.reduce(0, { $0 + composition.words[$1] }) <= composition.maximumWords
        else { continue }
        let worth = composition.worth(subset)
        if worth > best, composition.isAllowed(subset) { best = worth }
      }
      let own = composition.worth(chosen)
      (reached, possible) = (reached + own, possible + best)
      if best > 0 { worst = min(worst, own / best) }
    }
    #expect(reached > (inWords ? 0.985 : 0.995) * possible, "\(reached / possible)")
    #expect(worst > 0.9, "\(worst)")
  }

  @Test("A budget of words is never exceeded, and hardly any of it left where a sentence fits")
  func filled() {
    for seed in 1...40 {
      let composition = composition(seed: seed, inWords: true)
      let chosen = composition.run().map(\.index)
      let used = chosen.reduce(0) { $0 + composition.words[$1] }
      #expect(used <= 60)
      for index in composition.values.indices
      where composition.bundles[index] == [index] && !chosen.contains(index) {
        #expect(used + composition.words[index] > 60, "sentence \(index) would have fitted")
      }
    }
  }

  private func bundles(
    _ blocks: [(kind: Block.Kind, role: Block.Role, sentences: [String])]
  ) -> SentenceBundles {
    let (document, sentences) = Sample.document(blocks)
    return SentenceBundles(
      document: document, sentences: sentences, numbers: Array(sentences.indices),
      texts: sentences.map { Substring(document.text(in: $0.range)) })
  }

  private static let plain = "The council of the town met in the old hall on Monday evening."

  @Test(
    "A sentence that leans on the one before it brings it along; where that leans too, both come, or none")
  func leaning() {
    let made = bundles([
      (
        .paragraph, .body,
        [
          Self.plain, "It voted to deepen the harbour by two metres in the coming year.",
          "However, the eel grass on the northern bank has to be moved before that.",
          "They will move it by hand in the early spring of the next year.",
          "Fishermen from the northern villages fear for the eel grass on their bank.",
        ]
      )
    ])
    #expect(made.members == [[0], [0, 1], [0, 1, 2], [], [4]])
    #expect(made.reasons == [nil, .leans, .leans, .leans, nil])
  }

  @Test("A long sentence that announces what is left out stands alone, a short one does not")
  func announcing() {
    let long =
      "In the law of harbours a bank is a stretch of sand that the tide leaves dry, or, as it was written:"
    let short = "It is defined by this:"
    let (document, sentences) = Sample.document([(.paragraph, .body, [long, short, Self.plain])])
    // What stood between the second and the third is no candidate.
    let made = SentenceBundles(
      document: document, sentences: [sentences[0], sentences[2]], numbers: [0, 2],
      texts: [0, 2].map { Substring(document.text(in: sentences[$0].range)) })
    #expect(made.members == [[0], [1]])
    let alone = SentenceBundles(
      document: document, sentences: [sentences[1], sentences[2]], numbers: [1, 3],
      texts: [1, 2].map { Substring(document.text(in: sentences[$0].range)) })
    #expect(alone.members == [[], [1]])
  }

  @Test("An item whose mark was read as text is no sentence without the line before it")
  func bullets() {
    let made = bundles([
      (.paragraph, .body, [Self.plain]),
      (.listItem, .body, ["- inflammation of the small vessels of the kidney and of the lungs."]),
      (.paragraph, .body, ["- inflammation, which is slow, of the small vessels of the kidney."]),
    ])
    #expect(made.members == [[0], [], []])
  }

  @Test("What is many times as long as the other sentences is none, and a long sentence among long ones is")
  func endless() {
    let long =
      Self.plain.dropLast() + String(repeating: " and the clerk read the minutes of the last one", count: 6)
      + "."
    let endless =
      Self.plain + String(repeating: " (see the minutes of the meeting before that, item 4)", count: 20) + "."
    let made = bundles([
      (.paragraph, .body, Array(repeating: Self.plain, count: 30) + [String(long), endless])
    ])
    #expect(made.members[30] == [30])
    #expect(made.members[31].isEmpty && made.reasons[31] == .shard)
    let others = bundles([(.paragraph, .body, Array(repeating: endless, count: 5))])
    #expect(others.members.allSatisfy { !$0.isEmpty })
  }

  @Test("A question comes with what follows it, and an introduction with its list or not at all")
  func introductions() {
    let made = bundles([
      (.paragraph, .body, ["Why did the council of the town want a deeper harbour at all?", Self.plain]),
      (.paragraph, .body, ["Before the works begin in June, the council has to do three things at least:"]),
      (.listItem, .body, ["move the eel grass on the northern bank to the southern one"]),
      (.listItem, .body, ["ask the fishermen of all the villages what they would lose by it"]),
      (.paragraph, .body, ["The speaker of the fishermen said at the end of the long meeting:"]),
    ])
    #expect(made.members == [[0, 1], [1], [2, 3, 4], [], [], []])
    #expect(made.reasons[2] == .announces)
  }

  @Test(
    "An item that goes on with a line which is not there stays out, a definition does not; so does a remark in brackets"
  )
  func pieces() {
    let made = bundles([
      (.paragraph, .body, [Self.plain]),
      (
        .listItem, .body,
        ["slows down the ripening of the cheese, which is why the cellar is kept so cold in May."]
      ),
      (
        .paragraph, .body,
        ["(All the people and places that are named on this page were made up by the clerk.)"]
      ),
      (
        .listItem, .body,
        ["quiet hours means the time from half past ten in the evening to five in the morning;"]
      ),
    ])
    #expect(made.members == [[0], [], [], [3]])
  }

  @Test(
    "A quotation that runs over sentences is whole or left out, in typographic and in typewriter's marks",
    arguments: [("\u{201C}", "\u{201D}"), ("\"", "\"")])
  func quotations(open: String, close: String) {
    let made = bundles([
      (
        .paragraph, .body,
        [
          Self.plain,
          "\(open)The harbour is far too shallow for the ships of our day, said the mayor of the town.",
          "Every captain who comes here tells the harbour master the same thing.\(close)",
          "Every captain said so again, \(open)and will say so\(close), at the next meeting of the council.",
        ]
      )
    ])
    #expect(made.members == [[0], [1, 2], [1, 2], [3]])
  }

  @Test(
    "Shards, lists of who was present and bare links are not chosen",
    arguments: [
      "Nine were for it.",
      "Present: Cllr Osric Pell in the chair, Cllr Brigid Attaway, Cllr Hugh Marsh, the clerk.",
      "https://example.org/one https://example.org/two and https://example.org/three here",
      "Osric Pell, Brigid Attaway, Hugh Marsh, Solveig Tarn, Dominic Lowe, Precious Oyelaran",
    ])
  func shards(line: String) {
    let made = bundles([
      (.paragraph, .body, [Self.plain]), (.paragraph, .body, [line]), (.paragraph, .body, [Self.plain]),
    ])
    #expect(made.members == [[0], [], [2]])
    #expect(made.reasons[1] == .shard)
    // Where nothing else is left, a shard is better than nothing.
    #expect(made.within(sentences: 3, words: .max, counts: [12, 4, 12]) == [[0], [1], [2]])
    // A budget of words that the others fill leaves it out.
    #expect(made.within(sentences: .max, words: 20, counts: [12, 4, 12]) == [[0], [], [2]])
  }

  @Test(
    "A thing is said once, in every method that needs no model",
    arguments: [SummarizationMethod.attention, .textrank, .lexrank, .lsa, .centrality])
  func once(method: SummarizationMethod) throws {
    let said =
      "The council voted to deepen the harbour by two metres next year at a cost of thirty million crowns."
    let (document, sentences) = Sample.document([
      (.paragraph, .body, [said, "Nine members of the council were for it."]),
      (.paragraph, .body, ["Fishermen fear for the eel grass on the northern bank.", said.uppercased()]),
      (
        .paragraph, .body,
        ["The mayor spoke for an hour about the trade of the town.", "\u{201C}\(said)\u{201D}"]
      ),
      (.paragraph, .body, [said.replacing("two metres", with: "2 metres"), "The eel grass will be moved."]),
    ])
    let summary = try Summarizer(encoder: Sample.HashEncoder()).summarize(
      document, sentences: sentences, options: SummaryOptions(method: method, budget: .sentences(3)))
    #expect(summary.sentences.count == 3)
    #expect(summary.sentences.count { $0.text.lowercased().contains("deepen the harbour") } == 1)
  }

  static let numbers = [
    (
      "The bridge over the river Tarn will open to traffic again after fourteen months.",
      "The bridge over the river Tarn will open to traffic again after 14 months."
    ),
    (
      "THE BRIDGE OVER THE RIVER TARN WILL OPEN TO TRAFFIC AGAIN AFTER FOURTEEN MONTHS!",
      "“The bridge over the river Tarn will open to traffic again after 14 months,” it said."
    ),
    (
      "The council will build seven new boats for the school by the harbour.",
      "The council will build 7 new boats for the school by the harbour."
    ),
    (
      "Der Stadtrat beschloss am Montag, den Hafen um zwei Meter zu vertiefen.",
      "Der Stadtrat beschloss am Montag, den Hafen um 2 m zu vertiefen."
    ),
    (
      "Le conseil de la ville veut creuser le port de trois mètres avant hiver.",
      "Le conseil de la ville veut creuser le port de 3 m avant hiver."
    ),
  ]

  @Test("A number in words and in digits is the same", arguments: numbers)
  func sameNumber(first: String, second: String) throws {
    let (document, sentences) = Sample.paragraph([first, second])
    let summary = try Summarizer().summarize(
      document, sentences: sentences, options: SummaryOptions(method: .textrank, budget: .sentences(2)))
    #expect(summary.sentences.count == 1)
  }

  @Test("What denies is no repetition of what affirms")
  func denial() throws {
    let (document, sentences) = Sample.paragraph([
      "The hall of the village will be let to the brass band in summer.",
      "The hall of the village will not be let to the brass band in summer.",
    ])
    let summary = try Summarizer().summarize(
      document, sentences: sentences, options: SummaryOptions(method: .textrank, budget: .sentences(2)))
    #expect(summary.sentences.count == 2)
  }

  @Test(
    "The form of a document is told from its marks",
    arguments: [
      (
        ["Minutes of the ordinary meeting", "Present: Ann Lee and Bo Ray. Apologies: none."],
        DocumentForm.minutes
      ),
      (["Dear Ann, thank you for the draft of the minutes."], .mail),
      (Array(repeating: "Ann Lee: I think that we should go on with it.", count: 9), .transcript),
      (["The bridge over the river opened again on Saturday."], .other),
    ])
  func forms(paragraphs: [String], form: DocumentForm) {
    let (document, _) = Sample.document(paragraphs.map { (.paragraph, .body, [$0]) })
    #expect(DocumentForm(document) == form)
  }
}
