import Training

/// How far alignments are from those that people made, sure links S and possible links P (Och and Ney 2003):
///
///     AER = 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|),     S ⊆ P
public struct AlignmentErrorRate: Sendable, Hashable {
  private var sure = 0, rightSure = 0, rightPossible = 0, given = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts a sentence.
  public mutating func add(_ links: Set<WordLink>, gold: GoldAlignment) {
    sure += gold.sure.count
    given += links.count
    rightSure += links.intersection(gold.sure).count
    rightPossible += links.intersection(gold.possible).count
  }

  /// 0 for none wrong ... 1; 1 where there is nothing to count.
  public var value: Double {
    given + sure > 0 ? 1 - Double(rightSure + rightPossible) / Double(given + sure) : 1
  }

  /// |A ∩ P| / |A|.
  public var precision: Double { given > 0 ? Double(rightPossible) / Double(given) : 0 }

  /// |A ∩ S| / |S|.
  public var recall: Double { sure > 0 ? Double(rightSure) / Double(sure) : 0 }
}

/// What a person said of one sentence: `2-3` for a sure link between the second word and the third of the
/// translation, and `2p3` for a possible one.
public struct GoldAlignment: Sendable, Hashable {
  /// Links that must be there.
  public var sure: Set<WordLink> = []
  /// Links that may be there; the sure ones are among them.
  public var possible: Set<WordLink> = []

  /// Reads a line.
  ///
  /// - Throws: `TrainingError`, naming the place.
  public init(_ line: String, file: String, number: Int) throws(TrainingError) {
    for part in line.split(separator: " ") {
      let isSure = part.contains("-")
      let ends = part.split(separator: isSure ? "-" : "p").compactMap { Int($0) }
      guard ends.count == 2, ends.allSatisfy({ $0 > 0 }) else {
        throw TrainingError(
          .data, file, place: "line \(number)", "\"\(part)\" is no link such as 2-3 or 2p3")
      }
      let link = WordLink(source: ends[0] - 1, target: ends[1] - 1)
      if isSure { sure.insert(link) }
      possible.insert(link)
    }
  }

  /// Reads the sentences and their gold alignments: `source ||| target` a line, and a line of links for each.
  ///
  /// - Throws: `TrainingError`, naming the file.
  public static func read(
    sentences: String, links: String, isLowercased: Bool
  ) throws(TrainingError) -> (source: [String], target: [String], gold: [GoldAlignment]) {
    let lines = try ParallelText.lines(of: sentences, isLowercased)
    let gold = try ParallelText.lines(of: links, false)
    guard lines.count == gold.count else {
      throw TrainingError(.data, links, "has \(gold.count) lines, and \(sentences) has \(lines.count)")
    }
    var result: (source: [String], target: [String], gold: [GoldAlignment]) = ([], [], [])
    for (place, line) in lines.enumerated() {
      let sides = line.split(separator: "|||", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2 else {
        throw TrainingError(
          .data, sentences, place: "line \(place + 1)", "two sentences with ||| between them were expected")
      }
      result.source.append(sides[0])
      result.target.append(sides[1])
      result.gold.append(try GoldAlignment(gold[place], file: links, number: place + 1))
    }
    return result
  }
}
