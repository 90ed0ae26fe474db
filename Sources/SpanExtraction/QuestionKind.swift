/// What a question asks for, by its words: what a reader of spans needs to know of it.
public enum QuestionKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing is asked: a mark, a greeting, a title.
  case none
  /// Yes or no.
  case yesOrNo
  /// Several things: "Which rivers …", "List the …".
  case list
  /// A number or an amount.
  case quantity
  /// Anything else.
  case other

  /// The kind of `question`.
  public init(of question: String) {
    let words = QuestionWords(question)
    guard words.asks else {
      self = .none
      return
    }
    if words.isYesOrNo {
      self = .yesOrNo
    } else if words.asksForQuantity {
      self = .quantity
    } else if words.asksForSeveral {
      self = .list
    } else {
      self = .other
    }
  }
}

/// A question's words in lower case, without marks.
struct QuestionWords {
  private let words: [String]
  /// All of them in order.
  var all: [String] { words }
  private let hasMark: Bool
  /// Whether it is written in other letters than Latin ones, of which nothing is known here.
  private let isForeign: Bool

  init(_ question: String) {
    hasMark = question.contains { "?¿？".contains($0) }
    words = question.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }
      .map { String($0.map { $0 == "’" ? "'" : $0 }) }
    isForeign = question.unicodeScalars.contains { $0.value > 0x24F && $0.properties.isAlphabetic }
  }

  private var first: String { words.first ?? "" }

  /// Whether anything is asked, about anything.
  var asks: Bool {
    if isForeign { return true }
    guard words.contains(where: { !Self.empty.contains($0) && !Self.interrogatives.contains($0) }) else {
      return false
    }
    if hasMark { return true }
    if words.contains(where: { Self.isInterrogative($0) }) { return true }
    if words.count > 1, Self.imperatives.contains(first == "please" ? words[1] : first) { return true }
    // "wher does carla liv": who misspells the question word still says "does".
    if words.count > 2, ["do", "does", "did"].contains(words[1]) { return true }
    return words.count > 2 && Self.auxiliaries.contains(Self.withoutNot(first))
  }

  /// Whether it begins with a verb and leaves nothing to choose: "Was it red?", not "Was it red or green?".
  var isYesOrNo: Bool {
    words.count > 2 && Self.auxiliaries.contains(Self.withoutNot(first)) && !words.contains("or")
  }

  /// Whether it asks for several things.
  var asksForSeveral: Bool {
    let start = words.drop { ["please", "can", "you", "in", "to", "at", "on", "for", "of"].contains($0) }
    guard let first = start.first, start.count > 1 else { return false }
    let rest = start.dropFirst().drop { ["the", "all", "of", "other", "some", "me"].contains($0) }
    guard let next = rest.first else { return false }
    switch first {
    case "list", "enumerate": return true
    case "name", "give", "mention": return Self.numerals.contains(next) || Self.isPlural(next, rest)
    case "which", "what":
      if Self.numerals.contains(next) { return next != "one" }
      // "What are the symptoms", "Which were the towns".
      if ["are", "were"].contains(next) {
        let things = rest.dropFirst().drop {
          ["the", "all", "some", "his", "her", "their", "its"].contains($0)
        }
        return rest.count > things.count + 1 && things.prefix(3).contains { Self.isPluralForm($0) }
      }
      return Self.isPlural(next, rest)
    case "who": return ["are", "were"].contains(next) && rest.dropFirst().contains { Self.isPluralForm($0) }
    default: return false
    }
  }

  /// Whether it asks which release: "In which version …", "What release …".
  var asksForRelease: Bool {
    zip(words, words.dropFirst()).contains { word, next in
      ["which", "what"].contains(word) && ["version", "versions", "release", "releases"].contains(next)
    }
  }

  /// Whether a number alone answers it: "In which version …", of a document that may be no change log.
  var asksSinceRelease: Bool {
    asksForRelease
      && zip(words, words.dropFirst()).contains { word, next in
        ["in", "since", "from", "with"].contains(word) && ["which", "what"].contains(next)
      }
  }

  /// Whether what it asks for may be items of a list, many or one.
  var mayAskForItems: Bool {
    !isYesOrNo && !words.contains { ["who", "when", "where", "why", "how", "whose", "whom"].contains($0) }
      && (words.contains { ["what", "which"].contains($0) } || Self.imperatives.contains(first))
  }

  /// Whether it asks for all that there is of something: "What should I bring?", "What luggage is allowed?",
  /// "What is needed for it?", not "What is the rule?".
  var asksForAll: Bool {
    guard first == "what", words.count > 2 else { return false }
    return !["is", "was", "'s"].contains(words[1]) || Self.ofAll.contains(words[2])
  }

  /// Words behind "what is" of who means all that there is.
  private static let ofAll: Set<String> = [
    "needed", "required", "included", "excluded", "allowed", "permitted", "forbidden", "provided", "covered",
    "sold", "served", "in", "on",
  ]

  /// Whether it may ask for several things, or for one: "What did she bring?"
  var mayAskForSeveral: Bool {
    first == "what" && words.count > 2 && Self.auxiliaries.contains(Self.withoutNot(words[1]))
      && !["is", "was"].contains(words[1])
  }

  /// Whether it asks who somebody is.
  var asksWho: Bool { words.contains("who") || words.contains("whom") }

  /// Whether both ends of a range belong to the answer: it asks when or how much, and for no end of anything.
  var mayAskForRange: Bool {
    (words.contains("when") || words.contains("how") || words.contains("cost"))
      && !words.contains { Self.ends.contains($0) }
  }

  /// Whether it asks for a number.
  var asksForQuantity: Bool {
    for (word, next) in zip(words, words.dropFirst()) {
      if word == "how", ["many", "much"].contains(next) { return true }
      if ["what", "which"].contains(word), ["percentage", "percent", "number", "proportion"].contains(next) {
        return true
      }
    }
    return false
  }

  /// A noun in the plural right behind "which" or "what", or behind one adjective or two.
  private static func isPlural(_ next: String, _ rest: ArraySlice<String>) -> Bool {
    for (place, word) in rest.prefix(3).enumerated() {
      if isPluralForm(word) {
        // "Which river flows through …": behind a noun a verb may end in -s, too.
        let after = rest.dropFirst(place + 1).first
        return place == 0 || after.map { !behindVerbs.contains($0) } ?? false
      }
      // A verb ends the words that belong to the question word.
      if word == "of" || auxiliaries.contains(word) || word.hasSuffix("ed") || word.hasSuffix("s") {
        return false
      }
    }
    return false
  }

  private static func isPluralForm(_ word: String) -> Bool {
    if irregular.contains(word) { return true }
    return word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
      && !word.hasSuffix("is") && !singular.contains(word)
  }

  private static func isInterrogative(_ word: String) -> Bool {
    interrogatives.contains(word)
      || word.hasSuffix("'s") && interrogatives.contains(String(word.dropLast(2)))
  }

  /// "isn't" is "is".
  private static func withoutNot(_ word: String) -> String {
    contracted[word] ?? (word.hasSuffix("n't") ? String(word.dropLast(3)) : word)
  }

  private static let contracted = ["won't": "will", "can't": "can", "shan't": "shall"]

  /// Words that ask, of the languages whose texts are read most.
  private static let interrogatives: Set<String> = [
    "who", "whom", "whose", "what", "which", "when", "where", "why", "how", "whats", "whos", "wheres",
    "whether", "wer", "wen", "wem", "wessen", "wann", "wo", "wohin", "woher", "warum", "wieso", "weshalb",
    "wie", "welche", "welcher", "welches", "qui", "quoi", "quand", "où", "pourquoi", "quel",
    "quelle", "quels", "quelles", "combien", "qué", "quién", "quiénes", "cuándo", "dónde", "cómo", "cuál",
    "cuántos", "chi", "quando", "dove", "perché", "quale", "quanti", "wat", "waar", "wanneer", "waarom",
    "hoe",
    "welk", "quem", "onde", "quantos",
  ]

  private static let imperatives: Set<String> = [
    "list", "name", "give", "tell", "find", "show", "describe", "explain", "define", "identify", "mention",
    "enumerate", "state", "count",
  ]

  private static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "can", "could", "will",
    "would", "should", "shall", "may", "might", "must",
  ]

  /// Words that by themselves ask about nothing.
  private static let empty: Set<String> = auxiliaries.union([
    "the", "a", "an", "hello", "hi", "hey", "thanks", "thank", "you", "please", "ok", "okay", "yes", "no",
    "test",
    "testing", "bye", "goodbye", "and", "so", "then", "it", "this", "that", "of", "in", "to", "for", "really",
    "else", "not",
  ])

  /// Words of who asks for one end of a range.
  private static let ends: Set<String> = [
    "most", "least", "maximum", "minimum", "max", "min", "highest", "lowest", "largest", "smallest", "latest",
    "earliest", "last", "first", "end", "ends", "ended", "ending", "begin", "begins", "began", "begun",
    "start",
    "starts", "started", "until", "till", "since", "stop", "stopped", "over", "leave", "left", "die", "died",
    "born", "upper", "lower",
  ]

  private static let numerals: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "2", "3", "4", "5", "6",
    "7",
    "8", "9", "10",
  ]

  /// What may stand behind a verb and hardly behind the noun of "which rivers".
  private static let behindVerbs: Set<String> = [
    "the", "a", "an", "through", "in", "to", "on", "at", "by", "from", "with", "into", "over", "his", "her",
    "its",
    "their", "it", "them", "there", "up", "out", "off", "under", "between", "about",
  ]

  private static let irregular: Set<String> = [
    "people", "men", "women", "children", "teeth", "feet", "mice", "criteria", "phenomena", "bacteria",
    "media",
  ]

  private static let singular: Set<String> = [
    "does", "was", "has", "this", "always", "species", "series", "news", "physics", "mathematics", "politics",
    "economics", "yes", "means", "lens", "gas", "atlas", "goes", "says", "makes", "causes", "happens",
    "gives",
    "takes", "shows", "comes", "keeps", "holds", "uses", "tells", "needs", "becomes", "removes", "continues",
    "prints", "builds", "measures", "starts", "begins", "ends", "leads", "runs", "plays", "lives", "works",
    "helps", "allows", "contains", "includes", "produces", "provides", "requires", "describes", "belongs",
    "decides", "controls", "connects", "separates", "surrounds", "represents", "refers", "stands",
  ]
}
