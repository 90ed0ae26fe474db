#!/usr/bin/env python3
"""Prints Tests/IngestionTests/EncodingGuessFixtures.swift: texts without any declaration, long enough that a
reader can tell their encoding, and short Western ones that must not be taken for anything else."""

LONG = {
    "cp1252": [
        "Café",
        "naïve",
        "Zoë",
        "It’s fine.",
        "“Hello,” she said.",
        "Ein kurzer Text über Äpfel und Öl.",
        "Señor Muñoz vive en España desde niño.",
        "Le garçon a mangé une crêpe à l’œuf près de la forêt.",
        "© 2020 Müller & Söhne",
        "25 °C ± 3",
        "price: £5",
        "The word façade appears once in an otherwise plain English sentence that goes on for a while.",
    ],
    "cp1251": [
        "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. "
        "Все смешалось в доме Облонских.",
    ],
    "koi8-r": [
        "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. "
        "Все смешалось в доме Облонских.",
    ],
    "cp1253": [
        "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. "
        "Είναι προικισμένοι με λογική και συνείδηση.",
    ],
    "cp1255": [
        "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם "
        "לנהוג איש ברעהו ברוח של אחווה.",
    ],
    "cp1256": [
        "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا "
        "بروح الإخاء.",
    ],
    "shift_jis": [
        "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で"
        "ニャーニャー泣いていた事だけは記憶している。",
        "これは短い文です。",
    ],
    "euc-jp": [
        "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で"
        "ニャーニャー泣いていた事だけは記憶している。",
    ],
    "gb18030": [
        "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"
        "人人有资格享有本宣言所载的一切权利和自由。",
    ],
    "big5": [
        "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。"
        "人人有資格享有本宣言所載的一切權利和自由。",
    ],
    "euc-kr": [
        "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 "
        "부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
    ],
    "iso-8859-2": [
        "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni "
        "rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa. Każdy człowiek posiada "
        "wszystkie prawa i wolności zawarte w niniejszej Deklaracji bez względu na jakiekolwiek różnice.",
    ],
}

print("import Testing")
print()
print("// Made by Tools/Fixtures/make-guess-fixtures.py.")
print()
print("/// A text whose encoding nothing declares.")
print("struct EncodingGuessFixture: Sendable, CustomTestStringConvertible {")
print("  /// Python's name of the encoding.")
print("  var codec: String")
print("  /// The text.")
print("  var text: String")
print("  /// The text in that encoding.")
print("  var bytes: [UInt8]")
print()
print('  var testDescription: String { "\\(codec): \\(text.prefix(30))" }')
print()
print("  private init(_ codec: String, _ text: String, _ hexadecimal: String) {")
print("    self.codec = codec")
print("    self.text = text")
print("    let digits = hexadecimal.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }")
print("    bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }")
print("  }")
print()
print("  static let all: [EncodingGuessFixture] = [")
for codec, texts in LONG.items():
    for text in texts:
        shown = text.replace("\\", "\\\\").replace('"', '\\"')
        data = text.encode(codec).hex()
        lines = [data[i : i + 96] for i in range(0, len(data), 96)]
        print("    EncodingGuessFixture(")
        print(f'      "{codec}",')
        print(f'      "{shown}",')
        print("      " + "\n        + ".join(f'"{line}"' for line in lines) + "),")
print("  ]")
print("}")
