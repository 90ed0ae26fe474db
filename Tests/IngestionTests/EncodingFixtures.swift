import Testing

// Made by Tools/Fixtures/make-encoding-fixtures.py.

/// A sentence in one encoding.
struct EncodingFixture: Sendable, CustomTestStringConvertible {
  /// Label that a file would declare.
  var label: String
  /// The sentence.
  var text: String
  /// Bytes of each Unicode scalar of the sentence, in hexadecimal.
  var scalars: [String]

  var testDescription: String { label }

  static let all: [EncodingFixture] = [
    EncodingFixture(
      label: "UTF-8", text: "aé漢😀 א ก end.",
      scalars: "61 c3a9 e6bca2 f09f9880 20 d790 20 e0b881 20 65 6e 64 2e".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "UTF-16LE", text: "aé漢😀 א ก end.",
      scalars: "6100 e900 226f 3dd800de 2000 d005 2000 010e 2000 6500 6e00 6400 2e00".split(separator: " ")
        .map(String.init)),
    EncodingFixture(
      label: "UTF-16BE", text: "aé漢😀 א ก end.",
      scalars: "0061 00e9 6f22 d83dde00 0020 05d0 0020 0e01 0020 0065 006e 0064 002e".split(separator: " ")
        .map(String.init)),
    EncodingFixture(
      label: "UTF-32LE", text: "aé漢😀 א ก end.",
      scalars:
        "61000000 e9000000 226f0000 00f60100 20000000 d0050000 20000000 010e0000 20000000 65000000 6e000000 64000000 2e000000"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "UTF-32BE", text: "aé漢😀 א ก end.",
      scalars:
        "00000061 000000e9 00006f22 0001f600 00000020 000005d0 00000020 00000e01 00000020 00000065 0000006e 00000064 0000002e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "ISO-8859-1", text: "Zoë's café costs £5, naïve façade.",
      scalars:
        "5a 6f eb 27 73 20 63 61 66 e9 20 63 6f 73 74 73 20 a3 35 2c 20 6e 61 ef 76 65 20 66 61 e7 61 64 65 2e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "ISO-8859-2", text: "Příliš žluťoučký kůň, Łódź, Őr.",
      scalars: "50 f8 ed 6c 69 b9 20 be 6c 75 bb 6f 75 e8 6b fd 20 6b f9 f2 2c 20 a3 f3 64 bc 2c 20 d5 72 2e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "ISO-8859-4", text: "Āboli, ēst, Žemaitė, šūdas.",
      scalars: "c0 62 6f 6c 69 2c 20 ba 73 74 2c 20 ae 65 6d 61 69 74 ec 2c 20 b9 fe 64 61 73 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "ISO-8859-5", text: "Привет, мир! Ёлка и щука.",
      scalars: "bf e0 d8 d2 d5 e2 2c 20 dc d8 e0 21 20 a1 db da d0 20 d8 20 e9 e3 da d0 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "ISO-8859-6", text: "مرحبا بالعالم، كتاب.",
      scalars: "e5 d1 cd c8 c7 20 c8 c7 e4 d9 c7 e4 e5 ac 20 e3 ca c7 c8 2e".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "ISO-8859-7", text: "Ελληνική γλώσσα, άλφα.",
      scalars: "c5 eb eb e7 ed e9 ea de 20 e3 eb fe f3 f3 e1 2c 20 dc eb f6 e1 2e".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "ISO-8859-8", text: "שלום עולם, ספר.",
      scalars: "f9 ec e5 ed 20 f2 e5 ec ed 2c 20 f1 f4 f8 2e".split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "ISO-8859-9", text: "İstanbul'da ışık ve ağaç şöyle.",
      scalars: "dd 73 74 61 6e 62 75 6c 27 64 61 20 fd fe fd 6b 20 76 65 20 61 f0 61 e7 20 fe f6 79 6c 65 2e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "ISO-8859-13", text: "Āboli, ēst, Žemaitė, šūdas.",
      scalars: "c2 62 6f 6c 69 2c 20 e7 73 74 2c 20 de 65 6d 61 69 74 eb 2c 20 f0 fb 64 61 73 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "ISO-8859-15", text: "Œuvre à 5 € près de Žilina.",
      scalars: "bc 75 76 72 65 20 e0 20 35 20 a4 20 70 72 e8 73 20 64 65 20 b4 69 6c 69 6e 61 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "windows-874", text: "สวัสดีชาวโลก",
      scalars: "ca c7 d1 ca b4 d5 aa d2 c7 e2 c5 a1".split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "windows-1250", text: "Příliš žluťoučký kůň, Łódź, Őr.",
      scalars: "50 f8 ed 6c 69 9a 20 9e 6c 75 9d 6f 75 e8 6b fd 20 6b f9 f2 2c 20 a3 f3 64 9f 2c 20 d5 72 2e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "windows-1251", text: "Привет, мир! Ёлка и щука.",
      scalars: "cf f0 e8 e2 e5 f2 2c 20 ec e8 f0 21 20 a8 eb ea e0 20 e8 20 f9 f3 ea e0 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "windows-1252", text: "“Don’t” – it’s 5 € … ‘fine’",
      scalars: "93 44 6f 6e 92 74 94 20 96 20 69 74 92 73 20 35 20 80 20 85 20 91 66 69 6e 65 92".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "windows-1253", text: "Ελληνική γλώσσα, άλφα.",
      scalars: "c5 eb eb e7 ed e9 ea de 20 e3 eb fe f3 f3 e1 2c 20 dc eb f6 e1 2e".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "windows-1254", text: "İstanbul'da ışık ve ağaç şöyle.",
      scalars: "dd 73 74 61 6e 62 75 6c 27 64 61 20 fd fe fd 6b 20 76 65 20 61 f0 61 e7 20 fe f6 79 6c 65 2e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "windows-1255", text: "שלום עולם, ספר.",
      scalars: "f9 ec e5 ed 20 f2 e5 ec ed 2c 20 f1 f4 f8 2e".split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "windows-1256", text: "مرحبا بالعالم، كتاب.",
      scalars: "e3 d1 cd c8 c7 20 c8 c7 e1 da c7 e1 e3 a1 20 df ca c7 c8 2e".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "windows-1257", text: "Āboli, ēst, Žemaitė, šūdas.",
      scalars: "c2 62 6f 6c 69 2c 20 e7 73 74 2c 20 de 65 6d 61 69 74 eb 2c 20 f0 fb 64 61 73 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "windows-1258", text: "Ngay xưa, đât đo ơi.",
      scalars: "4e 67 61 79 20 78 fd 61 2c 20 f0 e2 74 20 f0 6f 20 f5 69 2e".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "KOI8-R", text: "Привет, мир! Ёлка и щука.",
      scalars: "f0 d2 c9 d7 c5 d4 2c 20 cd c9 d2 21 20 b3 cc cb c1 20 c9 20 dd d5 cb c1 2e".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "KOI8-U", text: "Її ґанок, Європа.",
      scalars: "b7 a7 20 ad c1 ce cf cb 2c 20 b4 d7 d2 cf d0 c1 2e".split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "macintosh", text: "Zoë's café costs £5, naïve façade.",
      scalars:
        "5a 6f 91 27 73 20 63 61 66 8e 20 63 6f 73 74 73 20 a3 35 2c 20 6e 61 95 76 65 20 66 61 8d 61 64 65 2e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "Shift_JIS", text: "吾輩は猫である。ﾃｽﾄ 5円, テスト\\表示~",
      scalars:
        "8ce1 9479 82cd 944c 82c5 82a0 82e9 8142 c3 bd c4 20 35 897e 2c 20 8365 8358 8367 5c 955c 8ea6 7e"
        .split(separator: " ").map(String.init)),
    EncodingFixture(
      label: "EUC-JP", text: "吾輩は猫である。テスト\\表示",
      scalars: "b8e3 c7da a4cf c7ad a4c7 a4a2 a4eb a1a3 a5c6 a5b9 a5c8 5c c9bd bca8".split(separator: " ")
        .map(String.init)),
    EncodingFixture(
      label: "GB2312", text: "你好，世界。这是 GB 测试。",
      scalars: "c4e3 bac3 a3ac cac0 bde7 a1a3 d5e2 cac7 20 47 42 20 b2e2 cad4 a1a3".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "GBK", text: "你好，世界。这是 GB 测试。",
      scalars: "c4e3 bac3 a3ac cac0 bde7 a1a3 d5e2 cac7 20 47 42 20 b2e2 cad4 a1a3".split(separator: " ").map(
        String.init)),
    EncodingFixture(
      label: "GB18030", text: "你好，€ é 😀 㐀 世界。",
      scalars: "c4e3 bac3 a3ac a2e3 20 a8a6 20 9439fc36 20 8139ee39 20 cac0 bde7 a1a3".split(separator: " ")
        .map(String.init)),
    EncodingFixture(
      label: "Big5", text: "你好，世界。這是測試文件 Big5。",
      scalars: "a741 a66e a141 a540 acc9 a143 b36f ac4f b4fa b8d5 a4e5 a5f3 20 42 69 67 35 a143".split(
        separator: " "
      ).map(String.init)),
    EncodingFixture(
      label: "EUC-KR", text: "안녕하세요, 세계! 똠방각하 test.",
      scalars: "bec8 b3e7 c7cf bcbc bfe4 2c 20 bcbc b0e8 21 20 8c63 b9e6 b0a2 c7cf 20 74 65 73 74 2e".split(
        separator: " "
      ).map(String.init)),
  ]
}
