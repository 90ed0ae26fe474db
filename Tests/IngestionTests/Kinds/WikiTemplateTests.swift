import Ingestion
import Testing

@Suite("Text that templates print")
struct WikiTemplateTests {
  static let cases: [(String, String)] = [
    ("It is {{convert|1300|mi|km}} long.", "It is 1300 mi long."),
    ("A cliff of {{convert|93|m|ft|abbr=off|sp=us}} falls.", "A cliff of 93 m falls."),
    ("He was {{convert|5|ft|11|in|m|2}} tall.", "He was 5 ft 11 in tall."),
    ("From {{convert|10|to|20|km|mi}} away.", "From 10 to 20 km away."),
    ("The pond is {{cvt|12|m}} deep.", "The pond is 12 m deep."),
    ("It is {{formatnum:18}} degrees.", "It is 18 degrees."),
    ("It lives {{val|879.6|0.8|u=s}} here.", "It lives 879.6±0.8 s here."),
    ("Charge of {{val|1.6|e=-19|u=C}} each.", "Charge of 1.6×10^-19 C each."),
    ("Begun on {{start date|1976|12|1}} there.", "Begun on December 1, 1976 there."),
    ("Born {{birth date and age|df=yes|1950|3|2}} there.", "Born 2 March 1950 there."),
    ("Made by {{nowrap|Ida Brandt}} alone.", "Made by Ida Brandt alone."),
    ("At {{coord|57|18|N|4|27|W|display=inline}} lies it.", "At 57°18′N 4°27′W lies it."),
    ("At {{coord|57.3|-4.45}} lies it.", "At 57.3, -4.45 lies it."),
    ("About {{circa|1,200}} people.", "About c. 1,200 people."),
    ("And {{frac|1|2}} of them, or {{frac|3}}.", "And 1/2 of them, or 1/3."),
    ("It cost {{US$|4 million}} and {{£|300}}.", "It cost US$4 million and £300."),
    ("The {{lang|fr|pont neuf}} is old.", "The pont neuf is old."),
    ("Called {{lang-de|Brücke}} there.", "Called Brücke there."),
    ("By {{ill|Ann Petrel|de}} herself.", "By Ann Petrel herself."),
    ("So {{abbr|approx.|approximately}} ten.", "So approx. ten."),
    ("See {{hlist|tar|hemp|rope}} below.", "See tar, hemp, rope below."),
    ("It is {{nowrap|{{convert|3|km}} off}} now.", "It is 3 km off now."),
    ("It is {{nowrap|the [[rope|long rope]]}} now.", "It is the long rope now."),
    ("Ropes{{citation needed|date=May 2031}} float.", "Ropes float."),
    ("Ropes{{sfn|Tarn|1976|p=3}} float.", "Ropes float."),
    ("Between 3{{snd}}4 ropes.", "Between 3 – 4 ropes."),
    ("A {{chem|H|2|O}} drop.", "A H2O drop."),
    ("Sie fliegt {{unité|20|km/h}} schnell.", "Sie fliegt 20 km/h schnell."),
    ("Pesa {{unidad|20|kg}} ahora.", "Pesa 20 kg ahora."),
    ("Au {{s-|XIX}} ici.", "Au XIXe siècle ici."),
    ("The number is {{wholly unknown|x}} today.", "The number is […] today."),
    ("Made {{no such template}}, they say.", "Made […], they say."),
    ("It has {{#expr:3+4}} doors.", "It has 7 doors."),
    ("It is {{#if:a|open|shut}} now.", "It is open now."),
    ("It is {{#if:|open|shut}} now.", "It is shut now."), ("From {{circa}} 1500 on.", "From c. 1500 on."),
    ("He is {{height|ft=5|in=6}} tall.", "He is 5 ft 6 in tall."),
    ("A tower of {{height|m=12}} fell.", "A tower of 12 m fell."),
    ("La tour means {{gloss|the tower}} there.", "La tour means ‘the tower’ there."),
    ("Au {{XXe siècle}} ici.", "Au XXe siècle ici."), ("Au {{s|XIX|e}} ici.", "Au XIXe siècle ici."),
    ("Le {{1er}} jour.", "Le 1er jour."), ("Il dit {{Citation|bonjour}} ici.", "Il dit bonjour ici."),
    ("It is{{citation|title=X|year=1999}} so.", "It is so."),
    ("Pop. {{zh|c=北京|p=Běijīng}} now.", "Pop. 北京 now."),
    ("{{仮リンク|船|en|Ship}}が港にある。", "船が港にある。"), ("大きな{{謎の雛形|x}}が港にある。", "大きな[…]が港にある。"),
    ("本文です。{{要出典}}次の文です。", "本文です。次の文です。"),
    ("Called {{{1|the tarn}}} here.", "Called the tarn here."),
    ("Called the tarn{{{name}}} here.", "Called the tarn here."),
    ("Called {{{1|{{{name|the tarn}}}}}} here.", "Called the tarn here."),
    ("It is {{nowrap|{{{1|three}}} km}} off.", "It is three km off."),
    ("It is {{{1|{{convert|3|km}}}}} off.", "It is 3 km off."),
    ("So {{{{{1}}}}} they say.", "So […] they say."),
    ("A set {{{nowrap|a}} of one.", "A set {a of one."),
    ("Il porte à {{nombre|24|milles}} ici.", "Il porte à 24 milles ici."),
    (
      "Construit par {{Lien|langue=en|trad=John Marlow|fr=Jean Marlow}} seul.",
      "Construit par Jean Marlow seul."
    ),
    ("Lo cuidó {{ill|en|Ann Petrel}} sola.", "Lo cuidó Ann Petrel sola."),
    ("È alto {{M|32|ul=m}} circa.", "È alto 32 m circa."),
    ("Высотой {{число|32}} м, вес {{s|12 500 т}} всего.", "Высотой 32 м, вес 12 500 т всего."),
    ("Смотритель {{нп5|Энн Петрел||en|Ann Petrel}} там.", "Смотритель Энн Петрел там."),
    ("Температура {{непонятно|12}}{{нет АИ}} была.", "Температура […] была."),
    ("Em {{séc|XIX}} caiu{{carece de fontes}}.", "Em século XIX caiu."),
    ("Cayó en el {{siglo|XIX||s}} aquí.", "Cayó en el siglo XIX aquí."),
    ("La température est de {{tmp|12|°C}} ici.", "La température est de 12 °C ici."),
    ("Sie sagte {{\"|Komm her}} zu ihm.", "Sie sagte Komm her zu ihm."),
    ("The sum <math>a^2 + b_1</math> holds.", "The sum a^2 + b_1 holds."),
    ("About 10<sup>6</sup> of the 5<sup>th</sup> kind.", "About 10^6 of the 5th kind."),
  ]

  @Test("A template's text stays in the sentence", arguments: cases)
  func sentence(source: String, text: String) throws {
    let document = try Kind.read(Kind.wiki(source))
    #expect(Kind.texts(document) == [text])
  }

  @Test("Templates on lines of their own leave nothing")
  func boxes() throws {
    let document = try Kind.read(
      Kind.wiki(
        "{{Short description|River}}\n{{Infobox river|name=Tarn|length={{convert|3|mi}}}}\nIt is long.\n{{Unknown box|x}}\n"
      ))
    #expect(Kind.texts(document) == ["It is long."])
  }

  @Test("What a template adds has no source of its own, and covers what it stands for")
  func insertion() throws {
    let document = try Kind.read(Kind.wiki("It cost {{US$|4}} then."))
    let text = Array(document.text.utf8)
    let inserted = document.map.insertions.map { String(decoding: text[$0], as: UTF8.self) }
    #expect(inserted == ["US$"])
  }
}
