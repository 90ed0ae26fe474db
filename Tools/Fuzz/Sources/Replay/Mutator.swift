import Foundation
import Platform

/// Makes broken inputs of whole ones: what libFuzzer does, without its sense of what is new.
struct Mutator {
  private var random: SplitMix64
  /// What the parsers look for.
  private let words: [[UInt8]]
  private static let mostBytes = 1 << 16

  init(seed: UInt64, words: [[UInt8]]) {
    random = SplitMix64(seed: seed)
    self.words = words
  }

  /// `input` after one to six changes; `other` is what pieces are taken from.
  mutating func mutated(_ input: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = input
    for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes, other) }
    return Array(bytes.prefix(Self.mostBytes))
  }

  private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...64, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
    case 1: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random) }
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 4: bytes.removeSubrange(place...)
    case 5:
      guard !other.isEmpty else { return }
      let start = Int.random(in: 0..<other.count, using: &random)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 256)], at: place)
    default:
      guard let word = words.randomElement(using: &random) else { return }
      bytes.insert(contentsOf: word, at: place)
    }
  }

  /// The words of a dictionary as libFuzzer has them: a line each, in quotation marks, with `\xAB`, `\\` and
  /// `\"`.
  static func words(of dictionary: String) -> [[UInt8]] {
    dictionary.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("\""), line.hasSuffix("\""), line.utf8.count > 2 else { return nil }
      var word: [UInt8] = []
      var rest = Array(line.utf8.dropFirst().dropLast())[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
          word.append(byte)
          continue
        }
        if next == UInt8(ascii: "x"), rest.count >= 2,
          let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
          word.append(value)
          rest = rest.dropFirst(2)
        } else {
          word.append(next)
        }
      }
      return word
    }
  }
}
