import Ingestion

/// Codes of languages, as documents declare them.
package enum LanguageTag {
  /// The two-letter code of a BCP 47 tag such as `de-AT` or `deu`, or the tag's own first part; `nil` where
  /// it names no one language.
  package static func code(of tag: String?) -> String? {
    guard let tag else { return nil }
    guard
      let first = tag.split(whereSeparator: { $0 == "-" || $0 == "_" || $0.isWhitespace }).first?
        .lowercased(),
      !["und", "mul", "zxx", "mis", "xx"].contains(first)
    else { return nil }
    return short[first] ?? first
  }

  /// Three-letter codes, and those of one language in two spellings.
  private static let short = [
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "nld": "nl",
    "dut": "nl", "por": "pt", "pol": "pl", "rus": "ru", "swe": "sv", "dan": "da", "nob": "no", "nor": "no",
    "nb": "no", "nn": "no", "nno": "no", "ces": "cs", "cze": "cs", "slk": "sk", "slo": "sk", "zho": "zh",
    "chi": "zh", "jpn": "ja", "kor": "ko", "tha": "th", "fin": "fi", "hun": "hu", "ron": "ro", "rum": "ro",
    "tur": "tr", "cat": "ca", "ell": "el", "gre": "el", "ukr": "uk", "bul": "bg", "heb": "he", "iw": "he",
    "ara": "ar", "fas": "fa", "per": "fa", "hin": "hi", "vie": "vi", "ind": "id", "lit": "lt",
  ]
}

extension Document {
  /// ISO 639-1 code of the language that the text is in, where that is known: English where the words say so
  /// plainly, else what the document declares, else what its text tells, as the rules for sentences have it.
  package var textLanguage: String? {
    var text = text
    return text.withUTF8 { bytes in
      let declared = LanguageTag.code(of: language)
      // Pages keep the `lang` of the template they were made from.
      if let declared, declared != "en", LanguageDetector.isPlainlyEnglish(bytes) { return "en" }
      return declared ?? LanguageDetector.detect(bytes, isForRules: true)
    }
  }
}
