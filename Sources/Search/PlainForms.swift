import Foundation

/// Letters and digits in forms of their own, raised, lowered, circled, full-width, joined, as those that
/// everybody types (compatibility decompositions of the Unicode Standard, annex 15): `H₂O` is found by `H2O`,
/// `x²` by `x2`, `㎏` by `kg`.
///
/// Signs stay what they are: `™` is no `TM` at the end of a name.
enum PlainForms {
  /// `text` in plain forms.
  static func plain(_ text: String) -> String {
    var (hasForms, isJoined, isApart) = (false, false, false)
    for scalar in text.unicodeScalars where scalar.value >= 0xAA {
      switch scalar.value {
      // Half-width katakana have their marks as characters of their own.
      case 0xFF61...0xFF9F: isJoined = true
      // Korean syllables in their letters, as file systems write them.
      case 0x1100...0x11FF: isApart = true
      default: hasForms = hasForms || isForm(scalar.value)
      }
    }
    let text = isApart ? text.precomposedStringWithCanonicalMapping : text
    if isJoined { return text.precomposedStringWithCompatibilityMapping }
    guard hasForms else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isForm(scalar.value), let letters = letters(of: scalar) {
        result.append(contentsOf: letters)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether `value` may be such a form.
  static func isForm(_ value: UInt32) -> Bool {
    switch value {
    case 0xAA, 0xB2, 0xB3, 0xB9, 0xBA, 0x2B0...0x2B8, 0x1100...0x11FF, 0x1D2C...0x1D6A, 0x2070...0x209C,
      0x2100...0x2115, 0x2117...0x211F, 0x2124...0x213F, 0x2160...0x217F, 0x2460...0x24EA, 0x3300...0x33FF,
      0xFB1D...0xFDFB, 0xFE70...0xFEFC, 0xFF01...0xFFDC, 0x1D400...0x1D7FF:
      true
    default: false
    }
  }

  /// The letters and digits that `form` stands for; `nil` where there are signs among them.
  private static func letters(of form: Unicode.Scalar) -> String.UnicodeScalarView? {
    if 0xFF01...0xFF5E ~= form.value, let plain = Unicode.Scalar(form.value - 0xFEE0) {
      return String.UnicodeScalarView([plain])
    }
    let mapped = String(Character(form)).precomposedStringWithCompatibilityMapping.unicodeScalars
    let isPlain = mapped.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return isPlain ? mapped : nil
  }
}
