#!/usr/bin/env python3
"""Prints Tests/IngestionTests/EncodingFixtures.swift: one sentence in each encoding, character by character,
as Python's codecs encode it. Independent of ICU, which is what the tests hold the reader against."""

SENTENCES = {
    "latin": "Zoë's café costs £5, naïve façade.",
    "latin9": "Œuvre à 5 € près de Žilina.",
    "smart": "“Don’t” – it’s 5 € … ‘fine’",
    "central": "Příliš žluťoučký kůň, Łódź, Őr.",
    "turkish": "İstanbul'da ışık ve ağaç şöyle.",
    "baltic": "Āboli, ēst, Žemaitė, šūdas.",
    "greek": "Ελληνική γλώσσα, άλφα.",
    "cyrillic": "Привет, мир! Ёлка и щука.",
    "ukrainian": "Її ґанок, Європа.",
    "hebrew": "שלום עולם, ספר.",
    "arabic": "مرحبا بالعالم، كتاب.",
    "thai": "สวัสดีชาวโลก",
    "vietnamese": "Ngày xưa, đất đỏ ơi.",
    "japanese": "吾輩は猫である。ﾃｽﾄ 5円, テスト\\表示~",
    "japanese_euc": "吾輩は猫である。テスト\\表示",
    "simplified": "你好，世界。这是 GB 测试。",
    "gb": "你好，€ é 😀 㐀 世界。",
    "traditional": "你好，世界。這是測試文件 Big5。",
    "korean": "안녕하세요, 세계! 똠방각하 test.",
    "unicode": "aé漢😀 \u05d0 \u0e01 end.",
}
ROWS = [
    ("UTF-8", "utf-8", "unicode"),
    ("UTF-16LE", "utf-16-le", "unicode"),
    ("UTF-16BE", "utf-16-be", "unicode"),
    ("UTF-32LE", "utf-32-le", "unicode"),
    ("UTF-32BE", "utf-32-be", "unicode"),
    ("ISO-8859-1", "iso-8859-1", "latin"),
    ("ISO-8859-2", "iso-8859-2", "central"),
    ("ISO-8859-4", "iso-8859-4", "baltic"),
    ("ISO-8859-5", "iso-8859-5", "cyrillic"),
    ("ISO-8859-6", "iso-8859-6", "arabic"),
    ("ISO-8859-7", "iso-8859-7", "greek"),
    ("ISO-8859-8", "iso-8859-8", "hebrew"),
    ("ISO-8859-9", "iso-8859-9", "turkish"),
    ("ISO-8859-13", "iso-8859-13", "baltic"),
    ("ISO-8859-15", "iso-8859-15", "latin9"),
    ("windows-874", "cp874", "thai"),
    ("windows-1250", "cp1250", "central"),
    ("windows-1251", "cp1251", "cyrillic"),
    ("windows-1252", "cp1252", "smart"),
    ("windows-1253", "cp1253", "greek"),
    ("windows-1254", "cp1254", "turkish"),
    ("windows-1255", "cp1255", "hebrew"),
    ("windows-1256", "cp1256", "arabic"),
    ("windows-1257", "cp1257", "baltic"),
    ("windows-1258", "cp1258", "vietnamese"),
    ("KOI8-R", "koi8-r", "cyrillic"),
    ("KOI8-U", "koi8-u", "ukrainian"),
    ("macintosh", "mac-roman", "latin"),
    ("Shift_JIS", "cp932", "japanese"),
    ("EUC-JP", "euc-jp", "japanese_euc"),
    ("GB2312", "gb2312", "simplified"),
    ("GBK", "gbk", "simplified"),
    ("GB18030", "gb18030", "gb"),
    ("Big5", "big5", "traditional"),
    ("EUC-KR", "cp949", "korean"),
]

print("import Testing")
print()
print("// Made by Tools/Fixtures/make-encoding-fixtures.py.")
print()
print("/// A sentence in one encoding.")
print("struct EncodingFixture: Sendable, CustomTestStringConvertible {")
print("  /// Label that a file would declare.")
print("  var label: String")
print("  /// The sentence.")
print("  var text: String")
print("  /// Bytes of each Unicode scalar of the sentence, in hexadecimal.")
print("  var scalars: [String]")
print()
print("  var testDescription: String { label }")
print()
print("  static let all: [EncodingFixture] = [")
for label, codec, key in ROWS:
    text = SENTENCES[key]
    if codec == "cp1258":  # holds tone marks only as combining characters
        text = "Ngay xưa, đât đo ơi."
    pieces = [c.encode(codec).hex() for c in text]
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    print("    EncodingFixture(")
    print(f'      label: "{label}", text: "{shown}",')
    print('      scalars: "' + " ".join(pieces) + '".split(separator: " ").map(String.init)),')
print("  ]")
print("}")
