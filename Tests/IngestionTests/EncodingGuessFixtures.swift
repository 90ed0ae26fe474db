import Testing

// Made by Tools/Fixtures/make-guess-fixtures.py.

/// A text whose encoding nothing declares.
struct EncodingGuessFixture: Sendable, CustomTestStringConvertible {
  /// Python's name of the encoding.
  var codec: String
  /// The text.
  var text: String
  /// The text in that encoding.
  var bytes: [UInt8]

  var testDescription: String { "\(codec): \(text.prefix(30))" }

  private init(_ codec: String, _ text: String, _ hexadecimal: String) {
    self.codec = codec
    self.text = text
    let digits = hexadecimal.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  static let all: [EncodingGuessFixture] = [
    EncodingGuessFixture(
      "cp1252",
      "Café",
      "436166e9"),
    EncodingGuessFixture(
      "cp1252",
      "naïve",
      "6e61ef7665"),
    EncodingGuessFixture(
      "cp1252",
      "Zoë",
      "5a6feb"),
    EncodingGuessFixture(
      "cp1252",
      "It’s fine.",
      "497492732066696e652e"),
    EncodingGuessFixture(
      "cp1252",
      "“Hello,” she said.",
      "9348656c6c6f2c942073686520736169642e"),
    EncodingGuessFixture(
      "cp1252",
      "Ein kurzer Text über Äpfel und Öl.",
      "45696e206b75727a6572205465787420fc62657220c47066656c20756e6420d66c2e"),
    EncodingGuessFixture(
      "cp1252",
      "Señor Muñoz vive en España desde niño.",
      "5365f16f72204d75f16f7a207669766520656e2045737061f161206465736465206e69f16f2e"),
    EncodingGuessFixture(
      "cp1252",
      "Le garçon a mangé une crêpe à l’œuf près de la forêt.",
      "4c6520676172e76f6e2061206d616e67e920756e65206372ea706520e0206c929c7566207072e873206465206c612066"
        + "6f72ea742e"),
    EncodingGuessFixture(
      "cp1252",
      "© 2020 Müller & Söhne",
      "a92032303230204dfc6c6c657220262053f6686e65"),
    EncodingGuessFixture(
      "cp1252",
      "25 °C ± 3",
      "323520b04320b12033"),
    EncodingGuessFixture(
      "cp1252",
      "price: £5",
      "70726963653a20a335"),
    EncodingGuessFixture(
      "cp1252",
      "The word façade appears once in an otherwise plain English sentence that goes on for a while.",
      "54686520776f7264206661e76164652061707065617273206f6e636520696e20616e206f746865727769736520706c61"
        + "696e20456e676c6973682073656e74656e6365207468617420676f6573206f6e20666f722061207768696c652e"),
    EncodingGuessFixture(
      "cp1251",
      "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Все смешалось в доме Облонских.",
      "c2f1e520f1f7e0f1f2ebe8e2fbe520f1e5ecfce820efeef5eee6e820e4f0f3e320ede020e4f0f3e3e02c20eae0e6e4e0"
        + "ff20ede5f1f7e0f1f2ebe8e2e0ff20f1e5ecfcff20ede5f1f7e0f1f2ebe8e2e020efee2df1e2eee5ecf32e20c2f1e520"
        + "f1ece5f8e0ebeef1fc20e220e4eeece520cee1ebeeedf1eae8f52e"),
    EncodingGuessFixture(
      "koi8-r",
      "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Все смешалось в доме Облонских.",
      "f7d3c520d3dec1d3d4ccc9d7d9c520d3c5cdd8c920d0cfc8cfd6c920c4d2d5c720cec120c4d2d5c7c12c20cbc1d6c4c1"
        + "d120cec5d3dec1d3d4ccc9d7c1d120d3c5cdd8d120cec5d3dec1d3d4ccc9d7c120d0cf2dd3d7cfc5cdd52e20f7d3c520"
        + "d3cdc5dbc1cccfd3d820d720c4cfcdc520efc2cccfced3cbc9c82e"),
    EncodingGuessFixture(
      "cp1253",
      "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση.",
      "bcebefe920efe920dcede8f1f9f0efe920e3e5edede9effdedf4e1e920e5ebe5fde8e5f1efe920eae1e920dff3efe920"
        + "f3f4e7ed20e1eee9eff0f1ddf0e5e9e120eae1e920f4e120e4e9eae1e9feece1f4e12e20c5dfede1e920f0f1efe9eae9"
        + "f3ecddedefe920ece520ebefe3e9eade20eae1e920f3f5ede5dfe4e7f3e72e"),
    EncodingGuessFixture(
      "cp1255",
      "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה.",
      "ebec20e1f0e920e4e0e3ed20f0e5ece3e520e1f0e920e7e5f8e9ef20e5f9e5e5e9ed20e1f2f8ebed20e5e1e6ebe5e9e5"
        + "fae9e4ed2e20ebe5eced20e7e5f0f0e520e1fae1e5f0e420e5e1eef6f4e5ef2c20ecf4e9ebea20e7e5e1e420f2ece9e4"
        + "ed20ecf0e4e5e220e0e9f920e1f8f2e4e520e1f8e5e720f9ec20e0e7e5e5e42e"),
    EncodingGuessFixture(
      "cp1256",
      "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.",
      "ede6e1cf20cce3edda20c7e1e4c7d320c3cdd1c7d1c720e3cad3c7e6ede420dded20c7e1dfd1c7e3c920e6c7e1cddee6"
        + "de2e20e6decf20e6e5c8e6c720dadee1c720e6d6e3edd1c720e6dae1ede5e320c3e420eddac7e3e120c8dad6e5e320c8"
        + "dad6c720c8d1e6cd20c7e1c5cec7c12e"),
    EncodingGuessFixture(
      "shift_jis",
      "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。",
      "8ce1947982cd944c82c582a082e9814296bc914f82cd82dc82be96b382a2814282c782b182c590b682ea82bd82a982c6"
        + "82f182c68ca9939682aa82c282a982ca814289bd82c582e0949688c382a282b682df82b682df82b582bd8f8a82c5836a"
        + "8383815b836a8383815b8b8382a282c482a282bd8e9682be82af82cd8b4c89af82b582c482a282e98142"),
    EncodingGuessFixture(
      "shift_jis",
      "これは短い文です。",
      "82b182ea82cd925a82a295b682c582b78142"),
    EncodingGuessFixture(
      "euc-jp",
      "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。",
      "b8e3c7daa4cfc7ada4c7a4a2a4eba1a3ccbec1b0a4cfa4dea4c0ccb5a4a4a1a3a4c9a4b3a4c7c0b8a4eca4bfa4aba4c8"
        + "a4f3a4c8b8abc5f6a4aca4c4a4aba4cca1a3b2bfa4c7a4e2c7f6b0c5a4a4a4b8a4e1a4b8a4e1a4b7a4bfbdeaa4c7a5cb"
        + "a5e3a1bca5cba5e3a1bcb5e3a4a4a4c6a4a4a4bfbbf6a4c0a4b1a4cfb5adb2b1a4b7a4c6a4a4a4eba1a3"),
    EncodingGuessFixture(
      "gb18030",
      "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。人人有资格享有本宣言所载的一切权利和自由。",
      "c8cbc8cbc9fab6f8d7d4d3c9a3acd4dad7f0d1cfbacdc8a8c0fbc9cfd2bbc2c9c6bdb5c8a1a3cbfbc3c7b8b3d3d0c0ed"
        + "d0d4bacdc1bcd0c4a3acb2a2d3a6d2d4d0d6b5dcb9d8cfb5b5c4beabc9f1cfe0b6d4b4fda1a3c8cbc8cbd3d0d7cab8f1"
        + "cfedd3d0b1bed0fbd1d4cbf9d4d8b5c4d2bbc7d0c8a8c0fbbacdd7d4d3c9a1a3"),
    EncodingGuessFixture(
      "big5",
      "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。人人有資格享有本宣言所載的一切權利和自由。",
      "a448a448a5cda6d3a6dba5d1a141a662b44cc459a94dc576a751a457a440abdfa5adb5a5a143a54cadccbde1a6b3b27a"
        + "a9caa94da87da4dfa141a8c3c0b3a548a553a7ccc3f6ab59aababaebafabacdbb9efabdda143a448a448a6b3b8eaaee6"
        + "a8c9a6b3a5bbabc5a8a5a9d2b8fcaabaa440a4c1c576a751a94da6dba5d1a143"),
    EncodingGuessFixture(
      "euc-kr",
      "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
      "b8f0b5e720c0ceb0a3c0ba20c5c2beeeb3af20b6a7bacec5cd20c0dac0afb7cebfecb8e720b1d720c1b8bef6b0fa20b1"
        + "c7b8aebfa120c0d6beee20b5bfb5eec7cfb4d92e20c0ceb0a3c0ba20c3b5bacec0fbc0b8b7ce20c0ccbcbab0fa20bee7"
        + "bdc9c0bb20bacebfa9b9debed2c0b8b8e720bcadb7ce20c7fcc1a6bed6c0c720c1a4bdc5c0b8b7ce20c7e0b5bfc7cfbf"
        + "a9bedf20c7d1b4d92e"),
    EncodingGuessFixture(
      "iso-8859-2",
      "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa. Każdy człowiek posiada wszystkie prawa i wolności zawarte w niniejszej Deklaracji bez względu na jakiekolwiek różnice.",
      "57737a79736379206c75647a696520726f647ab1207369ea20776f6c6e6920692072f3776e6920706f6420777a676cea"
        + "64656d207377656a20676f646e6fb66369206920737779636820707261772e2053b1206f6e69206f626461727a656e69"
        + "20726f7a756d656d20692073756d69656e69656d206920706f77696e6e6920706f7374ea706f7761e620776f62656320"
        + "696e6e796368207720647563687520627261746572737477612e204b61bf647920637ab36f7769656b20706f73696164"
        + "612077737a7973746b6965207072617761206920776f6c6e6fb66369207a6177617274652077206e696e69656a737a65"
        + "6a2044656b6c617261636a692062657a20777a676cea6475206e61206a616b69656b6f6c7769656b2072f3bf6e696365"
        + "2e"),
  ]
}
