import Foundation
import Tensors

/// An encoder of a few thousand random weights, in the layout of any BERT encoder, and questions for it.
package enum TinyReader {
  package static let (width, inner, layers, heads, positions) = (32, 48, 2, 2, 96)
  package static let names = ["anna", "bob", "carla", "dan", "emma", "finn", "gina", "hugo"]
  package static let things = ["key", "ball", "lamp", "book", "rope", "coin", "drum", "flag"]
  package static let words =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "who", "has", "the", ".", "?", "a"] + names + things

  private static let encoder = RandomEncoder(
    width: width, inner: inner, layers: layers, heads: heads, vocabulary: words.count, positions: positions,
    scale: 0.2)

  /// Writes the model folder.
  ///
  /// - Parameters:
  ///   - change: what is done to the tensors before they are written, by name: nil takes one away.
  package static func write(
    to folder: String, extra: [String: [Int]] = [:],
    change: (String, [Int]) -> [Int]? = { $1 }
  ) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var writer = SafeTensorsWriter()
    var random = CounterRandom(seed: 42)
    let others = extra.sorted { $0.key < $1.key }.map { encoder.part($0.key, $0.value) }
    for var part in encoder.parts + others {
      guard let shape = change(part.name, part.shape) else { continue }
      part.shape = shape
      writer.add(part.name, Tensor(part.numbers(from: &random), shape: shape))
    }
    try encoder.write(writer, words: words, to: folder)
  }

  /// Paragraphs of a few words with one name among them, one question on each, in SQuAD's form: a reader that
  /// has learnt anything answers with the name.
  package static func squad(_ count: Int, seed: UInt64 = 1) -> String {
    var random = CounterRandom(seed: seed, stream: 77)
    func pick(_ list: [String]) -> String { list[Int(random.next() % UInt64(list.count))] }
    let paragraphs = (0..<count).map { index in
      var words = (0..<4 + Int(random.next() % 12)).map { _ in pick(things) }
      let (name, place) = (pick(names), Int(random.next() % UInt64(words.count)))
      words.insert(name, at: place)
      let start = words[..<place].reduce(0) { $0 + $1.count + 1 }
      return """
        {"context": "\(words.joined(separator: " "))", "qas": [{"id": "q\(index)", "question": "who has the \(pick(things)) ?",
         "answers": [{"text": "\(name)", "answer_start": \(start)}]}]}
        """
    }
    let list = paragraphs.joined(separator: ",\n")
    return "{\"version\": \"1.1\", \"data\": [{\"title\": \"t\", \"paragraphs\": [\(list)]}]}"
  }
}
