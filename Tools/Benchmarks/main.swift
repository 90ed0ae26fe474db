import HierarchicalModels
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Speaks lines with the script that started it: a request on standard input, an answer on standard output.
// The script takes turns between this process and its peers, so that both meet the same noise.
//
//   encode FOLDER PRECISION WORKERS BATCH LENGTH REPEATS  →  one line of milliseconds, separated by spaces

struct Key: Hashable {
  var folder: String
  var precision: WordEncoder.Precision
  var workers: Int
}
var encoders: [Key: WordEncoder] = [:]
let clock = ContinuousClock()

@MainActor func encoder(_ key: Key) throws -> WordEncoder {
  if let known = encoders[key] { return known }
  let made = try WordEncoder(modelAt: key.folder, precision: key.precision, workers: key.workers)
  encoders[key] = made
  return made
}

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  let elapsed = try clock.measure(work)
  return Double(elapsed.components.attoseconds) * 1e-15 + Double(elapsed.components.seconds) * 1e3
}

@MainActor func encode(_ words: [Substring]) throws -> String {
  guard words.count == 7, let precision = WordEncoder.Precision(rawValue: String(words[2])),
    let workers = Int(words[3]),
    let batch = Int(words[4]), let length = Int(words[5]), let repeats = Int(words[6])
  else { return "error: encode FOLDER PRECISION WORKERS BATCH LENGTH REPEATS" }
  let encoder = try encoder(Key(folder: String(words[1]), precision: precision, workers: workers))
  var random = CounterRandom(seed: 1)
  let inputs = (0..<batch).map { _ in
    EncoderInput(ids: (0..<length).map { _ in Int32.random(in: 1000..<30000, using: &random) })
  }
  return try (0..<repeats).map { _ in "\(try milliseconds { _ = try encoder.encode(inputs) })" }.joined(
    separator: " ")
}

while let line = readLine() {
  let words = line.split(separator: " ")
  do {
    switch words.first {
    case "encode": print(try encode(words))
    default: print("error: unknown request")
    }
  } catch { print("error: \(error)") }
  fflush(nil)
}
