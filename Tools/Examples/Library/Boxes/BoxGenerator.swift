import Tensors

/// Makes pictures of three boxes with sentences about them: a function of the seed and of a number.
package struct BoxGenerator: Sendable {
  /// A picture, a sentence, and whether it is true.
  package struct Example: Sendable {
    /// The picture.
    package var scene: BoxScene
    /// Words with spaces between them.
    package var sentence: String
    /// Whether it is so.
    package var isTrue: Bool
  }

  private let seed: UInt64

  /// A generator.
  package init(seed: UInt64) { self.seed = seed }

  /// How many of the first examples only say what there is, and how many only count and name ends of towers:
  /// who is asked everything from the beginning learns nothing for long.
  package static let plain = (present: 16_000, counted: 48_000)

  /// The example of that number, the easier the smaller the number. True and false are as frequent as each
  /// other, as far as the picture has room.
  package func example(_ number: Int) -> Example {
    var draw = Draw(seed: seed, stream: UInt64(number))
    // Two of three pictures that people were shown are towers.
    let isTower = draw.isLikely(2, of: 3)
    let scene = isTower ? Self.towers(&draw) : Self.scattered(&draw)
    let wanted = draw.isLikely(1, of: 2)
    var last = Statement(text: "there is a box", isTrue: true)
    for _ in 0..<12 {
      last = statement(number, scene, isTower: isTower, &draw)
      if last.isTrue == wanted { break }
    }
    return Example(scene: scene, sentence: last.text, isTrue: last.isTrue)
  }

  private func statement(
    _ number: Int, _ scene: BoxScene, isTower: Bool, _ draw: inout Draw
  ) -> Statement {
    if number < Self.plain.present { return BoxStatements.presence(scene, isTower: isTower, &draw) }
    let isCounted = number < Self.plain.counted
    if isTower {
      return isCounted ? TowerStatements.plain(scene, &draw) : TowerStatements.next(scene, &draw)
    }
    return isCounted ? BoxStatements.plain(scene, &draw) : BoxStatements.next(scene, &draw)
  }

  /// A tower of one to four blocks in each box.
  static func towers(_ draw: inout Draw) -> BoxScene {
    BoxScene(
      boxes: (0..<3).map { _ in
        (0..<1 + draw.below(4)).map { level in
          BoxScene.Item(
            shape: .square, color: draw.any(BoxScene.Color.allCases), x: 40, y: 80 - 21 * level, size: 20)
        }
      })
  }

  /// One to seven things in each box, some of them at its edges.
  static func scattered(_ draw: inout Draw) -> BoxScene {
    BoxScene(
      boxes: (0..<3).map { _ in
        var items: [BoxScene.Item] = []
        let count = 1 + draw.below(7)
        for _ in 0..<20 * count where items.count < count {
          let size = draw.any([10, 20, 30]), room = BoxScene.side - size
          var (x, y) = (draw.below(room + 1), draw.below(room + 1))
          if draw.isLikely(1, of: 5) { x = draw.any([0, room]) }
          if draw.isLikely(1, of: 5) { y = draw.any([0, room]) }
          let item = BoxScene.Item(
            shape: draw.any(BoxScene.Shape.allCases), color: draw.any(BoxScene.Color.allCases), x: x, y: y,
            size: size)
          // No thing lies upon another.
          let isFree = items.allSatisfy {
            $0.x + $0.size <= x || x + size <= $0.x || $0.y + $0.size <= y || y + size <= $0.y
          }
          if isFree { items.append(item) }
        }
        return items
      })
  }
}

/// A sentence about a picture and whether it is so.
struct Statement: Sendable {
  var text: String
  var isTrue: Bool
}

/// Draws of a stream of random words.
struct Draw {
  private var random: CounterRandom

  init(seed: UInt64, stream: UInt64) { random = CounterRandom(seed: seed, stream: stream) }

  /// 0 ..< count.
  mutating func below(_ count: Int) -> Int { Int(random.nextWord() % UInt32(count)) }
  /// One of them.
  mutating func any<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }
  /// True in `count` of `all` draws.
  mutating func isLikely(_ count: Int, of all: Int) -> Bool { below(all) < count }
}

/// A number of things that a sentence speaks of.
struct Quantity {
  /// "exactly two", "at least 2", "a".
  var text: String
  /// Whether one thing is meant.
  var isOne: Bool
  /// Whether that many are that many.
  var fits: @Sendable (Int) -> Bool

  private static let words = ["no", "one", "two", "three", "four", "five", "six", "seven"]

  /// A quantity near a number, so that sentences are nearly true where they are false.
  static func near(_ count: Int, most: Int, _ draw: inout Draw) -> Quantity {
    let n = min(most, max(1, count - 1 + draw.below(3)))
    let word = draw.isLikely(1, of: 3) ? "\(n)" : words[n]
    switch draw.below(9) {
    case 0, 1: return Quantity(text: "exactly \(word)", isOne: n == 1) { $0 == n }
    case 2, 3:
      return Quantity(text: draw.any(["at least ", "at least ", "atleast "]) + word, isOne: n == 1) {
        $0 >= n
      }
    case 4: return Quantity(text: "only \(word)", isOne: n == 1) { $0 == n }
    case 5 where n > 1:
      let less = n - 1
      return Quantity(text: "more than \(words[less])", isOne: less == 1) { $0 > less }
    case 6 where n == 1: return Quantity(text: draw.any(["a", "at least a"]), isOne: true) { $0 >= 1 }
    default: return Quantity(text: word, isOne: n == 1) { $0 == n }
    }
  }

  /// One noun or several.
  func noun(_ one: String) -> String { isOne ? one : one == "box" ? "boxes" : one + "s" }
  /// "there is" or "there are".
  var there: String { isOne ? "there is" : "there are" }
  /// Of how many boxes something is so: "a", "no", "two", …
  static func boxes(_ count: Int, _ draw: inout Draw) -> Quantity {
    switch draw.below(6) {
    case 0, 1, 2: Quantity(text: "a", isOne: true) { $0 >= 1 }
    case 3 where draw.isLikely(1, of: 3): Quantity(text: "no", isOne: true) { $0 == 0 }
    default: near(count, most: 3, &draw)
    }
  }
}
