/// Words whose two parts only a hyphen joins, and that a line end between them must not make one.
enum HyphenatedPairs {
  /// `Peut-être`, `dit-il`, `celui-ci`, `grand-père`, `vingt-deux`: words of French whose second part is no
  /// syllable.
  static func areFrench(_ first: String, _ second: String) -> Bool {
    switch second {
    // French divides before a consonant, "ou-til": a verb asks where t or d stands before the hyphen.
    case "il", "ils": return first.utf8.count > 2 && (first.hasSuffix("t") || first.hasSuffix("d"))
    case "elle", "elles": return first.hasSuffix("t") || first.hasSuffix("d")
    case "vous", "nous", "là", "même", "mêmes", "moi", "toi", "lui": return true
    case "ci": return ["celui", "celle", "ceux", "celles", "ici", "par"].contains(first)
    case "être": return first == "peut"
    case "ce": return ["est", "était", "serait", "sera", "soit", "fut", "sont"].contains(verb(first))
    case "je":
      return ["suis", "ai", "dis", "puis", "sais", "vois", "crois", "veux", "peux", "dois"].contains(
        verb(first))
    case "tu": return ["as", "es", "veux", "peux", "sais", "vas", "dis", "fais"].contains(verb(first))
    case "on": return ["dit", "peut", "doit", "voit", "fait", "sait"].contains(verb(first))
    case "y": return ["vas", "allez", "allons", "pensez"].contains(first)
    default: return french[first]?.contains(second) == true
    }
  }

  /// What stands behind an apostrophe: "est" of "qu'est".
  private static func verb(_ word: String) -> String {
    word.split { $0 == "’" || $0 == "'" }.last.map(String.init) ?? word
  }

  /// `Anti-inflammatory`, `re-enter`, `mid-sentence`, `follow-up`.
  static func areEnglish(_ first: String, _ second: String) -> Bool {
    if let vowel = meetingVowels[first], second.unicodeScalars.first == vowel { return true }
    switch first {
    case "mid": return !solidAfterMid.contains(second)
    case "check", "sit", "built", "drive", "plug", "log", "trade", "live", "break":
      if second == "in" { return true }
    default: break
    }
    switch second {
    case "up", "ups": return first.utf8.count > 2 && !["syr", "stir", "ketch", "gal", "tul"].contains(first)
    case "off", "offs": return first.utf8.count > 2
    case "in": return first.hasSuffix("ing")
    case "to": return ["lean", "set", "how", "go"].contains(first)
    default: return false
    }
  }

  /// Prefixes before the vowel that they end with: "antiinflammatory" is not written.
  private static let meetingVowels: [String: Unicode.Scalar] = [
    "anti": "i", "semi": "i", "multi": "i", "re": "e", "pre": "e", "de": "e", "ultra": "a", "intra": "a",
    "extra": "a", "meta": "a", "micro": "o", "neo": "o",
  ]

  private static let solidAfterMid: Set<String> = [
    "night", "nights", "day", "days", "summer", "winter", "way", "wife", "wives", "wifery", "land", "lands",
    "point", "points", "field", "ship", "shipman", "shipmen", "ships", "week", "weekly", "stream", "dle",
    "dling",
    "get", "gets", "st", "riff", "riffs", "rib", "section", "iron", "town", "range", "term",
  ]

  private static let family = "père mère pères mères"
  private static let units = "un une deux trois quatre cinq six sept huit neuf"
  private static let french: [String: Set<String>] = {
    let parts: [(String, String)] = [
      (
        "grand grands",
        family + " parents parent oncle oncles tante tantes papa maman rue messe peine route voile duc angle"
      ),
      ("arrière", family + " grand petit garde pays plan boutique cour cuisine goût pensée saison train"),
      ("beau beaux", "père pères frère frères fils parents"),
      ("belle belles", "mère mères fille filles sœur sœurs soeur soeurs famille"),
      (
        "petit petits petite petites",
        "fils fille filles enfant enfants neveu neveux nièce bourgeois bourgeoise"
      ),
      (
        "demi",
        "heure heures douzaine frère sœur siècle lieue jour journée tour mesure litre finale cercle dieu"
      ),
      ("vingt trente quarante cinquante soixante", units + " dix onze douze treize quatorze quinze seize"),
      ("quatre", "vingt vingts"), ("dix", "sept huit neuf"), ("vingts", units + " dix onze douze treize"),
      ("ci", "dessous dessus après contre devant joint jointe joints jointes gît inclus incluse"),
      ("au", "dessous dessus delà dedans dehors devant"), ("par", "dessous dessus delà devant dehors"),
      ("là", "bas haut dessus dessous dedans"),
      (
        "porte",
        "monnaie parole paroles voix avions clefs clés plume bagages drapeau bonheur fenêtre bouteilles"
      ),
      ("avant", "hier garde poste postes propos dernier dernière coureur scène veille goût bras"),
      ("après", "midi demain guerre vente coup"), ("quelques", "uns unes"),
      (
        "sous",
        "sol sols officier officiers préfet lieutenant marin marins bois titre titres main entendu entendus"
      ),
      ("vice", "président roi amiral consul"), ("ex", "ministre président roi"),
      ("nouveau nouveaux", "né nés venu venus"),
      ("mi", "temps chemin août juillet juin mai mars hauteur corps"),
      ("chef chefs", "lieu lieux"), ("haut", "parleur fourneau relief"),
      ("bas", "relief côté fond"),
      ("plus", "value"), ("libre", "échange service"), ("franc", "maçon maçons tireur"), ("coffre", "fort"),
      ("long", "courrier"), ("peau", "rouge"), ("rouge", "gorge"), ("chou", "fleur"), ("arc", "en"),
      ("contre", "amiral attaque jour coup"), ("abat", "jour"), ("tire", "bouchon"),
      ("casse", "croûte tête noix cou"),
      ("garde", "fou côte chasse malade manger robe"), ("hôtel", "dieu"), ("pot", "au"), ("rez", "de"),
      ("outre", "mer tombe manche"), ("tout", "puissant à"), ("toute", "puissance"),
    ]
    var table: [String: Set<String>] = [:]
    for (firsts, seconds) in parts {
      for first in firsts.split(separator: " ") {
        table[String(first), default: []].formUnion(seconds.split(separator: " ").map(String.init))
      }
    }
    return table
  }()
}
