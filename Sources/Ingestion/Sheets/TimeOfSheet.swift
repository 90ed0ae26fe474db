import Foundation

/// A day and a time as sheets count them: days since the end of 1899, or since 1904, and parts of a day.
struct TimeOfSheet {
  private let days: Double
  private let year: Int
  private let month: Int
  private let day: Int
  private let weekday: Int
  /// Seconds since midnight.
  private let seconds: Int

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
  private static let weekdays = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]

  /// The moment `value`; nil where it lies outside the years that sheets know.
  init?(_ value: Double, countsFrom1904: Bool) {
    guard value >= 0, value < 2_958_466 else { return nil }
    var whole = Int(value.rounded(.down))
    var seconds = Int(((value - value.rounded(.down)) * 86_400).rounded())
    if seconds >= 86_400 { (whole, seconds) = (whole + 1, seconds - 86_400) }
    // Sheets have a 29 February 1900, for the sake of an older program.
    let serial = countsFrom1904 ? whole + 1462 : whole < 60 ? whole + 1 : whole
    days = value
    self.seconds = seconds
    let epochDays = serial - 25_569
    weekday = ((epochDays % 7) + 7) % 7
    (year, month, day) = Self.civil(epochDays)
  }

  /// Year, month and day of a number of days since 1970, in the Gregorian calendar (H. Hinnant,
  /// "chrono-Compatible Low-Level Date Algorithms").
  private static func civil(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// What `tokens` show of it.
  func shown(_ tokens: [NumberFormat.Token]) -> String {
    let fields = Self.fields(tokens)
    let letters = Set(fields.compactMap { $0?.first })
    let hasName = fields.contains { $0.map { $0.hasPrefix("mmm") || $0.hasPrefix("ddd") } ?? false }
    if hasName { return named(tokens, fields) }
    var parts: [String] = []
    if letters.contains("d") || letters.contains("m") {
      let isMonth = !letters.contains("d")
      parts.append(
        Self.padded(year, 4) + "-" + Self.padded(month, 2) + (isMonth ? "" : "-" + Self.padded(day, 2)))
    } else if letters.contains("y") {
      parts.append(Self.padded(year, 4))
    }
    if let time = time(fields) { parts.append(time) }
    return parts.joined(separator: " ")
  }

  /// The letters of each token, with `n` for minutes; nil for what shows neither day nor time.
  private static func fields(_ tokens: [NumberFormat.Token]) -> [String?] {
    var fields: [String?] = tokens.map { if case .time(let letters) = $0 { letters } else { nil } }
    let places = fields.indices.filter { fields[$0] != nil }
    for (number, place) in places.enumerated() {
      guard let letters = fields[place], letters.hasPrefix("m"), letters.count <= 2 else { continue }
      let before = number > 0 ? fields[places[number - 1]] ?? "" : ""
      let after = number + 1 < places.count ? fields[places[number + 1]] ?? "" : ""
      if before.contains("h") || after.contains("s") {
        fields[place] = String(repeating: "n", count: letters.count)
      }
    }
    return fields
  }

  private func time(_ fields: [String?]) -> String? {
    let letters = fields.compactMap { $0 }
    let seconds = letters.contains { $0.contains("s") }
    if letters.contains("[h]") {
      let total = Int((days * 86_400).rounded())
      let hours = "\(total / 3600):\(Self.padded(total / 60 % 60, 2))"
      return seconds ? hours + ":" + Self.padded(total % 60, 2) : hours
    }
    if letters.contains("[m]") || letters.contains("[s]") {
      let total = Int((days * 86_400).rounded())
      return letters.contains("[m]") ? "\(total / 60):\(Self.padded(total % 60, 2))" : "\(total)"
    }
    let hasHours = letters.contains { $0.hasPrefix("h") }
    guard hasHours || letters.contains(where: { $0.hasPrefix("n") }) || seconds else { return nil }
    let minutes = Self.padded(self.seconds / 60 % 60, 2)
    let tail = seconds ? ":" + Self.padded(self.seconds % 60, 2) : ""
    return (hasHours ? Self.padded(self.seconds / 3600, 2) + ":" : "") + minutes + tail
  }

  /// In the words of the format: "5 March 2024".
  private func named(_ tokens: [NumberFormat.Token], _ fields: [String?]) -> String {
    let times = fields.indices.filter { fields[$0].map { "hns[".contains($0.prefix(1)) } ?? false }
    let lastHalf = tokens.lastIndex(of: .halfDay)
    let clock = times.first.map { $0...max($0, times.last ?? $0, lastHalf ?? $0) }
    var text = ""
    for (index, token) in tokens.enumerated() {
      if let clock, clock.contains(index) {
        if index == clock.lowerBound { text += time(fields) ?? "" }
        continue
      }
      switch token {
      case .literal(let words): text += words
      case .slash: text += "/"
      case .comma: text += ","
      case .point: text += "."
      default: text += fields[index].map(word) ?? ""
      }
    }
    return text.trimmingCharacters(in: .whitespaces)
  }

  /// What letters of a day show.
  private func word(_ letters: String) -> String {
    switch letters {
    case "mmmm": Self.months[month - 1]
    case "mmm": String(Self.months[month - 1].prefix(3))
    case "mmmmm": String(Self.months[month - 1].prefix(1))
    case "mm": Self.padded(month, 2)
    case "m": "\(month)"
    case "dddd": Self.weekdays[weekday]
    case "ddd": String(Self.weekdays[weekday].prefix(3))
    case "dd": Self.padded(day, 2)
    case "d": "\(day)"
    default: letters.hasPrefix("y") ? Self.padded(year, 4) : ""
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
