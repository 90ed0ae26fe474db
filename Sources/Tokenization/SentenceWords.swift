/// Words that tell where sentences begin or speech goes on.
enum SentenceWords {
  /// Words that, with a capital after an ambiguous abbreviation, begin a sentence: pronouns, articles,
  /// conjunctions, adverbs of place in the discourse. Names are hardly ever among them.
  static let starters = set(
    """
    the a an this that these those there here it its he she they we you i his her their our my your
    and but or nor yet so for if when while as although though because since unless until whereas whether
    however moreover furthermore therefore thus hence nevertheless nonetheless otherwise instead indeed
    also besides then now today yesterday tomorrow later soon again still even perhaps maybe often sometimes once
    first second third next last finally after before during in on at by with without from to of over under
    between among through about above below against despite within across into upon like unlike
    what who whom whose which why how where did does do is are was were has have had can could will would should may
    might must shall not no yes all both each every some any many most several few one two three four five
    another other others such same only just more less much nobody everyone someone somebody anyone everything
    something nothing none according additionally consequently similarly likewise conversely overall
    specifically notably together thereafter afterwards afterward hereafter given based using compared
    former meanwhile let please
    """)

  /// Those of `starters` that begin a sentence even in small letters, where `on`, `were` and `yesterday`
  /// don't.
  static let smallStarters = set(
    """
    the a an this these those there it he she they we you i his their our my however moreover furthermore therefore
    thus hence then nevertheless nonetheless but although though when if what who why how
    """)

  /// What may follow a time of day inside its sentence, beside weekdays and months.
  static let timeWords = set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist jst aest eastern central mountain pacific
    greenwich
    """)

  /// Verbs of saying, for `“Where?” Mary asked.`
  static let saying = set(
    """
    said says say asked asks replied replies cried cries answered answers exclaimed whispered shouted murmured
    muttered added adds continued repeated returned rejoined observed remarked inquired enquired demanded called
    screamed yelled sighed laughed begged suggested explained growled gasped thought wondered interrupted wrote
    speculated pursued announced ventured persisted insisted protested declared stammered faltered mused reflected
    responded retorted roared sobbed snapped groaned moaned hissed grunted urged pleaded mumbled chuckled giggled
    concluded commented countered echoed resumed objected intervened breathed mocked teased warned wailed
    """)

  /// Nouns whose members carry a capital letter: `vitamin C. Patients …`
  static let lettered = set(
    """
    vitamin vitamins hepatitis influenza plan type group class grade figure fig table panel appendix section part
    option team exhibit model phase schedule category factor protein drug series level room arm cohort site step
    point set case variant strain line column row chromosome haplogroup subtype annex
    """)

  /// Names of kings and nouns that `I` numbers: `George I. Mary …`
  static let regnal = set(
    """
    james charles henry george william edward elizabeth napoleon nicholas francis frederick ferdinand alexander
    catherine mary peter paul philip leopold war act
    """)

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
