/// The choice of sentences that says most facts within a length: exact, by the cheapest way to each set of
/// facts.
struct KeyFactOracle {
  /// Indices of the chosen sentences, ascending.
  static func select(
    masks: [Int], words: [Int], share: (Int) -> Double, length: SummaryLength.Resolved
  ) -> [Int] {
    let limit: Int
    let costs: [Int]
    switch length {
    case .sentences(let count): (limit, costs) = (count, words.map { _ in 1 })
    case .words(let count): (limit, costs) = (count, words)
    }
    // The cheapest choice that says exactly these facts.
    var ways: [Int: (cost: Int, chosen: [Int])] = [0: (0, [])]
    for index in masks.indices where masks[index] != 0 {
      for (mask, way) in ways {
        let (both, cost) = (mask | masks[index], way.cost + costs[index])
        guard both != mask, cost <= limit else { continue }
        if let known = ways[both], known.cost <= cost { continue }
        ways[both] = (cost, way.chosen + [index])
      }
    }
    let best = ways.max { first, second in
      let (left, right) = (share(first.key), share(second.key))
      return left != right ? left < right : (second.value.cost, second.key) < (first.value.cost, first.key)
    }
    return best?.value.chosen ?? []
  }
}
