import HierarchicalModels
import Ingestion

/// One question on its way through one document.
struct Reading: Sendable {
  let document: ReadableDocument
  /// `[CLS] question [SEP]`.
  let prefix: [Int32]
  let windows: [ReadingWindow]
  let rules: SpanRules
  var candidates = SpanCandidates()

  /// `[CLS] question [SEP] window [SEP]`, token types 0 for the question and 1 for the text.
  func input(for window: ReadingWindow, separator: Int32) -> EncoderInput {
    let ids = prefix + document.ids[window.pieces] + [separator]
    var types = [UInt8](repeating: 1, count: ids.count)
    for index in prefix.indices { types[index] = 0 }
    return EncoderInput(ids: ids, types: types)
  }

  /// The best spans that neither overlap nor repeat one another's words, and how likely it is that there is none.
  func result(options: ReaderOptions, _ calibration: ReaderCalibration) -> ReaderResult {
    let sorted = candidates.sorted()
    var result = ReaderResult(answers: [], noAnswerProbability: nil)
    if let bias = calibration.nullBias, let null = candidates.null {
      result.noAnswerProbability = candidates.nullProbability
      if !options.alwaysAnswers, null + bias / calibration.temperature > sorted.first?.score ?? -.infinity {
        return result
      }
    }
    result.answers = answers(sorted, options: options)
    return result
  }

  private func answers(_ candidatesInOrder: [SpanCandidate], options: ReaderOptions) -> [Answer] {
    var chosen: [SpanCandidate] = []
    var answers: [Answer] = []
    var seen: Set<String> = []
    for candidate in candidatesInOrder {
      guard answers.count < options.top else { break }
      let probability = candidates.probability(of: candidate)
      guard probability >= options.threshold else { break }
      guard !chosen.contains(where: { $0.first <= candidate.last && candidate.first <= $0.last }) else {
        continue
      }
      let answer = answer(for: candidate, probability: probability)
      guard seen.insert(answer.text.lowercased()).inserted else { continue }
      chosen.append(candidate)
      answers.append(answer)
    }
    return answers
  }

  private func answer(for candidate: SpanCandidate, probability: Double) -> Answer {
    let source = document.document
    let range =
      document.offsets[candidate.first].lowerBound..<document.offsets[candidate.last].upperBound
    let first = document.sentence(at: range.lowerBound)
    let last = document.sentence(at: range.upperBound - 1)
    let evidence = document.sentences[first].range.lowerBound..<document.sentences[last].range.upperBound
    return Answer(
      text: source.text(in: range), range: range, score: Double(candidate.score),
      probability: probability, sentence: first, evidence: source.text(in: evidence),
      evidenceRange: evidence, provenance: source.provenance(of: range),
      evidenceProvenance: source.provenance(of: evidence))
  }
}

extension ReaderOptions {
  /// - Throws: ``ReaderError/invalidOption(_:)``.
  func validate() throws {
    guard top > 0 else { throw ReaderError.invalidOption("the number of answers must be at least 1") }
    guard maximumAnswerWords > 0 else {
      throw ReaderError.invalidOption("the longest answer must have at least 1 word")
    }
    guard (0...1).contains(threshold) else {
      throw ReaderError.invalidOption("the threshold is a probability from 0 to 1")
    }
    guard window >= 64, overlap >= 0 else {
      throw ReaderError.invalidOption("a window has at least 64 word pieces, an overlap at least 0")
    }
  }
}
