/// English words that stand in any text and are the subject of none, beside `StopWords`: for key phrases.
enum CommonWords {
  /// Whether a phrase may end in `word`, in lower case or as a name: what a phrase is about is said by its
  /// last word.
  ///
  /// - Parameter alone: whether it is the whole phrase.
  static func isSubject(_ word: String, alone: Bool) -> Bool {
    let lower = word.lowercased()
    if describing.contains(lower) || measures.contains(lower) && alone { return false }
    // "gained", "produced": what was done, without what it was done to. Names may end as they like.
    return !(lower == word && lower.hasSuffix("ed") && lower.utf8.count > 4 && !exceptions.contains(lower))
  }

  /// Nouns that end like participles.
  private static let exceptions = set(
    "hundred seabed infrared watershed homestead bloodshed flatbed riverbed newlywed biped quadruped")

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  /// Words that end a phrase before them and are in none: prepositions, adverbs, pronouns, numbers, the
  /// plainest verbs, and what reports and papers say of themselves.
  static let everywhere = set(
    """
    across ago ahead almost alone along already altogether always amid another anybody anyone anything apart around aside away
    back beside besides beyond despite else elsewhere enough especially even ever every everybody everyone everything everywhere
    except fairly far forever generally hardly indeed inside instead later least less little lot maybe merely mostly namely near
    nearly never next nobody none nothing nowhere ones onto others otherwise outside perhaps quite rather really recently
    relatively respectively simply somebody somehow someone something sometimes somewhat somewhere soon still together
    toward towards twice unless unlike usually whatever whenever wherever whoever within yes yesterday
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty hundred thousand million dozen
    half first second third fourth fifth last once
    ask asked asks became become becomes began begin begins begun bring brings brought call called calls came come comes coming
    describe described felt find finds found gave get gets getting give given gives go goes going gone got happen happened keep
    keeps kept knew know known knows left let lets look looked looking looks lost made make makes making mean means meant need
    needed needs put puts said say saying says see seem seemed seems seen set sent shall showed show shows shown stand stands
    stood take taken takes taking tell tells think thinks thought told took tried try trying turn turned used use uses using want
    wanted wants went won wrote
    based compared consider considered consistent containing contains due example examples fig figure figures following
    includes including indicate indicated indicates method methods number numbers observed obtained order performed present
    presented previous previously reported respect result results section shown significantly similar study suggest suggested
    suggests supplementary table tables thing things way ways well work works
    """)

  /// Words that say how something is, not what: a phrase does not end in one.
  private static let describing = set(
    """
    able aged available average bad best better big brief broad certain clear close cold common complete complex current dark deep
    different difficult direct early easy empty entire equal exact fair few final fine free full further general good great half
    hard heavy high higher highest hot important individual initial interesting kind large larger largest late latest likely
    long longer low lower lowest main major many middle-aged minor modern narrow necessary new normal obvious old older ordinary original
    overall particular plain poor possible potential proper quick quiet rare ready real recent relative right same separate
    serious several sharp short shorter significant simple single slight slow small smaller smallest special specific strong
    sudden sure total true typical unknown useful usual various vast warm whole wide wrong young younger
    """)

  /// Measures and what everybody has: a phrase ends in them, and they are none by themselves.
  private static let measures = set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december
    amount case cases change changes day days degree effect effects end fact group groups hour hours increase kind level levels
    man men minute minutes moment month months morning name night part parts people person place places point points problem
    question rate reason side sort time times type types value values week weeks woman women word words year years
    """)
}
