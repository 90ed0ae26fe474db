import Foundation
import SpanExtraction
import Testing

@Suite("Numbers and their units")
struct NumberUnitTests {
  private func extended(_ span: String, _ text: String) throws -> String {
    let found = try #require(text.range(of: span))
    let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    let range = NumberUnits.extended(
      start..<start + span.utf8.count, in: text, bounds: 0..<text.utf8.count)
    return String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }

  @Test(
    "A unit stays with its number",
    arguments: [
      ("643", "212 and 643 million homes", "643 million"), ("61", "gained 61 % more", "61 %"),
      ("5", "It fell to 5%.", "5%"), ("40", "cost £40 in all", "£40"), ("21", "about 21 °C outside", "21 °C"),
      ("2.5", "$2.5 billion a year", "$2.5 billion"), ("2.4", "The range is ±2.4 m.", "2.4 m"),
      ("90", "at 90 km/h", "90 km/h"), ("12", "12 km² of heath", "12 km²"), ("400", "400 g flour", "400 g"),
      ("5", "cost US$5 then", "US$5"),
    ])
  func kept(span: String, text: String, expected: String) throws {
    #expect(try extended(span, text) == expected)
  }

  @Test(
    "What is no unit stays outside",
    arguments: [
      ("70", "70 days"), ("12", "12 millionaires"), ("bridge", "the bridge % x"), ("7", "nine, 7"),
      ("12", "12 men"), ("5", "5 got through"),
    ])
  func outside(span: String, text: String) throws {
    #expect(try extended(span, text) == span)
  }
}
