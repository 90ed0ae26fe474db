import CICU

/// A character encoding that Peruse can read: its IANA name, and how to decode it.
package struct CharacterEncoding: Sendable, Hashable {
  /// Who decodes it.
  package enum Decoder: Sendable, Hashable {
    /// The bytes are the text; they only need checking.
    case utf8
    /// ICU's converter of this name.
    case icu(String)
    /// ICU's converter of ISO-8859-1, with other characters from 0xA0 on.
    case latin10
  }

  /// IANA name.
  package var name: String
  /// Who decodes it.
  package var decoder: Decoder

  package static let utf8 = CharacterEncoding(name: "UTF-8", decoder: .utf8)
  package static let utf16LE = CharacterEncoding(name: "UTF-16LE", decoder: .icu("UTF-16LE"))
  package static let utf16BE = CharacterEncoding(name: "UTF-16BE", decoder: .icu("UTF-16BE"))
  package static let utf32LE = CharacterEncoding(name: "UTF-32LE", decoder: .icu("UTF-32LE"))
  package static let utf32BE = CharacterEncoding(name: "UTF-32BE", decoder: .icu("UTF-32BE"))
  package static let latin1 = CharacterEncoding(name: "ISO-8859-1", decoder: .icu("ISO-8859-1"))
  package static let windows1252 = CharacterEncoding(name: "windows-1252", decoder: .icu("windows-1252"))

  /// Names shown where a name is not known.
  package static let wellKnownNames = [
    "UTF-8", "UTF-16", "UTF-32", "ISO-8859-1 … ISO-8859-16", "windows-1250 … windows-1258", "KOI8-R",
    "Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR",
  ]

  /// Labels whose converter is not the one that ICU opens under that name. East Asian labels stand for
  /// the supersets that files labelled so are really written in (WHATWG Encoding Standard, §4.2).
  private static let overrides: [String: (name: String, decoder: Decoder)] = {
    var table: [String: (name: String, decoder: Decoder)] = [:]
    let rows: [(String, Decoder, [String])] = [
      ("UTF-8", .utf8, ["utf8", "unicode11utf8", "xunicode20utf8", "cp65001"]),
      (
        "Shift_JIS", .icu("ibm-943_P15A-2003"),
        ["shiftjis", "sjis", "xsjis", "mskanji", "csshiftjis", "windows31j", "cp932", "ms932"]
      ),
      ("GB18030", .icu("gb18030"), ["gb18030"]),
      ("windows-874", .icu("windows-874-2000"), ["windows874", "cp874", "dos874", "tis620", "iso885911"]),
      ("GB2312", .icu("gb18030"), ["gb2312", "csgb2312", "euccn", "xeuccn", "gb231280"]),
      ("GBK", .icu("gb18030"), ["gbk", "xgbk", "cp936", "ms936", "windows936"]),
      (
        "EUC-KR", .icu("windows-949-2000"),
        ["euckr", "cseuckr", "ksc56011987", "ksc5601", "korean", "windows949", "cp949", "ms949", "uhc"]
      ),
      ("Big5", .icu("windows-950-2000"), ["big5", "csbig5", "cnbig5", "xxbig5", "cp950", "windows950"]),
      ("US-ASCII", .icu("US-ASCII"), ["ascii", "usascii", "ansix341968", "iso646us", "ansix341986"]),
      ("IBM737", .icu("ibm-737_P100-1997"), ["ibm737", "cp737", "dos737"]),
      ("macintosh", .icu("macos-0_2-10.2"), ["macintosh", "mac", "macroman", "xmacroman"]),
      ("ISO-8859-16", .latin10, ["iso885916", "iso8859162001", "isoir226", "latin10", "l10"]),
    ]
    for (name, decoder, labels) in rows {
      for label in labels { table[label] = (name, decoder) }
    }
    return table
  }()

  /// The encoding that `label` names: any IANA or vendor alias, letter case and punctuation aside.
  ///
  /// `nil` for names that nobody knows and for encodings with shift states (ISO-2022, UTF-7, HZ), whose
  /// characters can't be read where they stand.
  package static func named(_ label: String) -> CharacterEncoding? {
    let trimmed = label.utf8.drop { $0 <= 0x20 }
    guard !trimmed.isEmpty, trimmed.count <= 60 else { return nil }
    var key = ""
    var spelled = ""
    for byte in trimmed {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        key.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "):
        break
      default: return nil
      }
      spelled.unicodeScalars.append(Unicode.Scalar(byte))
    }
    if let known = overrides[key] { return CharacterEncoding(name: known.name, decoder: known.decoder) }
    while spelled.last == " " { spelled.removeLast() }
    guard let converter = cicu_converter_open(spelled) else { return nil }
    defer { cicu_converter_close(converter) }
    guard cicu_converter_is_stateless(converter) != 0, let name = cicu_converter_name(converter) else {
      // "UTF-16" and "UTF-32" carry their byte order in a mark; the sniffer settles it.
      return switch key {
      case "utf16", "ucs2", "iso10646ucs2", "unicode", "csunicode": CharacterEncoding.utf16
      case "utf32", "ucs4", "iso10646ucs4": CharacterEncoding.utf32
      default: nil
      }
    }
    if String(cString: name) == "UTF-8" { return .utf8 }
    return CharacterEncoding(name: String(cString: name), decoder: .icu(spelled))
  }

  /// UTF-16 whose byte order is yet to be settled.
  static let utf16 = CharacterEncoding(name: "UTF-16", decoder: .icu("UTF-16"))
  /// UTF-32 whose byte order is yet to be settled.
  static let utf32 = CharacterEncoding(name: "UTF-32", decoder: .icu("UTF-32"))

  /// Bytes of the smallest code unit.
  package var unitSize: Int {
    name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
  }

  /// What browsers read under this label once bytes 0x80–0x9F occur (WHATWG Encoding Standard, §4.2).
  var withC1Bytes: CharacterEncoding {
    switch name {
    case "ISO-8859-1", "US-ASCII": .windows1252
    case "ISO-8859-9": CharacterEncoding(name: "windows-1254", decoder: .icu("windows-1254"))
    default: self
    }
  }

  /// The table of Windows for the script of a part of ISO-8859, which has characters where that has controls,
  /// but is not the same everywhere else.
  var windowsCounterpart: CharacterEncoding? {
    let names = [
      "ISO-8859-2": "windows-1250", "ISO-8859-4": "windows-1257", "ISO-8859-5": "windows-1251",
      "ISO-8859-6": "windows-1256", "ISO-8859-7": "windows-1253", "ISO-8859-8": "windows-1255",
      "ISO-8859-13": "windows-1257", "ISO-8859-15": "windows-1252",
    ]
    return names[name].flatMap(Self.named)
  }
}
