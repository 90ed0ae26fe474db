import Tokenization

/// Numbers that one text writes in words and another in digits.
enum WrittenNumbers {
  /// How many words of two texts mean the same though they are written otherwise: numbers, and the measures
  /// behind them.
  static func agreement(_ first: Substring, _ second: Substring) -> Int {
    let (left, right) = (Self.words(first), Self.words(second))
    guard left.count <= 400, right.count <= 400 else { return 0 }
    return count(words: left, digits: right) + count(words: right, digits: left)
  }

  private static func words(_ text: Substring) -> [String] {
    text.loweredWords { 0x30...0x39 ~= $0.value || $0 == "-" }
  }

  private static func count(words: [String], digits: [String]) -> Int {
    var common = 0
    for (index, word) in words.enumerated() {
      guard let value = values[word] else { continue }
      guard !digits.contains(word), !words.contains(String(value)),
        let other = digits.firstIndex(of: String(value))
      else { continue }
      common += 1
      if index + 1 < words.count, other + 1 < digits.count, words[index + 1] != digits[other + 1],
        measures[digits[other + 1]]?.contains(where: { words[index + 1].hasPrefix($0) }) == true
      {
        common += 1
      }
    }
    return common
  }

  private static let measures: [String: [String]] = [
    "m": ["met", "mèt", "mét"], "km": ["kilom", "kilóm"], "cm": ["cent", "zent"], "mm": ["mill", "milí"],
    "kg": ["kil"], "g": ["gram"], "h": ["hour", "heur", "hor", "or"], "min": ["min"],
    "t": ["ton"],
  ]

  /// One has too many other meanings where it is an article.
  private static let values: [String: Int] = {
    let lists = [
      "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
      "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
      "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
      "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte",
      "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti",
      "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte",
      "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig",
    ]
    var values: [String: Int] = [:]
    for list in lists {
      for (index, word) in list.split(separator: " ").enumerated() { values[String(word)] = index + 2 }
    }
    for (index, word) in "thirty forty fifty sixty seventy eighty ninety hundred".split(separator: " ")
      .enumerated()
    {
      values[String(word)] = index * 10 + 30
    }
    for (index, word) in "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert".split(
      separator: " "
    ).enumerated() {
      values[String(word)] = index * 10 + 30
    }
    return values
  }()
}
