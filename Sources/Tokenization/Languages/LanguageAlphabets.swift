/// Letters beyond a to z of the languages that are told by their words: no Swedish word has `æ`, no Danish
/// one `ä`, and no Catalan one `ő`. Letters of words that a language has taken over are its own: `Café`,
/// `Façade`.
enum LanguageAlphabets {
  private static let alphabets: [String: Set<Unicode.Scalar>] = [
    "de": "äöüßàâçèéêñ", "fr": "àâæçèéêëîïôœùûüÿ", "es": "áéíñóúü", "it": "àèéìíîòóù", "pt": "àáâãçéêíóôõúü",
    "nl": "áäéèëíïóöüê", "sv": "åäöé", "da": "æøåé", "no": "æøåéòôê", "fi": "äöå", "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "hr": "čćđšž", "ro": "ăâîşţșț",
    "tr": "çğıöşüâîû", "ca": "àçèéíïòóúü", "id": "é", "lt": "ąčęėįšųūž", "la": "āēīōūæœë",
    "vi":
      "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
  ].mapValues { Set($0.unicodeScalars) }

  /// Fewest letters that say anything.
  private static let fewest = 2
  /// Of so many letters one may be foreign.
  private static let foreignLetters = 8
  /// Of so many words one may have a foreign letter: names do, and a page may be about somebody who has such
  /// a name.
  private static let foreignWords = 25

  /// Whether `letters` beyond ASCII, with how often each occurs in the different words of a text, may stand
  /// in the language `code`. English has those of all names.
  ///
  /// - Parameter words: How many different words the text has.
  static func allow(_ code: String, _ letters: [Unicode.Scalar: Int], words: Int) -> Bool {
    let total = letters.values.reduce(0, +)
    guard total >= fewest, let alphabet = alphabets[code] else { return true }
    let foreign = letters.reduce(0) { $0 + (alphabet.contains($1.key) ? 0 : $1.value) }
    return foreign * foreignLetters <= total || foreign * foreignWords <= words
  }
}
