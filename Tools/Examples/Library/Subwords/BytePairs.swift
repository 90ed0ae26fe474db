import Foundation
import Training

/// Subword units, and the pairs that words are put together by: what ``BytePairLearner`` learns, and
/// `subwords.json` in a model's folder.
public struct BytePairs: Sendable, Hashable, Codable {
  /// Two units that become one.
  public struct Merge: Sendable, Hashable, Codable {
    /// The units.
    public var left, right: String
  }

  /// Stands behind a unit at the end of a word. No text has it: it is a place of private use.
  public static let end: Character = "\u{E000}"

  /// All units, numbered from 0.
  public var units: [String]
  /// What is joined, the first before the second.
  public var merges: [Merge]

  /// Learns units from text whose words are separated by spaces.
  ///
  /// - Parameter merges: at most how many pairs are joined.
  public init(learning lines: some Sequence<String>, merges: Int) {
    var frequencies: [String: Int] = [:]
    for line in lines {
      for word in line.split(separator: " ") { frequencies[String(word), default: 0] += 1 }
    }
    self = BytePairLearner.learn(frequencies, merges: merges)
  }

  init(units: [String], merges: [Merge]) { (self.units, self.merges) = (units, merges) }

  /// Reads what ``write()`` has written.
  ///
  /// - Throws: `TrainingError`, naming the file.
  public init(readingFrom path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError(.unreadable, path, "no such file, or it may not be read")
    }
    do { self = try JSONDecoder().decode(Self.self, from: data) } catch {
      throw TrainingError(.data, path, "it does not hold subword units")
    }
  }

  /// As JSON.
  public func write() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  /// The characters of a word as units.
  static func characters(of word: String) -> [String] {
    var units = word.map { String($0) }
    if let last = units.popLast() { units.append(last + String(end)) }
    return units
  }

  /// Units with every such pair joined, from the left.
  static func joining<Unit: Equatable>(_ units: [Unit], _ left: Unit, _ right: Unit, as whole: Unit) -> [Unit]
  {
    var result: [Unit] = []
    var at = 0
    while at < units.count {
      if at + 1 < units.count, units[at] == left, units[at + 1] == right {
        result.append(whole)
        at += 2
      } else {
        result.append(units[at])
        at += 1
      }
    }
    return result
  }
}

/// Cuts words into units and puts them together again. Remembers words that it has cut, and so belongs to one
/// thread.
public struct BytePairEncoder {
  /// A word's units.
  public struct Piece: Sendable, Hashable {
    /// Number of the unit; −1 for a character that no unit has.
    public var unit: Int
    /// Number of the word in its line.
    public var word: Int
  }

  private struct Pair: Hashable { var left, right: Int }

  private let pairs: BytePairs
  private let numbers: [String: Int]
  /// When a pair is joined, and the unit that it becomes.
  private let joins: [Pair: (rank: Int, unit: Int)]
  private var known: [Substring: [Int]] = [:]

  /// An encoder with these units.
  public init(_ pairs: BytePairs) {
    self.pairs = pairs
    let numbers = Dictionary(
      pairs.units.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.numbers = numbers
    var joins: [Pair: (rank: Int, unit: Int)] = [:]
    for (rank, merge) in pairs.merges.enumerated() {
      guard let left = numbers[merge.left], let right = numbers[merge.right],
        let unit = numbers[merge.left + merge.right]
      else { continue }
      joins[Pair(left: left, right: right)] = (rank, unit)
    }
    self.joins = joins
  }

  /// A line whose words are separated by spaces.
  public mutating func pieces(of line: some StringProtocol) -> [Piece] {
    line.split(separator: " ").enumerated().flatMap { place, word in
      units(of: Substring(word)).map { Piece(unit: $0, word: place) }
    }
  }

  private mutating func units(of word: Substring) -> [Int] {
    if let units = known[word] { return units }
    var result = BytePairs.characters(of: String(word)).map { numbers[$0] ?? -1 }
    while result.count > 1 {
      let pairs = zip(result, result.dropFirst()).map { Pair(left: $0, right: $1) }
      guard
        let (pair, join) = pairs.compactMap({ pair in joins[pair].map { (pair, $0) } })
          .min(by: { $0.1.rank < $1.1.rank })
      else { break }
      result = BytePairs.joining(result, pair.left, pair.right, as: join.unit)
    }
    known[word] = result
    return result
  }

  /// Words of units, in order; a number that is no unit is left out.
  public func words(of units: [Int]) -> [String] {
    let text = units.map { pairs.units.indices.contains($0) ? pairs.units[$0] : "" }.joined()
    return text.split(separator: BytePairs.end).map(String.init)
  }
}
