/// Sentences about towers in the manner of people: what stands at the top and at the base, what stands over
/// what, how many blocks there are.
enum TowerStatements {
  private typealias Item = BoxScene.Item

  static func next(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    switch draw.below(12) {
    case 0, 1, 2: ends(scene, &draw)
    case 3, 4: blocksAtEnds(scene, &draw)
    case 5, 6: over(scene, &draw)
    case 7: heights(scene, &draw)
    case 8: contents(scene, &draw)
    case 9: blocks(scene, &draw)
    case 10: alike(scene, &draw)
    default: BoxStatements.contents(scene, &draw)
    }
  }

  /// How many blocks there are of a colour, or which are at the ends.
  static func plain(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    switch draw.below(4) {
    case 0: blocks(scene, &draw)
    case 1: heights(scene, &draw)
    case 2: ends(scene, &draw)
    default: blocksAtEnds(scene, &draw)
    }
  }

  private static let has = ["with", "with", "having", "which has", "that has"]

  private static func of(
    _ scene: BoxScene, _ fits: (Int) -> Bool, _ draw: inout Draw, _ text: (Quantity) -> String
  )
    -> Statement
  {
    let count = scene.boxes.indices.count(where: fits), quantity = Quantity.boxes(count, &draw)
    return Statement(text: text(quantity), isTrue: quantity.fits(count))
  }

  private static func end(_ tower: [BoxScene.Item], isTop: Bool) -> BoxScene.Color? {
    (isTop ? tower.last : tower.first)?.color
  }

  /// "there is exactly one tower with a blue block at the base"
  private static func ends(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let isTop = draw.isLikely(1, of: 2), color = draw.any(BoxScene.Color.allCases)
    let place = isTop ? "top" : draw.any(["base", "base", "bottom"])
    let form = draw.below(8), one = draw.any(["a", "a", "1"]), verb = draw.any(has)
    let height = 1 + draw.below(4)
    let blocks = height == 1 ? "one block" : "\(["one", "two", "three", "four"][height - 1]) blocks"
    let isAtLeast = draw.isLikely(1, of: 3)
    return of(
      scene,
      { box in
        let tower = scene.boxes[box]
        let isHigh = form < 5 || (isAtLeast ? tower.count >= height : tower.count == height)
        return isHigh && end(tower, isTop: isTop) == color
      }, &draw
    ) { quantity in
      let tower = quantity.noun("tower")
      return switch form {
      case 0, 1, 2:
        "\(quantity.there) \(quantity.text) \(tower) \(verb) \(one) \(color) block at the \(place)"
      case 3: "\(quantity.text) \(tower) \(quantity.isOne ? "has" : "have") a \(color) \(place)"
      case 4: "\(quantity.there) \(quantity.text) \(tower) \(verb) a \(color) \(place)"
      case 5:
        "\(quantity.there) \(quantity.text) \(tower) with \(isAtLeast ? "at least" : "exactly") \(blocks) "
          + "\(verb) a \(color) block at the \(place)"
      case 6:
        "\(quantity.there) \(quantity.text) \(tower) with \(isAtLeast ? "at least " : "")\(blocks) and a \(color) \(place)"
      default:
        "\(quantity.there) \(quantity.text) \(isAtLeast ? "at least " : "")\(blocks) tower with a \(color) \(place)"
      }
    }
  }

  /// "there is a blue block as the top of a tower with at least two blocks"
  private static func blocksAtEnds(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let isTop = draw.isLikely(1, of: 2), color = draw.any(BoxScene.Color.allCases)
    let place = isTop ? "top" : "base", n = 1 + draw.below(4)
    let word = ["one", "two", "three", "four"][n - 1] + (n == 1 ? " block" : " blocks")
    let (tail, fits): (String, (Int) -> Bool) =
      switch draw.below(6) {
      case 0: (" with at least \(word)", { $0 >= n })
      case 1: (" with exactly \(word)", { $0 == n })
      case 2: (" with more than \(word)", { $0 > n })
      case 3: (" with \(word)", { $0 == n })
      default: ("", { _ in true })
      }
    return of(
      scene, { fits(scene.boxes[$0].count) && end(scene.boxes[$0], isTop: isTop) == color }, &draw
    ) { quantity in
      "\(quantity.there) \(quantity.text) \(color) \(quantity.noun("block")) as the \(place) of a tower\(tail)"
    }
  }

  /// "there is a tower with a black block over a blue block"
  private static func over(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let upper = draw.any(BoxScene.Color.allCases), lower = draw.any(BoxScene.Color.allCases)
    let form = draw.below(4), verb = draw.any(has)
    let isBelow = draw.isLikely(1, of: 6)
    let relation = isBelow ? "below" : draw.any(["over", "above", "on", "on top of"])
    let (first, second) = isBelow ? (lower, upper) : (upper, lower)
    return of(
      scene,
      { box in
        let tower = scene.boxes[box]
        return zip(tower, tower.dropFirst()).contains { $0.color == lower && $1.color == upper }
      }, &draw
    ) { quantity in
      form == 0
        ? "\(quantity.there) \(quantity.text) \(first) \(quantity.noun("block")) \(relation) a \(second) block"
        : "\(quantity.there) \(quantity.text) \(quantity.noun("tower")) \(verb) a \(first) block \(relation) a \(second) block"
    }
  }

  /// "there is a tower with exactly two blocks"
  private static func heights(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let verb = draw.any(has), some = Quantity.near(1 + draw.below(4), most: 4, &draw)
    return of(scene, { some.fits(scene.boxes[$0].count) }, &draw) { quantity in
      "\(quantity.there) \(quantity.text) \(quantity.noun("tower")) \(verb) \(some.text) \(some.noun("block"))"
    }
  }

  /// "there are 2 towers that contain at least 1 black block"
  private static func contents(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let color = draw.any(BoxScene.Color.allCases), form = draw.below(7)
    let verb = draw.any(["with", "with", "which has", "that contain", "that has"])
    let some = Quantity.near(1 + draw.below(2), most: 3, &draw)
    let other = draw.any(BoxScene.Color.allCases.filter { $0 != color }), n = 2 + draw.below(2)
    return of(
      scene,
      { box in
        let colors = scene.boxes[box].map(\.color), own = colors.count { $0 == color }
        switch form {
        case 0: return Set(colors) == [color]
        case 1: return Set(colors) == [color, other]
        case 2: return Set(colors).count == 3
        case 3: return colors.contains(color) && colors.contains(other)
        case 4:
          // That many in a row.
          return colors.indices.contains { from in
            from + n <= colors.count && colors[from..<from + n].allSatisfy { $0 == color }
          }
        default: return some.fits(own)
        }
      }, &draw
    ) { quantity in
      let head = "\(quantity.there) \(quantity.text)", tower = quantity.noun("tower")
      return switch form {
      case 0: "\(head) \(tower) with only \(color) blocks"
      case 1: "\(head) \(tower) with only \(color) and \(other) blocks"
      case 2: "\(head) \(tower) with blocks of all 3 colors"
      case 3: "\(head) \(tower) with a \(color) block and a \(other) block"
      case 4: "\(head) \(tower) with \(n) \(color) blocks stacked together"
      default: "\(head) \(tower) \(verb) \(some.text) \(color) \(some.noun("block"))"
      }
    }
  }

  /// "there are 3 blue blocks"
  private static func blocks(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let color = draw.any(BoxScene.Color.allCases)
    let count = scene.boxes.joined().count { $0.color == color }
    if draw.isLikely(1, of: 3) {
      let all = scene.boxes.allSatisfy { $0.contains { $0.color == color } }
      let text = draw.any([
        "all towers contain 1", "all 3 towers have at least 1", "each tower has at least one",
      ])
      return Statement(text: "\(text) \(color) block", isTrue: all)
    }
    let quantity = Quantity.near(count, most: 7, &draw)
    return Statement(
      text: "\(quantity.there) \(quantity.text) \(color) \(quantity.noun("block"))",
      isTrue: quantity.fits(count))
  }

  /// "there are at least two towers with the same height"
  private static func alike(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let color = draw.any(BoxScene.Color.allCases), n = 1 + draw.below(4)
    func most<Key: Hashable>(_ keys: [Key]) -> Int {
      Dictionary(grouping: keys) { $0 }.values.map(\.count).max() ?? 0
    }
    let tall = scene.boxes.filter { $0.count == n }
    let word = ["one block", "two blocks", "three blocks", "four blocks"][n - 1]
    switch draw.below(6) {
    case 0:
      let text = draw.any([
        "there are at least two towers with the same height", "two towers have the same height",
      ])
      return Statement(text: text, isTrue: most(scene.boxes.map(\.count)) >= 2)
    case 1:
      let isTop = draw.isLikely(1, of: 2), place = isTop ? "top" : "base"
      return Statement(
        text: "there are two towers which has the same \(place) color",
        isTrue: most(scene.boxes.map { end($0, isTop: isTop) }) >= 2)
    case 2:
      let isTop = draw.isLikely(1, of: 2), place = isTop ? "top" : "base"
      return Statement(
        text: "the tower with \(word) has a \(color) block at the \(place)",
        isTrue: tall.contains { end($0, isTop: isTop) == color })
    case 3:
      return of(scene, { Set(scene.boxes[$0].map(\.color)).count == 1 && scene.boxes[$0].count > 1 }, &draw) {
        "\($0.there) \($0.text) \($0.noun("tower")) with more than one block where all the blocks are of same color"
      }
    case 4:
      return of(scene, { scene.boxes[$0].dropFirst().first?.color == color }, &draw) {
        "\($0.there) \($0.text) \($0.noun("tower")) where the second block is \(color)"
      }
    default:
      return of(scene, { Set(scene.boxes[$0].map(\.color)) == [color] }, &draw) {
        "\($0.there) \($0.text) \(color) \($0.noun("tower"))"
      }
    }
  }
}
