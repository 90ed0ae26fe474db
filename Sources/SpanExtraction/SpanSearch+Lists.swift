import Foundation
import Ingestion

/// What stands beside the first answer to a question that asks for several things.
extension SpanSearch {
  /// The other items of the list that the first of `chosen` stands in, or the other cells of its row.
  ///
  /// The reader puts its weight on one of them; where that one is an answer, so are the others.
  func besides(
    _ chosen: [SpanCandidate], _ ranked: [(candidate: SpanCandidate, probability: Double)],
    options: ReaderOptions
  ) -> [Answer] {
    guard let first = chosen.first else { return [] }
    var answers: [Answer] = []
    let most = Self.mostOfList - chosen.count
    if let list = item(of: first)?.list {
      var taken = Set(chosen.compactMap { item(of: $0)?.block })
      for (candidate, probability) in ranked where answers.count < most {
        guard let item = item(of: candidate), item.list == list,
          hints.namesList || item.isStart == self.item(of: first)?.isStart,
          probability >= options.threshold, taken.insert(item.block).inserted
        else { continue }
        // Of a list that the question names each item is an answer as it stands.
        let whole = hints.namesList ? document.document.block(at: item.block)?.textRange : nil
        answers.append(
          answer(
            whole ?? range(of: candidate, mended: true), probability: probability,
            score: Double(candidate.score)))
      }
    } else if let place = cell(of: first), let likeliest = ranked.first?.probability {
      var taken = chosen.map { range(of: $0, mended: true) }
      for (candidate, probability) in ranked where answers.count < most {
        let range = self.range(of: candidate, mended: true)
        if taken.contains(where: { $0.overlaps(range) }) { continue }
        // Where the reader prefers what stands elsewhere, the row is no list.
        guard let other = cell(of: candidate), other == place, probability >= options.threshold,
          probability >= Self.rowShare * likeliest
        else { break }
        taken.append(range)
        answers.append(answer(range, probability: probability, score: Double(candidate.score)))
      }
    }
    return answers
  }

  /// The list item that a span stands in: the path of its list, where its block starts, and whether the span
  /// starts it.
  func item(of candidate: SpanCandidate) -> (list: Substring, block: Int, isStart: Bool)? {
    let start = document.offsets[candidate.first].lowerBound
    guard let block = document.document.block(at: start), block.kind == .listItem else { return nil }
    let path = block.elementPath
    // A paragraph in an item is the item.
    let item = path.range(of: "/p[", options: .backwards).map { path[..<$0.lowerBound] } ?? path[...]
    guard let slash = item.lastIndex(of: "/") else { return nil }
    return (item[..<slash], block.textRange.lowerBound, start == block.textRange.lowerBound)
  }

  /// The row of a cell that a span is all of, and whether it has figures; nil for other spans, and where the
  /// document does not say which row it is.
  private func cell(of candidate: SpanCandidate) -> RowPlace? {
    let range = self.range(of: candidate, mended: true)
    guard let block = document.document.block(at: range.lowerBound), block.kind == .tableCell,
      block.textRange == range
    else { return nil }
    let path = block.elementPath
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    let figures = document.document.text(in: range).contains(where: \.isNumber)
    return RowPlace(row: path[..<slash], hasFigures: figures)
  }

  /// How likely a further cell of a row is beside the likeliest, at least.
  private static let rowShare = 0.02

  private struct RowPlace: Equatable {
    var row: Substring
    var hasFigures: Bool
  }
}
