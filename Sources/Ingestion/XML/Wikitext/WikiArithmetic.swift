/// Plain arithmetic of `{{#expr:…}}`: numbers, `+ - * / ^ mod round`, comparisons and parentheses.
struct WikiArithmetic {
  private let bytes: [UInt8]
  private var at = 0
  private static let deepest = 50

  /// What `text` comes to; `nil` where it is more than plain arithmetic.
  static func value(_ text: String) -> Double? {
    guard text.utf8.count <= 200 else { return nil }
    var reader = WikiArithmetic(bytes: Array(text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }))
    guard let value = reader.comparison(0), value.isFinite else { return nil }
    reader.skipSpace()
    return reader.at == reader.bytes.count ? value : nil
  }

  /// The value as it is printed.
  static func printed(_ text: String) -> String? {
    guard let value = value(text), abs(value) < 1e14 else { return nil }
    if value == value.rounded(), let whole = Int(exactly: value) { return "\(whole)" }
    // Fourteen digits, as the wiki's own arithmetic has them: 0.1 + 0.2 is 0.3.
    let digits = max(0, 14 - "\(Int(abs(value)))".utf8.count)
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return abs(rounded) < 1e-4 ? nil : "\(rounded)"
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func skipSpace() {
    while at < bytes.count, TextRun.isWhiteSpace(bytes[at]) { at += 1 }
  }

  /// Takes the first of `marks` that stands here.
  private mutating func take(_ marks: [String]) -> String? {
    skipSpace()
    guard let mark = marks.first(where: { bytes[at...].starts(with: $0.utf8) }) else { return nil }
    at += mark.utf8.count
    return mark
  }

  private mutating func comparison(_ depth: Int) -> Double? {
    guard var value = rounding(depth) else { return nil }
    while let mark = take(["<=", ">=", "<>", "!=", "<", ">", "="]) {
      guard let other = rounding(depth) else { return nil }
      let isTrue =
        switch mark {
        case "<=": value <= other
        case ">=": value >= other
        case "<": value < other
        case ">": value > other
        case "=": value == other
        default: value != other
        }
      value = isTrue ? 1 : 0
    }
    return value
  }

  private mutating func rounding(_ depth: Int) -> Double? {
    guard var value = sum(depth) else { return nil }
    while take(["round"]) != nil {
      guard let digits = sum(depth), abs(digits) <= 12 else { return nil }
      var scale = 1.0
      for _ in 0..<Int(abs(digits)) { scale *= 10 }
      value = digits < 0 ? (value / scale).rounded() * scale : (value * scale).rounded() / scale
    }
    return value
  }

  private mutating func sum(_ depth: Int) -> Double? {
    guard var value = product(depth) else { return nil }
    while let mark = take(["+", "-", "−"]) {
      guard let other = product(depth) else { return nil }
      value = mark == "+" ? value + other : value - other
    }
    return value
  }

  private mutating func product(_ depth: Int) -> Double? {
    guard var value = power(depth) else { return nil }
    while let mark = take(["*", "/", "div", "mod"]) {
      guard let other = power(depth), mark == "*" || other != 0 else { return nil }
      switch mark {
      case "*": value *= other
      case "mod":
        guard abs(value) < 1e15, abs(other) >= 1, abs(other) < 1e15 else { return nil }
        value = Double(Int(value) % Int(other))
      default: value /= other
      }
    }
    return value
  }

  private mutating func power(_ depth: Int) -> Double? {
    guard var value = term(depth) else { return nil }
    while take(["^"]) != nil {
      guard let exponent = term(depth), let count = Int(exactly: exponent), abs(count) <= 64 else {
        return nil
      }
      var result = 1.0
      for _ in 0..<abs(count) { result *= value }
      guard count >= 0 || result != 0 else { return nil }
      value = count < 0 ? 1 / result : result
    }
    return value
  }

  private mutating func term(_ depth: Int) -> Double? {
    guard depth < Self.deepest else { return nil }
    if let sign = take(["-", "−", "+"]) { return term(depth + 1).map { sign == "+" ? $0 : -$0 } }
    if take(["("]) != nil {
      guard let value = comparison(depth + 1), take([")"]) != nil else { return nil }
      return value
    }
    let start = at
    while at < bytes.count, 0x30...0x39 ~= bytes[at] || bytes[at] == 0x2E { at += 1 }
    return Double(String(decoding: bytes[start..<at], as: UTF8.self))
  }
}
