/// Units of measurement as siunitx names them: `\kilo\metre\per\second\squared` is km/s^2.
enum TeXUnit {
  private static let prefixes: [String: String] = [
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ",
    "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "deka": "da", "hecto": "h", "kilo": "k", "mega": "M",
    "giga": "G",
    "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi",
    "gibi": "Gi",
    "tebi": "Ti",
  ]

  private static let units: [String: String] = {
    let pairs =
      """
      metre m meter m gram g kilogram kg second s ampere A kelvin K mole mol candela cd hertz Hz newton N pascal Pa \
      joule J watt W coulomb C volt V farad F ohm Ω siemens S weber Wb tesla T henry H celsius °C degreeCelsius °C \
      lumen lm lux lx becquerel Bq gray Gy sievert Sv katal kat radian rad steradian sr minute min hour h day d \
      degree ° arcminute ′ arcsecond ″ arcmin ′ arcsec ″ litre L liter L hectare ha are a tonne t electronvolt eV \
      dalton Da atomicmassunit u bar bar bel B decibel dB neper Np percent % angstrom Å astronomicalunit au knot kn \
      mmHg mmHg byte B bit bit barn b atmosphere atm planckbar ħ clight c year a \
      fg fg pg pg ng ng ug µg mg mg g g kg kg amu u pm pm nm nm um µm mm mm cm cm dm dm m m km km \
      as as fs fs ps ps ns ns us µs ms ms s s pmol pmol nmol nmol umol µmol mmol mmol mol mol kmol kmol \
      pA pA nA nA uA µA mA mA A A kA kA ul µL uL µL ml mL mL mL l L L L hl hL hL hL mHz mHz Hz Hz kHz kHz MHz MHz \
      GHz GHz THz THz mN mN N N kN kN MN MN Pa Pa kPa kPa MPa MPa GPa GPa hPa hPa mohm mΩ kohm kΩ Mohm MΩ \
      pV pV nV nV uV µV mV mV V V kV kV W W nW nW uW µW mW mW kW kW MW MW GW GW J J uJ µJ mJ mJ kJ kJ \
      eV eV meV meV keV keV MeV MeV GeV GeV TeV TeV kWh kWh F F fF fF pF pF nF nF uF µF mF mF K K mK mK dB dB \
      kbar kbar mbar mbar T T mT mT uT µT H H mH mH uH µH C C nC nC uC µC mC mC kB kB MB MB GB GB TB TB
      """.split(whereSeparator: \.isWhitespace).map(String.init)
    var table: [String: String] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) { table[pairs[index]] = pairs[index + 1] }
    return table
  }()

  /// What the unit in `range` is printed as.
  static func printed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    var text = ""
    // What is printed before the next unit and behind it.
    var (sign, prefix, power) = ("", "", "")
    func add(_ unit: String) {
      if text.isEmpty {
        text = sign == "/" ? "1/" : ""
      } else {
        text += sign.isEmpty ? " " : sign
      }
      text += prefix + unit + power
      (sign, prefix, power) = ("", "", "")
    }
    var at = range.lowerBound
    let end = range.upperBound
    /// The argument that comes next.
    func argument() -> String {
      let open = TeXScan.space(bytes, at, end)
      guard open < end, bytes[open] == 0x7B, let close = TeXScan.brace(bytes, open, end) else { return "" }
      at = close + 1
      return TeXScan.plain(bytes, open + 1..<close)
    }
    while at < end {
      switch bytes[at] {
      case 0x5C:
        let stop = max(TeXScan.commandEnd(bytes, at, end), at + 1)
        let name = bytes.string(min(at + 1, stop)..<stop)
        at = stop
        switch name {
        case "per": sign = "/"
        case "square": power = "^2"
        case "cubic": power = "^3"
        case "raiseto": power = "^" + argument()
        case "squared": text += "^2"
        case "cubed": text += "^3"
        case "tothe": text += "^" + argument()
        case "of", "mathrm", "text", "textrm", "si", "unit", "up":
          let inner = argument()
          if name == "of" { text += "(\(inner))" } else if !inner.isEmpty { add(inner) }
        case "cdot", "times": sign = "·"
        default:
          if let own = prefixes[name] {
            prefix += own
          } else if name.utf8.first.map(TeXScan.isLetter) == true || name == "%" {
            add(units[name] ?? LaTeXSymbols.character(name) ?? name)
          } else if !text.isEmpty {
            sign = " "
          }
        }
      case 0x2E, 0x7E, 0x2A:
        if !text.isEmpty { sign = bytes[at] == 0x2A ? "·" : " " }
        at += 1
      case 0x2F:
        sign = "/"
        at += 1
      case 0x5E:
        at += 1
        if at < end, bytes[at] == 0x7B { text += "^" + argument() } else { text += "^" }
      case 0x5F:
        at += 1
        if at < end, bytes[at] == 0x7B { text += "_" + argument() } else { text += "_" }
      case 0x7B, 0x7D, 0x24, 0...0x20: at += 1
      default:
        let start = at
        while at < end, bytes[at] > 0x20, !"\\{}$^_~./*".utf8.contains(bytes[at]) { at += 1 }
        if at == start { at += 1 }
        let word = bytes.string(start..<at)
        // A power without braces, m^-1.
        if text.last == "^" || text.last == "_" { text += word } else { add(word) }
      }
    }
    return text
  }
}
