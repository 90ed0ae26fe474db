import Ingestion
import Testing

@Suite("Families of templates, in the languages of large wikis")
struct WikiTemplateFamilyTests {
  /// A dump in `language` with one article.
  static func dump(_ text: String, _ language: String) -> String {
    Kind.wiki(text).replacing("<mediawiki>", with: "<mediawiki xml:lang=\"\(language)\">")
  }

  static let ranges: [(String, String)] = [
    ("Built {{circa|1310|1340}} by hand.", "Built c. 1310 – c. 1340 by hand."),
    ("She ruled {{reign|1402|1419}} alone.", "She ruled r. 1402–1419 alone."),
    ("A smith ({{fl.|1120|1150}}) made it.", "A smith (fl. 1120–1150) made it."),
    ("It weighs {{gaps|12|400|050}} grams.", "It weighs 12 400 050 grams."),
    ("Drawn by {{sortname|Enid|Mallow}} herself.", "Drawn by Enid Mallow herself."),
    ("Spoken {{IPA|fr|bato}} there.", "Spoken bato there."),
    ("Spoken {{respell|HAR|bur}} there.", "Spoken HAR-bur there."),
    ("A {{linktext|light|house}} stood.", "A lighthouse stood."),
    ("Press {{keypress|Alt|Q}} now.", "Press Alt+Q now."),
    ("About {{val|4|-|7|u=m}} long.", "About 4-7 m long."),
    ("About {{val|5.4|+0.1|-0.2}} long.", "About 5.4 +0.1 -0.2 long."),
    ("Off by {{±|4}} here.", "Off by ±4 here."),
    ("The {{nihongo|Lamp|灯|Akari}} burns.", "The Lamp (灯, Akari) burns."),
    ("It cost {{CHF|90}} and {{currency|12|NOK}} more.", "It cost CHF 90 and 12 NOK more."),
    ("By {{ill|Ada Fen (poet)|de|lt=Ada Fen}} herself.", "By Ada Fen herself."),
  ]

  @Test("A range, joined arguments and a label are shown whole", arguments: ranges)
  func range(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, "en"))) == [text])
  }

  static let languages: [(String, String, String)] = [
    ("fr", "Au {{s-|II|e| av. J.-C.}} ici.", "Au IIe siècle av. J.-C. ici."),
    ("fr", "Aux {{sp|XI|e|ou|XII|e}} ici.", "Aux XIe ou XIIe siècle ici."),
    ("fr", "Aux {{s2|XI|e|XII|e}} ici.", "Aux XIe et XIIe siècle ici."),
    ("fr", "Chez Lambert et {{Cie}} ici.", "Chez Lambert et Cie ici."),
    ("fr", "Il a {{unité|820|km|2}} ici.", "Il a 820 km2 ici."),
    ("fr", "Né le {{date de naissance-|4|mai|1911}} ici.", "Né le 4 mai 1911 ici."),
    ("fr", "Il y a {{formatnum:45210.5}} barques.", "Il y a 45\u{A0}210,5 barques."),
    ("fr", "Chez {{petites capitales|Lambert}} ici.", "Chez Lambert ici."),
    ("fr", "Il {{citation nécessaire|coule vite}} ici.", "Il coule vite ici."),
    ("fr", "Sous {{Henri IV}} encore.", "Sous Henri IV encore."),
    ("es", "En el {{siglo|III|a|s}} cayó.", "En el siglo III a. C. cayó."),
    ("es", "Nació el {{fecha|9|6|1904}} aquí.", "Nació el 9 de junio de 1904 aquí."),
    ("it", "Nato il {{Data|9|6|1904}} qui.", "Nato il 9 giugno 1904 qui."),
    ("it", "Lungo {{Unità|8|km}} qui.", "Lungo 8 km qui."),
    ("de", "Am {{Datum|9|6|1904}} kam er.", "Am 9. Juni 1904 kam er."),
    ("de", "Es hat {{formatnum:2345678}} Bäume.", "Es hat 2.345.678 Bäume."),
    ("de", "Nach {{§|7|StVO}} gilt es.", "Nach § 7 StVO gilt es."),
    ("de", "Er hat {{EWZ|AT|77}} Einwohner.", "Er hat […] Einwohner."),
    ("ru", "Стоит {{нп3|Порт|в порту|en|Port}} там.", "Стоит в порту там."),
    ("ru", "Было {{дата|9|6|1904}} там.", "Было 9 июня 1904 там."),
    ("ja", "{{仮リンク|灯台 (建物)|en|Lighthouse|label=灯台}}がある。", "灯台がある。"),
    ("pl", "Dnia {{dts|9|6|1904}} spadł.", "Dnia 9 czerwca 1904 spadł."),
    ("en", "In {{As of|2019|07}} it fell.", "In As of July 2019 it fell."),
    ("en", "Born {{birth date|1904|6|9|df=y}} there.", "Born 9 June 1904 there."),
    ("en", "For {{USA}} they ran.", "For USA they ran."),
  ]

  @Test(
    "Dates, numbers, centuries and names are what the wiki's language makes of them", arguments: languages)
  func language(code: String, source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, code))) == [text])
  }

  static let spoken: [(String, String)] = [
    ("Rope ({{IPA-de|zaɪl|lang|Seil.ogg}}) is it.", "Rope (zaɪl) is it."),
    ("Rope ({{IPA-fr|kɔʁd|pron}}) is it.", "Rope (kɔʁd) is it."),
    ("Rope ({{IPA-es|ˈkweɾða|}}; cord) is it.", "Rope (ˈkweɾða; cord) is it."),
    ("Rope ({{IPA-nl|ta|lang}}) is it.", "Rope (ta) is it."),
    ("Rope ({{IPAc-en|lang|r|oʊ|p|Rope.ogg}}) is it.", "Rope (roʊp) is it."),
    ("Rope ({{IPA|de|zaɪl|lang|Seil.ogg}}) is it.", "Rope (zaɪl) is it."),
  ]

  @Test("Of a pronunciation its signs are read, whatever is said of it", arguments: spoken)
  func pronunciation(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, "en"))) == [text])
  }

  static let cited: [(String, String)] = [
    ("{{Harvtxt|Lee|2001}} says so.", "Lee (2001) says so."),
    ("As {{harvtxt|Lee|Doe|2001|p=3}} says, it is.", "As Lee & Doe (2001, p. 3) says, it is."),
    ("As {{Harvcoltxt|Lee|Doe|Fen|2001a}} says, it is.", "As Lee, Doe & Fen (2001a) says, it is."),
    ("As {{harvtxt|Lee|Doe|Fen|Orr|2001}} says, it is.", "As Lee et al. (2001) says, it is."),
    ("As {{harvs|txt|last=Lee|year=2001}} says, it is.", "As Lee (2001) says, it is."),
    ("As {{harvs|txt|year=2001|last=Lee}} says, it is.", "As Lee says, it is."),
    ("So says {{harvnb|Doe|1999|pp=3–4}} too.", "So says Doe 1999, pp. 3–4 too."),
    ("It is so.{{harv|Doe|1999}} It was.{{sfn|Lee|2001}}", "It is so. It was."),
  ]

  @Test("Authors that a sentence speaks of are read with their year", arguments: cited)
  func authors(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, "en"))) == [text])
  }

  static let signs: [(String, String, String)] = [
    ("ja", "字は、{{CP932フォント|①}}番である。", "字は、①番である。"),
    ("ja", "彼は、{{年数|1900|1|1}}歳である。", "彼は、[…]歳である。"),
    ("ja", "{{Harvtxt|山田|2000}}は述べた。", "山田 (2000)は述べた。"),
    ("en", "The letter {{odd font|Þ}} is old.", "The letter Þ is old."),
    ("en", "The sign {{odd font|☞}} is old.", "The sign ☞ is old."),
    ("en", "It melts at {{convert|20|C}} here.", "It melts at 20 °C here."),
    ("en", "It melts at {{convert|68|F|C}} here.", "It melts at 68 °F here."),
    ("en", "It has {{convert|5|to|10|C}} here.", "It has 5 to 10 °C here."),
    (
      "en", "Of H{{sub|2}}O, 10{{sup|3}}, 10{{sub|2}} and the 19{{sup|th}}.",
      "Of H2O, 10^3, 10_2 and the 19th."
    ),
  ]

  @Test(
    "Signs in templates that are not known, units that are written without theirs, raised and lowered text",
    arguments: signs)
  func sign(code: String, source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, code))) == [text])
  }

  static let notKnown: [(String, String)] = [
    ("It is {{odd frame|very old}} today.", "It is very old today."),
    ("It is {{odd frame|42}} today.", "It is […] today."),
    ("It is {{odd frame|tall|thin}} today.", "It is […] today."),
    ("It is {{odd frame|Boat.svg}} today.", "It is […] today."),
    ("It is {{odd flag|FRA}} today.", "It is […] today."),
    ("From {{odd flag|Norway}} Norway came.", "From Norway came."),
    ("It is {{:Other page}} today.", "It is […] today."),
    ("It is {{#invoke:age|main}} today.", "It is […] today."),
  ]

  @Test(
    "Of an unknown template the one argument that is words is shown, else a mark", arguments: notKnown
  )
  func unknown(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, "en"))) == [text])
  }

  static let decisions: [(String, String)] = [
    ("It is {{#ifeq:a|a|open|shut}} now.", "It is open now."),
    ("It is {{#switch:b|a|b=blue|#default=red}} now.", "It is blue now."),
    ("It is {{#switch:z|a=blue|#default=red}} now.", "It is red now."),
    ("It has {{#expr: (2+3)*4}} oars.", "It has 20 oars."),
    ("It has {{#expr: 1/0}} oars.", "It has […] oars."),
    ("It has {{#expr: 0.1+0.2}} oars.", "It has 0.3 oars."),
    ("It is {{uc:loud}} now.", "It is LOUD now."),
  ]

  @Test("Functions of the wiki's parser are decided and computed", arguments: decisions)
  func decision(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Self.dump(source, "en"))) == [text])
  }
}
