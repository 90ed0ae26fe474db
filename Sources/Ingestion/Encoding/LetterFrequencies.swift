import Foundation

/// How frequent letters are in languages in Latin script, of ten thousand letters of text.
///
/// Counted over translations of programs' messages and over each language's commonest words.
enum LetterFrequencies {
  /// Natural logarithms of the shares, a table a language.
  static let tables: [[Unicode.Scalar: Double]] = text.map(table)
  /// The same by the language's code.
  static let byLanguage: [String: [Unicode.Scalar: Double]] = Dictionary(
    zip(text.map { String($0.prefix(2)) }, tables), uniquingKeysWith: { first, _ in first })

  private static func table(_ line: String) -> [Unicode.Scalar: Double] {
    var table: [Unicode.Scalar: Double] = [:]
    if line.hasPrefix("vi ") {
      for (mark, count) in tones { table[mark] = log(Double(count) / 10_000) }
    }
    for entry in line.split(separator: " ").dropFirst() {
      guard let letter = entry.unicodeScalars.first, let count = Int(entry.dropFirst()) else { continue }
      table[letter] = log(Double(count) / 10_000)
    }
    return table
  }
  /// Vietnamese tones as windows-1258 has them, as marks behind the letters.
  private static let tones: [Unicode.Scalar: Int] = [
    "\u{300}": 284, "\u{301}": 284, "\u{303}": 122, "\u{309}": 243, "\u{323}": 378,
  ]
  /// Of a letter that a language does not have.
  static let unknown = log(0.00002)

  private static let text = [
    """
    en e1270 t906 a817 o751 i697 n675 s633 h609 r599 d425 l403 c278 u276 m241 w236 f223 g202 y197 \
    p193 b129 v98 k77 j15 x15 q10 z7 é5 è2 ê2 ë2 ï2 î2 ö3 ü3 ä2 å2 ø2 ñ3 ç2 á3 í2 ó3 ô2 ã1 æ1 à2 â2 \
    ú1
    """,
    """
    de e1601 n1009 i857 s707 r674 t651 a600 d530 u398 h383 l326 o301 m274 c263 g242 b196 w183 f151 \
    z143 k110 p102 v87 ü74 j43 ä38 ö26 y17 x7 ß4 q3
    """,
    """
    fr e1425 s962 a783 t738 u716 n713 i625 o595 r573 l522 d396 c336 p310 m248 v165 é164 f106 q99 g87 \
    b78 h77 j64 z50 x41 è37 ê28 y26 à13 ù7 k6 î3 û3 w1 ô1
    """,
    """
    es e1305 a1087 o966 s806 n727 r640 i566 t535 l528 d470 u413 c378 m274 p240 b139 g123 h117 v105 y91 \
    q78 f74 á60 ó50 í46 é39 ñ35 j34 z26 ú23 x14 k6 º3 w1
    """,
    """
    pt e1200 a1173 o1077 s860 r583 i551 t529 n525 m516 d483 u445 l342 p289 c258 v139 g122 f116 h103 \
    ã94 q90 á83 b74 j53 é53 ç49 z36 x24 ê23 à20 ó19 õ17 ú13 í12 k8 y8 w7 º4 â1
    """,
    """
    it e1129 i1067 a1036 o900 n766 l755 t630 s557 r556 d428 u389 c375 p272 m266 g205 h118 v106 f95 z76 \
    b64 q62 è38 w24 ù19 y12 j11 ì9 ò9 k9 é7 x5 à3
    """,
    """
    da e1547 r780 n764 t724 a690 d683 i618 l564 s517 o469 g417 m350 k340 v257 u236 f228 h166 p135 b123 \
    å103 æ81 j68 c47 y38 ø29 w17 x6 z2 é2
    """,
    """
    sv e990 a990 t917 n886 r810 l594 i585 d522 s516 o431 m362 g286 k251 v240 ä215 u209 f194 h182 å173 \
    p149 c124 b116 ö105 j72 y56 w11 x9 z4
    """,
    """
    is a946 i794 n767 e763 r763 t761 l622 s564 u448 g378 ð375 k325 m262 o260 d247 f244 v224 y130 p124 \
    h121 b110 á109 í106 þ97 j89 ó75 c69 ú68 ö59 æ42 é28 x14 ý13 z1 w1
    """,
    """
    ca e1275 a1142 s908 n694 l688 r612 t607 i590 o568 u490 d397 c340 m283 p255 v145 b142 g136 q124 \
    h111 f93 é81 ó53 y50 à40 x39 j31 è20 ò20 í14 ï12 ç10 ú9 z9 k6 ü3 w1
    """,
    """
    pl a927 e840 o787 n708 i645 t637 s457 z454 r439 y381 p337 w336 l319 d317 k274 c271 j259 u253 m212 \
    b194 g169 ż119 ł107 h107 ę102 ó81 ą78 f62 ć51 ś39 ń13 x11 v7 ź5
    """,
    """
    cs e1043 o907 a751 t701 n630 s460 l440 p394 r381 u344 d332 i325 k319 v312 j266 m248 b218 z205 c203 \
    y195 í192 h185 ž174 á141 é104 g80 š77 ě73 ř65 f56 ý55 ů35 č31 x17 w16 ú13 ň7 ó2 ď1
    """,
    """
    sk o990 e983 a955 t648 n625 s501 r474 i442 p400 l393 v356 k344 d321 u256 b234 m215 z185 j169 á165 \
    h163 c163 ž154 y141 š82 ť82 g73 í70 é68 ý63 č56 f53 ľ53 ú52 ď17 x15 ó15 ô10 ň8 w3 ä3
    """,
    """
    hu e1118 a861 t813 l651 n572 s535 m455 z436 r433 o422 k386 i384 g382 é268 y251 á247 d230 v210 b181 \
    h176 j162 u141 p120 ö105 c102 ó84 f74 ő66 í48 ú35 ü26 ű18 x5 w1
    """,
    """
    ro e1184 a1110 i874 n758 t695 u683 r665 c505 l499 o473 s459 d370 p309 ă306 m224 f155 g125 v98 ţ92 \
    î86 ş78 b72 z52 â39 h34 j22 x16 y7 k6 w3
    """,
    """
    hr a1090 i1062 o999 e971 n696 s535 t519 r468 j463 k390 d358 u342 l335 p288 m279 v257 b194 z179 \
    g135 c101 š101 ć54 ž40 h36 č36 f30 đ21 y12 x6 w2
    """,
    """
    tr a1169 e995 i995 n770 r691 l670 d480 o404 k377 t360 s347 u314 ı278 b276 y249 m233 g171 ç165 c133 \
    ü131 z118 v113 ğ109 ş108 p98 h98 f67 ö63 j13 x4 w1
    """,
    """
    lt a1290 i1119 t894 r659 s621 e614 o568 n505 u502 p434 l337 k337 d322 b208 j206 m200 g152 v151 \
    š134 y128 ž109 į103 c72 ų72 ė59 ū50 f45 ą41 h22 ę16 x11 z10 č9
    """,
    """
    lv a1065 i960 t857 s777 e745 r578 n468 u455 o416 l396 m314 p310 k304 v289 d279 ā260 j221 ē179 b176 \
    z167 ī166 g139 c123 š95 ū76 f64 ļ31 ņ25 h19 y15 ģ9 ž7 x6 ķ3 č2 w2
    """,
    """
    et e1119 a1099 i912 t849 s790 u592 l571 n551 o457 r418 d400 k376 m335 v260 g224 p222 ä176 j138 \
    h124 b115 õ94 ü55 f48 c47 y9 x7 ö6 ž2 š2 w1
    """,
    """
    fi a1019 i1015 t1012 n910 e787 o719 s631 l614 ä528 u488 k487 m315 v293 j220 r207 y161 h154 p149 \
    d100 g56 ö47 c30 f29 b22 x4 w2 z2
    """,
    """
    nl e1769 n918 a810 t749 o651 i647 r628 d540 s402 l329 g305 u248 m245 h227 w223 v221 j195 z166 c164 \
    b161 k144 p139 f84 y20 x8 q4
    """,
    """
    nb e1545 r826 n815 t793 a645 l593 i582 s546 o529 d517 g359 m358 k341 v250 u224 p211 f172 h166 å134 \
    b131 j92 y62 c34 æ32 ø29 w10 x6 z1
    """,
    """
    vi n1041 h757 i568 t527 c514 g459 a446 o392 ô338 ư324 u311 à284 ơ270 m243 đ243 â216 ê216 y189 v162 \
    r135 b122 d108 k108 s95 á95 p81 l81 x68 q54 í54 e54 ă41 ó41 ú41 ù14 è10 é10 ã1
    """,
  ]
}
