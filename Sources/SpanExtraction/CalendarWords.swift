/// Words that name a time, in lower case.
enum CalendarWords {
  static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec",
  ]

  static let moments: Set<String> = months.union([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer",
    "autumn", "winter", "noon", "midday", "midnight", "dawn", "dusk", "sunrise", "sunset", "early", "mid",
    "late",
  ])
}
