import Tensors

/// Asks a question in other words, so that a reader does not learn that answers stand among the question's
/// own.
///
/// Question words are put differently ("How many" becomes "What number of"), common words are exchanged for
/// others of about the same meaning, the question word moves to the end, or the question becomes a request.
/// The grammar is rough at times, as people's is.
package enum QuestionRewording {
  /// How questions begin, longest first, and what may stand there instead.
  private static let beginnings: [(words: [String], others: [String])] = [
    (["what", "is", "the", "name", "of"], ["what do people call", "how does one call"]),
    (["what", "was", "the", "name", "of"], ["what did people call", "by what name went"]),
    (["in", "what", "year"], ["which year was it when", "in which year", "when"]),
    (["in", "which", "year"], ["when", "what year was it when"]),
    (["how", "many"], ["what number of", "what is the number of", "what was the count of"]),
    (["how", "much"], ["what amount of", "what quantity of"]),
    (["how", "long"], ["for what time", "for what length of time", "over what period"]),
    (["how", "old"], ["of what age", "at what age"]),
    (["how", "often"], ["with what frequency", "at what intervals"]),
    (["how", "far"], ["at what distance", "over what distance"]),
    (["what", "kind", "of"], ["which sort of", "what type of"]),
    (["what", "type", "of"], ["which kind of", "what sort of"]),
    (["what", "year"], ["which year", "in which year", "when"]),
    (["who"], ["which person", "what person", "whom do they say"]),
    (["whose"], ["which person's", "the what of whom:"]),
    (["when"], ["at what time", "on what date or in what year", "what was the time when"]),
    (["where"], ["in what place", "at what place", "in which location"]),
    (["why"], ["for what reason", "what is the reason that", "because of what"]),
    (["how"], ["in what way", "by what means", "in which manner"]),
    (["which"], ["what"]),
  ]

  private static let synonyms: [String: [String]] = {
    let groups = """
      founded established set-up, built constructed erected, made produced created, began started opened,
      begin start, ended finished closed, end finish close, called named termed, used employed applied,
      use employ apply, died passed-away, kill slay, killed slain, won gained, win gain, gave handed granted,
      give hand grant, received got obtained, receive get obtain, wrote penned authored, written penned authored,
      found discovered, invented devised conceived, moved shifted went, lived dwelt resided, live dwell reside,
      said stated told, say state tell, thought believed held, think believe, led headed guided, lead head guide,
      caused brought-about led-to, cause bring-about lead-to, happened occurred took-place, happen occur take-place,
      became turned-into, become turn-into, showed displayed revealed, show display reveal, allowed permitted let,
      allow permit let, needed required, need require, helped assisted aided, help assist aid,
      bought purchased acquired, buy purchase acquire, sold traded, sent dispatched, chosen picked selected,
      chose picked selected, replaced superseded, increased rose grew, increase rise grow, decreased fell shrank,
      decrease fall shrink, destroyed ruined wrecked, attacked assaulted raided, defeated beaten,
      ruled governed reigned, taught instructed, studied examined researched, contains holds has, contain hold have,
      includes comprises contains, include comprise contain, described depicted portrayed, describe depict portray,
      located situated placed, important significant major, main principal chief, primary principal main,
      largest biggest greatest, large big great, small little, oldest earliest, first earliest initial, last final,
      famous well-known renowned, popular well-liked, common frequent widespread, difficult hard,
      different distinct other, various several, type kind sort, types kinds sorts, city town, country nation state,
      countries nations states, people persons folks, person individual human, child kid, children kids,
      area region zone, group body band, part portion piece, parts portions pieces, reason cause ground,
      result outcome effect, purpose aim goal, method way technique, process procedure, job occupation work,
      money funds, cost price, amount quantity, percentage share proportion, war conflict, battle fight,
      leader head chief, king monarch ruler, ship vessel boat, student pupil, students pupils, teacher instructor,
      book volume work, song tune, movie film, game match, team side, company firm business, building structure,
      river stream, illness disease sickness, doctor physician, food nourishment, language tongue,
      happy glad pleased, angry furious, house home, big large huge, wanted wished desired, want wish desire,
      asked inquired, looked gazed, saw noticed spotted, see notice spot, liked enjoyed loved, like enjoy, bad poor,
      good fine, quickly fast rapidly, slowly gradually, buyer customer, product item article, problem trouble issue,
      information data details, share disclose, shared disclosed, collect gather, collected gathered,
      protect safeguard, protected safeguarded, store keep, stored kept, play perform, played performed,
      road street way, forest wood, woman lady, man fellow gentleman, dead deceased, rich wealthy, poor needy,
      strange odd peculiar, clever smart bright, near close-to by, during throughout in, after following,
      before prior-to, about concerning regarding
      """
    var table: [String: [String]] = [:]
    for group in groups.split(separator: ",") {
      let words = group.split(whereSeparator: \.isWhitespace).map { String($0.replacing("-", with: " ")) }
      for word in words where !word.contains(" ") { table[word, default: []] += words.filter { $0 != word } }
    }
    return table
  }()

  private static let openings = [
    "tell me,", "i would like to know", "can you say", "please tell", "do you know", "according to the text,",
    "find out",
  ]
  private static let verbs: Set = [
    "did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would",
    "should",
  ]

  /// The question in other words; nil where nothing in it can be said otherwise.
  package static func reworded(_ question: String, _ random: inout CounterRandom) -> String? {
    var words = question.split(whereSeparator: { $0.isWhitespace || $0 == "?" }).map(String.init)
    guard words.count > 2 else { return nil }
    var isChanged = false
    func chance(_ share: Double, _ random: inout CounterRandom) -> Bool { Double(random.uniform()) < share }
    if chance(0.75, &random) { isChanged = exchange(&words, &random) }
    if chance(0.2, &random), let turned = turned(words) {
      words = turned
      isChanged = true
    } else if chance(0.5, &random) {
      let lower = words.prefix(5).map { $0.lowercased() }
      if let (first, others) = beginnings.first(where: { lower.starts(with: $0.words) }) {
        words.replaceSubrange(..<first.count, with: [others[Int(random.next() % UInt64(others.count))]])
        isChanged = true
      }
    }
    if chance(0.1, &random) {
      words.insert(openings[Int(random.next() % UInt64(openings.count))], at: 0)
      isChanged = true
    }
    guard isChanged else { return nil }
    return words.joined(separator: " ") + (chance(0.8, &random) ? "?" : "")
  }

  /// Two words in three that have synonyms give way to one. A capital further in is part of a name.
  private static func exchange(_ words: inout [String], _ random: inout CounterRandom) -> Bool {
    var isChanged = false
    for (place, word) in words.enumerated() {
      let tail = word.reversed().prefix { ",.;:!".contains($0) }.count
      let core = String(word.dropLast(tail))
      guard core == core.lowercased(), let others = synonyms[core], random.next() % 3 > 0 else { continue }
      words[place] = others[Int(random.next() % UInt64(others.count))] + word.suffix(tail)
      isChanged = true
    }
    return isChanged
  }

  /// `What did Ada build in Leeds` as `Ada build in Leeds what`: what is asked for comes last.
  private static func turned(_ words: [String]) -> [String]? {
    let lower = words.map { $0.lowercased() }
    guard let first = lower.first,
      ["what", "which", "who", "where", "when", "why", "how", "in"].contains(first),
      let verb = lower.prefix(5).firstIndex(where: verbs.contains), verb > 0, verb + 2 < words.count
    else { return nil }
    let rest =
      Array(words[(verb + 1)...]) + (["did", "does", "do"].contains(lower[verb]) ? [] : [words[verb]])
    return rest + lower[..<verb]
  }
}
