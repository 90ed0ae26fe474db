// How much a word attends to each word of a sentence, by the letters that they are written with: weights of
// two mechanisms. Scaled dot-product attention looks for shared letters. Additive attention has parameters,
// which here nobody has trained yet.
import AttentionCore
import Foundation
import Tensors

let words = CommandLine.arguments.dropFirst(2).flatMap { $0.split(separator: " ").map(String.init) }
guard !words.isEmpty else {
  let usage = "usage: PeruseExampleAttentionWeights WORD SENTENCE"
  FileHandle.standardError.write(Data("\(usage)\n\nPrints how much a word attends to others.\n".utf8))
  exit(64)
}
let word = CommandLine.arguments[1]

/// How often each letter from a to z stands in a word: 26 numbers.
func letters(_ word: String) -> [Float] {
  let written = Array(word.lowercased().utf8)
  return (UInt8(ascii: "a")...UInt8(ascii: "z")).map { letter in Float(written.count { $0 == letter }) }
}

// snippet: attention
let parameters = ParameterSet<Float>(seed: 1)
let additive = AdditiveAttention("attention", queryWidth: 26, keyWidth: 26, hidden: 8, in: parameters)

let gradients = Gradients(for: parameters)
let tape = Tape<Float>(gradients: gradients)
let query = tape.constant(letters(word), shape: [1, 1, 26])  // [batch, queries, query width]
let keys = tape.constant(words.flatMap(letters), shape: [1, words.count, 26])  // [batch, keys, key width]
let output = additive(query: query, keys: keys, values: keys)
tape.backward(from: output.context.sum())
// end snippet
let dotProduct = ScaledDotProductAttention<Float>()(query: query, keys: keys, values: keys)

print("dot   additive")
for (place, key) in words.enumerated() {
  let weights = [dotProduct.weights.values[place], output.weights.values[place]]
  print(weights.map { String(format: "%.2f", $0) }.joined(separator: "  "), key, separator: "  ")
}
print("gradient of \(parameters.count) parameters: \(String(format: "%.2f", gradients.norm))")
