import Foundation

/// Finds paragraphs that share rare words with a question.
package struct ParagraphIndex: Sendable {
  private var postings: [String: [Int32]] = [:]
  private let count: Int
  /// Words in more paragraphs than this say little, and would take long.
  private static let commonShare = 0.1

  /// Indexes paragraphs, by the numbers given with them.
  package init(_ paragraphs: [(number: Int, text: String)]) {
    var terms = TextTerms()
    count = paragraphs.count
    for paragraph in paragraphs {
      for term in Set(terms.terms(of: paragraph.text)) {
        postings[term, default: []].append(Int32(paragraph.number))
      }
    }
  }

  /// The best paragraphs, by the sum of their shared words' inverse document frequencies, best first.
  package func best(for question: String, _ most: Int) -> [Int] {
    var terms = TextTerms()
    var scores: [Int32: Double] = [:]
    for term in Set(terms.terms(of: question)).sorted() {
      guard let places = postings[term], Double(places.count) <= max(3, Self.commonShare * Double(count))
      else {
        continue
      }
      let weight = log(Double(count + 1) / Double(places.count))
      for place in places { scores[place, default: 0] += weight }
    }
    return scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most).map { Int($0.key) }
  }
}
