import Peruse
import Testing

@Suite("Vectors of a corpus")
struct CorpusVectorsTests {
  @Test(
    "They come from the reader's embeddings, say so, and bring together what means the same in other words")
  func embeddings() throws {
    let encoder = try CorpusTools(workers: 1).encoder
    #expect(encoder.name.hasSuffix("layers 0"))
    let vectors = try encoder.vectors(for: [
      "The ship left the harbour at dawn.", "A vessel departed from the port early in the morning.",
      "The recipe needs two eggs and a spoon of sugar.",
    ])
    func cosine(_ a: Int, _ b: Int) -> Float {
      let (x, y) = (row(a), row(b))
      let dot = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
      return dot / (x.reduce(0) { $0 + $1 * $1 } * y.reduce(0) { $0 + $1 * $1 }).squareRoot()
    }
    func row(_ index: Int) -> ArraySlice<Float> {
      vectors[index * encoder.width..<(index + 1) * encoder.width]
    }
    #expect(cosine(0, 1) > cosine(0, 2) + 0.05)
  }
}
