import Glibc
import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

// Speaks lines with the script that started it: a request on standard input, an answer on standard output.
// The script takes turns between this process and its peers, so that both meet the same noise.
//
//   encode FOLDER PRECISION WORKERS BATCH LENGTH REPEATS  →  one line of milliseconds, separated by spaces
//   pieces VOCABULARY FILE REPEATS                        →  the same
//   sentences FILE REPEATS, words FILE REPEATS            →  the same
//   records FILE → milliseconds and number of records read from an XML file
//   train, recur, attend                                  →  see TrainingRequests.swift
//   summarize METHOD REPEATS FILE                         →  the same, five sentences, model loaded
//   memory                                                →  peak resident memory of this process in MB

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

func repeated(_ repeats: Substring, _ work: () throws -> Void) rethrows -> String {
  try (0..<(Int(repeats) ?? 1)).map { _ in "\(try milliseconds(work))" }.joined(separator: " ")
}

func contents(_ path: Substring) throws -> String {
  var text = try DocumentReader().document(at: String(path)).text
  text.makeContiguousUTF8()
  return text
}

func pieces(_ words: [Substring]) throws -> String {
  let tokenizer = try WordPieceTokenizer(vocabularyAt: String(words[1]))
  let text = try contents(words[2])
  return try repeated(words[3]) {
    if tokenizer.encode(text).ids.isEmpty { throw EmptyResult() }
  }
}

func sentences(_ words: [Substring]) throws -> String {
  let text = try contents(words[1])
  let splitter = SentenceSplitter()
  return try repeated(words[2]) {
    if splitter.sentences(in: text).isEmpty { throw EmptyResult() }
  }
}

func wordRanges(_ words: [Substring]) throws -> String {
  let text = try contents(words[1])
  let splitter = WordSplitter()
  return try repeated(words[2]) {
    if splitter.words(in: text).isEmpty { throw EmptyResult() }
  }
}

func records(_ words: [Substring]) throws -> String {
  var count = 0
  let time = try milliseconds {
    try DocumentReader().records(at: String(words[1])) { result in
      _ = try result.get()
      count += 1
      return true
    }
  }
  return "\(time) \(count)"
}

func memory() -> String {
  // On Linux the high-water mark of this program alone: what getrusage tells has been handed on by the
  // program that started it.
  if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
  {
    return "\(kilobytes / 1024)"
  }
  var usage = rusage()
  // The importer gives RUSAGE_SELF another type than getrusage takes.
  getrusage(__rusage_who_t(0), &usage)
  return "\(Double(usage.ru_maxrss) / 1024)"
}

let summaries = SummaryRequests()

/// A measurement that did no work would be a wrong number.
struct EmptyResult: Error {}

while let line = readLine() {
  let words = line.split(separator: " ")
  do {
    switch words.first {
    case "encode": print(try encode(words))
    case "pieces" where words.count == 4: print(try pieces(words))
    case "sentences" where words.count == 3: print(try sentences(words))
    case "words" where words.count == 3: print(try wordRanges(words))
    case "records" where words.count == 2: print(try records(words))
    case "train": print(try TrainingRequests.train(words))
    case "recur": print(TrainingRequests.recur(words))
    case "attend": print(TrainingRequests.attend(words))
    case "summarize": print(try summaries.summarize(words))
    case "memory": print(memory())
    default: print("error: unknown request")
    }
  } catch { print("error: \(error)") }
  fflush(nil)
}
