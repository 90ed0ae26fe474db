import Ingestion
import Summarization
import Tokenization

/// Documents made for the tests.
enum Sample {
  /// Paragraphs, each a kind, a role and its sentences.
  static func document(
    title: String? = nil, _ blocks: [(kind: Block.Kind, role: Block.Role, sentences: [String])]
  ) -> (document: Document, sentences: [Sentence]) {
    var text = ""
    var made: [Block] = []
    var sentences: [Sentence] = []
    for (index, block) in blocks.enumerated() {
      if !text.isEmpty { text += "\n\n" }
      let start = text.utf8.count
      for (number, sentence) in block.sentences.enumerated() {
        if number > 0 { text += " " }
        let from = text.utf8.count
        text += sentence
        sentences.append(Sentence(range: from..<text.utf8.count, block: index))
      }
      made.append(
        Block(
          kind: block.kind, role: block.role, textRange: start..<text.utf8.count,
          elementPath: "/p[\(index + 1)]"))
    }
    let document = Document(
      source: SourceDescription(
        path: "sample.txt", format: .text, encoding: "UTF-8", byteCount: text.utf8.count, sha256: ""),
      title: title, text: text, blocks: made, map: .identity(count: text.utf8.count))
    return (document, sentences)
  }

  /// One paragraph of body text.
  static func paragraph(
    _ sentences: [String], title: String? = nil
  ) -> (document: Document, sentences: [Sentence]) {
    document(title: title, [(.paragraph, .body, sentences)])
  }

  /// A report whose main topic is a ferry, with asides.
  static let ferry = [
    "The ferry between the island and the mainland stopped sailing on Monday.",
    "Island shops ran short of bread because the ferry had stopped sailing.",
    "My grandmother keeps bees behind the chapel.",
    "The company that runs the ferry blamed a cracked engine for the stop.",
    "Mainland engineers will repair the cracked ferry engine before Friday.",
    "It rained.",
    "A smaller boat carries school children between the island and the mainland until the ferry sails again.",
    "Postcards of the lighthouse cost two crowns.",
  ]

  /// Vectors without a model: hashed words, so that sentences that share words point the same way.
  struct HashEncoder: SentenceEncoding {
    let name = "hash"
    let width = 64

    func vectors(for sentences: [String]) -> [Float] {
      sentences.flatMap { sentence in
        var vector = [Float](repeating: 0, count: width)
        for word in sentence.lowercased().split(whereSeparator: { !$0.isLetter }) where word.count > 3 {
          var hash: UInt64 = 14_695_981_039_346_656_037
          for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
          vector[Int(hash % 64)] += 1
        }
        return vector
      }
    }
  }
}

/// The series is enough for a test, and needs no library.
func exponential(_ x: Double) -> Double {
  let halved = x / 1024
  var term = 1.0
  var sum = 1.0
  for n in 1...12 {
    term *= halved / Double(n)
    sum += term
  }
  return (0..<10).reduce(sum) { value, _ in value * value }
}

/// Natural logarithm of a whole number, by Newton's method on ``exponential(_:)``.
func logarithm(_ value: Int) -> Double {
  var x = 0.0
  for _ in 0..<200 { x += 2 * (Double(value) - exponential(x)) / (Double(value) + exponential(x)) }
  return x
}
