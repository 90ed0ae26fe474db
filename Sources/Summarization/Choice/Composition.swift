/// Composes a summary: sentences are chosen for what they are worth and for what they add to the others, with
/// those that they mean nothing without, until the budget is full.
///
/// The worth of a choice is the sum of its sentences' values, plus what they cover together (each stem counts
/// once), plus something for each part of the document that is heard. That is submodular, so that choosing
/// greedily is near the best (Nemhauser et al. 1978), and what is looked at again only when it comes to the
/// top of the queue gives the same. Short summaries are then improved by exchanging one choice for another as
/// long as that gains; the tests hold the result against trying everything.
package struct Composition {
  /// A chosen sentence.
  package struct Choice: Equatable {
    /// Index among the sentences that may be chosen.
    package var index: Int
    /// Its value and what it added.
    package var score: Double
    /// What it added to the words that are covered.
    package var coverage: Double
    /// What it was given for a part of the document that nothing else was chosen from.
    package var part: Double
    /// The sentence with which it came, where it came for another's sake.
    package var cause: Int?
  }

  /// Worth of each sentence, in deviations.
  package let values: [Double]
  /// Words of each sentence, as budgets count them.
  package let words: [Int]
  /// What comes with each sentence, itself among them; none where it may not be chosen.
  package let bundles: [[Int]]
  /// Number of the part of the document in which each sentence stands.
  package let parts: [Int]
  package let maximumSentences: Int
  package let maximumWords: Int
  /// What covering as much as an average sentence is worth, in deviations.
  package static let coverageWeight = 2.0
  package var coverageWeight = Self.coverageWeight
  package var partWeight = 0.0
  /// Whether short summaries are improved by exchange.
  package var exchanges = true
  /// Whether a sentence says what another says.
  let repeats: (Int, Int) -> Bool
  /// Nothing covered yet.
  private let uncovered: Coverage
  /// Words of an average sentence: what a sentence's length is measured in where the budget is in words.
  private let meanWords: Double

  package init(
    values: [Double], words: [Int], bundles: [[Int]], parts: [Int], terms: SentenceTerms,
    maximumSentences: Int,
    maximumWords: Int, repeats: @escaping (Int, Int) -> Bool = { _, _ in false }
  ) {
    (self.values, self.words, self.bundles, self.parts) = (values, words, bundles, parts)
    uncovered = Coverage(terms, values: values)
    (self.maximumSentences, self.maximumWords, self.repeats) = (maximumSentences, maximumWords, repeats)
    meanWords = max(1, Double(words.reduce(0, +)) / Double(max(1, words.count)))
  }

  /// How much room a sentence takes of a budget of its kind.
  private func size(_ sentence: Int) -> Double {
    maximumWords == .max ? 1 : max(0.25, Double(words[sentence]) / meanWords)
  }

  /// What filling room is worth by itself, so that a short summary is not better than a full one.
  private static let room = 2.0

  /// The worth of a choice.
  package func worth(_ chosen: [Int]) -> Double {
    var coverage = uncovered
    var (sum, heard) = (0.0, Set<Int>())
    for sentence in chosen.sorted() {
      sum += size(sentence) * (values[sentence] + Self.room) + coverageWeight * coverage.gain([sentence])
      coverage.add(sentence)
      if heard.insert(parts[sentence]).inserted { sum += partWeight }
    }
    return sum
  }

  /// Whether sentences fit the budget together, and none repeats another.
  package func isAllowed(_ chosen: [Int]) -> Bool {
    guard chosen.count <= maximumSentences, chosen.reduce(0, { $0 + words[$1] }) <= maximumWords else {
      return false
    }
    let all = Set(chosen)
    return chosen.indices.allSatisfy { place in
      !chosen[..<place].contains { repeats(chosen[place], $0) }
    }
      && chosen.allSatisfy { sentence in
        // Alone, or for the sake of another that is chosen.
        !bundles[sentence].isEmpty && bundles[sentence].allSatisfy(all.contains)
          || chosen.contains {
            $0 != sentence && bundles[$0].contains(sentence) && bundles[$0].allSatisfy(all.contains)
          }
      }
  }

  /// The choices, in the order in which they were made.
  package func run() -> [Choice] {
    var state = State(count: values.count, coverage: uncovered)
    fill(&state)
    if exchanges, state.chosen.count <= 12, values.count <= 600 { exchange(&state) }
    return state.chosen
  }

  /// Chooses greedily until nothing fits any more, and leaves out what is `refused`.
  private func fill(_ state: inout State, refused: Int? = nil) {
    var queue = CandidateQueue()
    var followers: [Int: [Int]] = [:]
    for (index, bundle) in bundles.enumerated()
    where !bundle.isEmpty && values[index].isFinite && !state.isChosen[index] {
      if let refused, bundle.contains(refused) { continue }
      queue.push(gain(bundle, state), index)
      for member in bundle where member != index { followers[member, default: []].append(index) }
    }
    while state.chosen.count < maximumSentences, let top = queue.pop() {
      let index = top.index
      guard !state.isChosen[index] else { continue }
      let missing = bundles[index].filter { !state.isChosen[$0] }
      guard state.chosen.count + missing.count <= maximumSentences,
        state.words + missing.reduce(0, { $0 + words[$1] }) <= maximumWords
      else { continue }
      let now = gain(bundles[index], state)
      if now < top.value - 1e-12 {
        queue.push(now, index)
        continue
      }
      guard !missing.contains(where: { member in state.chosen.contains { repeats(member, $0.index) } }) else {
        continue
      }
      take(index, missing, &state)
      for member in missing {
        for follower in followers[member] ?? [] where !state.isChosen[follower] {
          queue.push(gain(bundles[follower], state), follower)
        }
      }
    }
  }

  private struct State {
    var chosen: [Choice] = []
    var isChosen: [Bool]
    var words = 0
    var coverage: Coverage
    var heard: Set<Int> = []

    init(count: Int, coverage: Coverage) {
      isChosen = [Bool](repeating: false, count: count)
      self.coverage = coverage
    }
  }

  /// What the members that are not chosen yet would add, for each unit of room that they take.
  private func gain(_ bundle: [Int], _ state: State) -> Double {
    let missing = bundle.filter { !state.isChosen[$0] }
    guard !missing.isEmpty else { return -.infinity }
    let sizes = missing.reduce(0) { $0 + size($1) }
    let value = missing.reduce(0) { $0 + size($1) * values[$1] }
    let heard = missing.contains { state.heard.contains(parts[$0]) } ? 0 : partWeight
    return (value + coverageWeight * state.coverage.gain(missing) + heard) / sizes
  }

  private func take(_ index: Int, _ missing: [Int], _ state: inout State) {
    for member in missing {
      let coverage = coverageWeight * state.coverage.gain([member])
      let part = state.heard.insert(parts[member]).inserted ? partWeight : 0
      state.chosen.append(
        Choice(
          index: member, score: values[member] + coverage + part, coverage: coverage, part: part,
          cause: member == index ? nil : index))
      state.isChosen[member] = true
      state.words += words[member]
      state.coverage.add(member)
    }
  }

  /// What choosing greedily makes of the room that one choice leaves, where that is worth more than `least`:
  /// in a budget of words two short sentences may do better than a long one.
  private func refilled(
    _ rest: [Int], without out: Int, above least: Double
  ) -> (trial: [Int], worth: Double)? {
    guard isAllowed(rest) else { return nil }
    var state = State(count: values.count, coverage: uncovered)
    for sentence in rest { take(sentence, [sentence], &state) }
    fill(&state, refused: out)
    let trial = state.chosen.map(\.index)
    let value = worth(trial)
    return value > least + 1e-9 && isAllowed(trial) ? (trial, value) : nil
  }

  /// Candidates that are looked at, and exchanges at most.
  private static let exchanged = 40, mostExchanges = 4

  /// Exchanges one choice that no other needs for one that is worth more, until none is.
  private func exchange(_ state: inout State) {
    let candidates = values.indices.filter { !bundles[$0].isEmpty && values[$0].isFinite }
      .sorted { (values[$1], $0) < (values[$0], $1) }.prefix(Self.exchanged)
    var chosen = state.chosen.map(\.index)
    var best = worth(chosen)
    for _ in 0..<Self.mostExchanges {
      // What each exchange promises is counted from what is left; the best one is then looked at in full.
      var promise: (trial: [Int], worth: Double)?
      for out in chosen {
        let rest = chosen.filter { $0 != out }
        if let refilled = refilled(rest, without: out, above: max(best, promise?.worth ?? -.infinity)) {
          promise = refilled
        }
        let left = worth(rest)
        var coverage = uncovered
        for sentence in rest { coverage.add(sentence) }
        let heard = Set(rest.map { parts[$0] })
        for candidate in candidates where candidate != out && !rest.contains(candidate) {
          let fresh = bundles[candidate].filter { !rest.contains($0) }
          guard rest.count + fresh.count <= maximumSentences else { continue }
          var value = left + coverageWeight * coverage.gain(fresh)
          for sentence in fresh { value += size(sentence) * (values[sentence] + Self.room) }
          if !fresh.contains(where: { heard.contains(parts[$0]) }) { value += partWeight }
          guard value > max(best, promise?.worth ?? -.infinity) + 1e-9, isAllowed(rest + fresh) else {
            continue
          }
          promise = (rest + fresh, value)
        }
      }
      guard let promise else { break }
      let value = worth(promise.trial)
      guard value > best + 1e-9 else { break }
      (chosen, best) = (promise.trial, value)
    }
    guard chosen != state.chosen.map(\.index) else { return }
    let causes = chosen.map { sentence in
      bundles[sentence] == [sentence]
        ? nil : chosen.first { $0 != sentence && bundles[$0].contains(sentence) && bundles[sentence].isEmpty }
    }
    var fresh = State(count: values.count, coverage: uncovered)
    for (place, sentence) in chosen.enumerated() { take(causes[place] ?? sentence, [sentence], &fresh) }
    // An exchange may have left room.
    fill(&fresh)
    state = fresh
  }
}
