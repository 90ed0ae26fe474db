/// Chooses sentences greedily by score, each losing for what it repeats (maximal marginal relevance,
/// Carbonell and Goldstein 1998) and for leaning on a sentence that is not chosen.
///
/// Repetition can only grow as more is chosen, so a sentence is looked at again only when it comes to the top
/// of the queue: the result is that of comparing every sentence with every choice, without the n × k
/// comparisons.
package struct Selection {
  /// A chosen sentence.
  package struct Choice: Equatable {
    /// Index among the sentences that may be chosen.
    package var index: Int
    /// Score less penalties when it was chosen.
    package var score: Double
    /// What it lost for repeating others; not positive.
    package var redundancy: Double
    /// What it lost for pointing back; not positive.
    package var context: Double
  }

  /// Score of each sentence.
  package let scores: [Double]
  /// Words of each sentence, as budgets count them.
  package let words: [Int]
  /// Share of the anaphora penalty that each sentence is liable to, 0…1.
  package let dependence: [Double]
  /// Index of the sentence that each one leans on: see `SentenceTies`.
  package let companion: [Int?]
  /// Most sentences and words that may be chosen.
  package let maximumSentences: Int
  package let maximumWords: Int
  package let redundancyPenalty: Double
  package let anaphoraPenalty: Double
  /// A sentence that says the same as a chosen one by more than this is never chosen.
  package let mostSimilar: Double
  /// What a sentence must be worth to take the room that was too small for a better one.
  package let fillFloor: Double
  /// How much two sentences say the same, 0…1.
  package let similarity: (Int, Int) -> Double
  /// Whether a sentence only says again what another says: of such only one is chosen.
  package let repeats: ((Int, Int) -> Bool)?

  package init(
    scores: [Double], words: [Int], dependence: [Double], companion: [Int?], maximumSentences: Int,
    maximumWords: Int, redundancyPenalty: Double, anaphoraPenalty: Double, mostSimilar: Double = .infinity,
    fillFloor: Double = -.infinity,
    repeats: ((Int, Int) -> Bool)? = nil, similarity: @escaping (Int, Int) -> Double
  ) {
    self.repeats = repeats
    self.scores = scores
    self.words = words
    self.dependence = dependence
    self.companion = companion
    self.maximumSentences = maximumSentences
    self.maximumWords = maximumWords
    self.redundancyPenalty = redundancyPenalty
    self.anaphoraPenalty = anaphoraPenalty
    self.mostSimilar = mostSimilar
    self.fillFloor = fillFloor
    self.similarity = similarity
  }

  /// The choices, best first. Equal scores go to the earlier sentence.
  package func run() -> [Choice] {
    var choices: [Choice] = []
    var isChosen = [Bool](repeating: false, count: scores.count)
    var followers = [[Int]](repeating: [], count: scores.count)
    for (index, before) in companion.enumerated() { if let before { followers[before].append(index) } }
    var repetition = [Double](repeating: 0, count: scores.count)
    var compared = [Int](repeating: 0, count: scores.count)
    var checked = [Int](repeating: 0, count: scores.count)
    var used = 0
    var isFilling = false

    func context(_ index: Int) -> Double {
      guard dependence[index] > 0, !(companion[index].map { isChosen[$0] } ?? false) else { return 0 }
      return -anaphoraPenalty * dependence[index]
    }
    func value(_ index: Int) -> Double {
      scores[index] + context(index) - redundancyPenalty * repetition[index]
    }

    var queue = CandidateQueue()
    for index in scores.indices where scores[index].isFinite { queue.push(value(index), index) }
    while choices.count < maximumSentences, let top = queue.pop() {
      let index = top.index
      guard !isChosen[index] else { continue }
      guard words[index] <= maximumWords - used else {
        isFilling = isFilling || !choices.isEmpty
        continue
      }
      if redundancyPenalty > 0 || mostSimilar.isFinite {
        while compared[index] < choices.count {
          repetition[index] = max(repetition[index], similarity(index, choices[compared[index]].index))
          compared[index] += 1
        }
      }
      guard repetition[index] <= mostSimilar else { continue }
      if let repeats {
        while checked[index] < choices.count, !repeats(index, choices[checked[index]].index) {
          checked[index] += 1
        }
        guard checked[index] == choices.count else { continue }
      }
      let now = value(index)
      if now < top.value {
        queue.push(now, index)
        continue
      }
      guard !isFilling || now >= fillFloor else { break }
      isChosen[index] = true
      used += words[index]
      choices.append(
        Choice(
          index: index, score: now, redundancy: 0 - redundancyPenalty * repetition[index],
          context: context(index)))
      for follower in followers[index] where !isChosen[follower] && dependence[follower] > 0 {
        queue.push(value(follower), follower)
      }
    }
    return choices
  }
}

/// A binary heap of candidates: highest value first, and of equal values the lowest index.
struct CandidateQueue {
  private var heap: [(value: Double, index: Int)] = []

  private static func precedes(_ a: (value: Double, index: Int), _ b: (value: Double, index: Int)) -> Bool {
    a.value != b.value ? a.value > b.value : a.index < b.index
  }

  mutating func push(_ value: Double, _ index: Int) {
    heap.append((value, index))
    var child = heap.count - 1
    while child > 0, Self.precedes(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> (value: Double, index: Int)? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if Self.precedes(heap[child], heap[best]) { best = child }
      }
      if best == parent { return top }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
