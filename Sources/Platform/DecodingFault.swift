/// What a decoder found wrong, in words.
package struct DecodingFault: Sendable, Hashable, CustomStringConvertible {
  /// Where in the value, such as `data[3].context`; `nil` for the value itself.
  package let place: String?
  /// What is wrong.
  package let reason: String

  /// Puts what a decoder threw into words.
  package init(_ error: any Error) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      (place, reason) = (Self.path(context.codingPath), "the field '\(key.stringValue)' is missing")
    case DecodingError.typeMismatch(let type, let context):
      (place, reason) = (Self.path(context.codingPath), "\(Self.words(for: type)) was expected")
    case DecodingError.valueNotFound(let type, let context):
      (place, reason) = (Self.path(context.codingPath), "\(Self.words(for: type)) was expected, not null")
    case DecodingError.dataCorrupted(let context):
      let cause = context.underlyingError.map { "\($0)" } ?? context.debugDescription
      (place, reason) = (Self.path(context.codingPath), "not valid JSON: \(cause)")
    default: (place, reason) = (nil, "not valid JSON: \(error)")
    }
  }

  /// `place: reason`.
  package var description: String { place.map { "\($0): \(reason)" } ?? reason }

  private static func path(_ keys: [any CodingKey]) -> String? {
    var result = ""
    for key in keys {
      if let index = key.intValue {
        result += "[\(index)]"
      } else {
        result += result.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return result.isEmpty ? nil : result
  }

  private static func words(for type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    default: "\(type)".hasPrefix("Array") ? "an array" : "an object"
    }
  }
}
