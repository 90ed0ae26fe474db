/// What belongs to a number and may not be cut off from it: "$" before, "%" or "million" behind.
package enum NumberUnits {
  /// The span with the unit that its first or last number goes with.
  ///
  /// - Parameters:
  ///   - span: UTF-8 range in `text`.
  ///   - bounds: the stretch that it may not leave.
  package static func extended(_ span: Range<Int>, in text: String, bounds: Range<Int>) -> Range<Int> {
    var text = text
    return text.withUTF8 { utf8 in
      guard bounds.lowerBound <= span.lowerBound, span.upperBound <= bounds.upperBound,
        bounds.upperBound <= utf8.count, !span.isEmpty
      else { return span }
      var range = span
      if isDigit(utf8[span.lowerBound]) {
        for sign in signs where bounds.lowerBound + sign.count <= span.lowerBound {
          let before = span.lowerBound - sign.count..<span.lowerBound
          if utf8[before].elementsEqual(sign) { range = before.lowerBound..<range.upperBound }
        }
      }
      guard isDigit(utf8[span.upperBound - 1]) else { return range }
      var start = span.upperBound
      if start < bounds.upperBound, utf8[start] == 0x20 { start += 1 }
      for unit in units where start + unit.count <= bounds.upperBound {
        let end = start + unit.count
        guard utf8[start..<end].elementsEqual(unit) else { continue }
        // "million" is no part of "millionaire".
        if isLetter(unit[unit.count - 1]), end < utf8.count, isLetter(utf8[end]) { continue }
        return range.lowerBound..<end
      }
      return range
    }
  }

  /// A longer one behind the one that it ends with.
  private static let signs = ["$", "£", "€", "¥", "US$", "A$", "C$", "HK$"].map { Array($0.utf8) }
  /// A longer one before the one that it begins with. Measures are those that are written short: who asks
  /// "How many days?" is told "70".
  private static let units = [
    "%", "‰", "°C", "°F", "°", "percent", "per cent", "thousand", "million", "billion", "trillion", "€",
    "km/h", "km²", "km", "cm²", "cm³", "cm", "mm", "m²", "m³", "m/s", "m", "kg", "mg", "g", "ml", "ha", "ft",
    "lbs", "lb", "oz", "mph", "kWh", "MWh", "kW", "MW", "GW", "kHz", "MHz", "GHz", "Hz", "kB", "KB", "MB",
    "GB", "TB",
  ].map { Array($0.utf8) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 }
}
