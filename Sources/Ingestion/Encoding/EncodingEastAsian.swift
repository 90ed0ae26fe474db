/// Tells text in the East Asian encodings of two bytes from everything else, and these encodings from each
/// other, by what the pairs of bytes stand for: letters and characters that are frequent, or at least common,
/// in the languages that are written so.
///
/// Nearly any bytes are pairs of some such encoding, but those of other texts are rare characters in it.
enum EncodingEastAsian {
  static let names = ["Shift_JIS", "EUC-JP", "EUC-KR", "GB18030", "Big5"]

  /// How well text reads that is what it seems, and fewest characters that tell.
  static let leastFit = 0.4
  static let fewestCharacters = 2

  /// The encoding that `bytes` read best in, and how well.
  ///
  /// - Parameter statistics: what they are by statistics, which decide between like readings.
  static func best(
    _ bytes: UnsafeBufferPointer<UInt8>, statistics: CharacterEncoding? = nil
  ) -> (encoding: CharacterEncoding, fit: Double)? {
    let sample = EncodingSample(bytes).bytes
    var best: (encoding: CharacterEncoding, fit: Double)?
    for name in names {
      guard let encoding = CharacterEncoding.named(name), var found = fit(sample, encoding) else { continue }
      if encoding.name == statistics?.name { found += 0.05 }
      if found > best?.fit ?? -1 { best = (encoding, found) }
    }
    return best
  }

  /// How well `sample` reads in `encoding`: on average about 1 for what is frequent in its languages, a third
  /// for what is common, below 0 for what is rare; `nil` where it is no text in it.
  static func fit(_ sample: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> Double? {
    guard let utf8 = EncodingSample.utf8(of: sample, in: encoding) else { return nil }
    let language = Language(encoding.name)
    var (count, sum) = units(of: sample, encoding.name)
    guard count >= fewestCharacters else { return nil }
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      sum += language.weight(scalar)
    }
    return sum / Double(count)
  }

  /// How many characters of two bytes `bytes` have, and how common they are by the order of the set: the
  /// first level holds the common ones.
  private static func units(
    of bytes: UnsafeBufferPointer<UInt8>, _ name: String
  ) -> (count: Int, sum: Double) {
    var (count, sum) = (0, 0.0)
    var i = 0
    while i < bytes.count {
      let lead = bytes[i]
      guard lead >= 0x80 else {
        i += 1
        continue
      }
      count += 1
      let trail = i + 1 < bytes.count ? bytes[i + 1] : 0
      i += 2
      switch name {
      case "Shift_JIS":
        switch lead {
        case 0xA0...0xDF:
          i -= 1
          sum -= 0.3
        case 0x81...0x83: break
        case 0x88...0x97: sum += common
        case 0x98: sum += trail < 0x73 ? common : rare
        case 0x99...0x9F, 0xE0...0xEA: sum += rare
        default: sum += odd
        }
      case "EUC-JP":
        switch lead {
        case 0x8E: sum -= 0.3
        case 0x8F:
          i += 1
          sum += odd
        case 0xA1...0xA5: break
        case 0xB0...0xCF: sum += common
        case 0xD0...0xF4: sum += rare
        default: sum += odd
        }
      case "EUC-KR":
        switch (lead, trail) {
        case (0xA1...0xA3, 0xA1...): break
        case (0xB0...0xC8, 0xA1...): sum += common
        case (0xCA...0xFD, 0xA1...): sum += rare
        default: sum += odd
        }
      case "Big5":
        switch lead {
        case 0xA1...0xA2: break
        case 0xA4...0xC6: sum += common
        case 0xC9...0xF9: sum += rare
        default: sum += odd
        }
      default:
        if 0x30...0x39 ~= trail { i += 2 }
        switch (lead, trail) {
        case (0xA1...0xA3, 0xA1...): break
        case (0xB0...0xD7, 0xA1...): sum += common
        case (0xD8...0xF7, 0xA1...): sum += rare
        default: sum += odd
        }
      }
    }
    return (count, sum)
  }

  /// Whether `scalar` is one of the frequent characters of the language that the encoding called `name` is
  /// for.
  static func isFrequent(_ scalar: Unicode.Scalar, in name: String) -> Bool {
    switch name {
    case "Shift_JIS", "EUC-JP": japanese.contains(scalar)
    case "EUC-KR": korean.contains(scalar)
    case "Big5": traditional.contains(scalar)
    default: simplified.contains(scalar)
    }
  }

  private static let common = 0.35
  private static let rare = -0.3
  private static let odd = -0.6

  /// What a character adds where it is one of a language's frequent ones.
  private struct Language {
    var frequent: Set<Unicode.Scalar>
    var kana: (hiragana: Double, katakana: Double)

    init(_ encoding: String) {
      switch encoding {
      case "Shift_JIS", "EUC-JP": (frequent, kana) = (EncodingEastAsian.japanese, (1, 0.7))
      case "EUC-KR": (frequent, kana) = (EncodingEastAsian.korean, (0, 0))
      case "Big5": (frequent, kana) = (EncodingEastAsian.traditional, (0.2, 0.1))
      default: (frequent, kana) = (EncodingEastAsian.simplified, (0.2, 0.1))
      }
    }

    func weight(_ scalar: Unicode.Scalar) -> Double {
      switch scalar.value {
      case 0x3041...0x3093: kana.hiragana
      case 0x30A1...0x30F6, 0x30FC: kana.katakana
      case 0x3001...0x3002, 0x300A...0x3011, 0xFF01, 0xFF0C, 0xFF1A...0xFF1B, 0xFF1F, 0xFF08...0xFF09: 0.6
      case 0x2014, 0x2018...0x201D, 0x2026, 0x3000, 0x30FB, 0x00B7, 0xFF5E: 0.4
      case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: 0.3
      case 0xE000...0xF8FF: -1
      case 0x80...0x52F, 0x2500...0x257F, 0x3100...0x318F: -0.5
      default: frequent.contains(scalar) ? 0.65 : 0
      }
    }
  }

  private static func set(_ text: String) -> Set<Unicode.Scalar> { Set(text.unicodeScalars) }

  private static let simplified = set(
    """
    的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去\
    法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正\
    业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声\
    提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克\
    许统区保至队形社便空决治展马科司五基书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取格望术共确传师\
    观清今院让识候带导争运测试档图片录照合同历简附备份
    """)
  private static let traditional = set(
    """
    的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去\
    法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正\
    業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲\
    提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克\
    許統區保至隊形社便空決治展馬科司五基書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取格望術共確傳師\
    觀清今院讓識候帶導爭運測試檔圖片錄照合同歷簡附備份
    """)
  private static let japanese = set(
    """
    日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何\
    南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重\
    近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研究足究楽起着店病質待試験族早映親英医仕去味写字答夜音注帰古歌\
    買悪図週室歩風紙花春館屋色走秋夏習駅洋旅服夕借曜飲肉堂鳥飯冬昼茶牛魚犬報告議資録説民政法定表現経対関全部利性的化当成和加相務決法権
    """)
  private static let korean = set(
    """
    이다는에을의가고하지로기사은리자도를어서한인그대나아라시수해있일정과들보스부제장전구것으주여상만게면원소용국화모선치비러없니조공했성무\
    요중학안우관와동신방경음까된습년말위연생발실거내적체오계회분교통개터간문세할마던려야데물열입었았였합며운습반
    """)
}
