/// Sentences about things in boxes in the manner of people: what a box holds, what touches its edges.
enum BoxStatements {
  static func next(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    switch draw.below(10) {
    case 0, 1, 2: touching(scene, &draw)
    case 3: all(scene, &draw)
    case 4: numbers(scene, &draw)
    case 5, 6: total(scene, &draw)
    case 7: each(scene, &draw)
    default: contents(scene, &draw)
    }
  }

  /// How many things there are of a kind, or which touch edges.
  static func plain(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    switch draw.below(4) {
    case 0, 1: total(scene, &draw)
    case 2: touching(scene, &draw)
    default: numbers(scene, &draw)
    }
  }

  /// "there is a blue triangle", "there is no black block".
  static func presence(_ scene: BoxScene, isTower: Bool, _ draw: inout Draw) -> Statement {
    let color = draw.any(BoxScene.Color.allCases), shape = draw.any(BoxScene.Shape.allCases)
    let isAny = isTower || draw.isLikely(1, of: 3), isNone = draw.isLikely(1, of: 4)
    let noun = isTower ? "block" : isAny ? draw.any(["item", "object"]) : shape.rawValue
    let isThere = scene.boxes.joined().contains { $0.color == color && (isAny || $0.shape == shape) }
    return Statement(
      text: "there is \(isNone ? "no" : draw.any(["a", "at least one"])) \(color) \(noun)",
      isTrue: isThere != isNone)
  }

  /// Things of some colour and shape, either of them any.
  private struct Kind {
    var color: BoxScene.Color?
    var shape: BoxScene.Shape?
    var size: Int?
    var noun: String

    func fits(_ item: BoxScene.Item) -> Bool {
      (color == nil || item.color == color) && (shape == nil || item.shape == shape)
        && (size == nil || item.size == size)
    }
    var text: String {
      [size == 10 ? "small" : size == 30 ? "big" : nil, color?.rawValue, noun].compactMap(\.self).joined(
        separator: " ")
    }

    /// A kind that one of the things is of, more often than not.
    static func any(_ items: [BoxScene.Item], _ draw: inout Draw) -> Kind {
      let model = items.isEmpty ? nil : draw.any(items)
      let color = draw.isLikely(3, of: 4) ? model?.color ?? .black : draw.any(BoxScene.Color.allCases)
      let shape = draw.isLikely(3, of: 4) ? model?.shape ?? .square : draw.any(BoxScene.Shape.allCases)
      let form = draw.below(10)
      return Kind(
        color: form == 0 || form == 1 ? nil : color, shape: form > 1 && form < 5 ? nil : shape,
        size: form == 9 ? draw.any([10, 30]) : nil,
        noun: form > 1 && form < 5 ? draw.any(["item", "object", "item"]) : shape.rawValue)
    }
  }

  private typealias Touch = (text: String, fits: @Sendable (BoxScene.Item) -> Bool)

  private static func touch(_ draw: inout Draw) -> Touch {
    switch draw.below(8) {
    case 0: (draw.any(["closely touching the bottom of a box", "touching the base"]), { $0.sides.bottom })
    case 1: ("closely touching right wall of a box", { $0.sides.right })
    case 2:
      (
        draw.any(["closely touching a corner", "touching the corner", "closely touching a corner of a box"]),
        { $0.touchesCorner }
      )
    case 3, 4: (draw.any(["not touching any edge", "not touching the edge"]), { !$0.touchesEdge })
    case 5: (draw.any(["touching the wall", "touching the side"]), { $0.touchesEdge })
    default: (draw.any(["touching the edge", "touching an edge"]), { $0.touchesEdge })
    }
  }

  /// "there are exactly two blue squares not touching the edge"
  private static func touching(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let items = Array(scene.boxes.joined()), kind = Kind.any(items, &draw), touch = touch(&draw)
    let count = items.count { kind.fits($0) && touch.fits($0) }
    if draw.isLikely(1, of: 8) {
      return Statement(text: "there is no \(kind.text) \(touch.text)", isTrue: count == 0)
    }
    let quantity =
      draw.isLikely(1, of: 3) ? Quantity(text: "a", isOne: true) { $0 >= 1 } : .near(count, most: 5, &draw)
    return Statement(
      text: "\(quantity.there) \(quantity.text) \(quantity.noun(kind.text)) \(touch.text)",
      isTrue: quantity.fits(count))
  }

  /// "black circles are touching the edge"
  private static func all(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let items = Array(scene.boxes.joined()), kind = Kind.any(items, &draw)
    let own = items.filter(kind.fits), touching = own.count(where: \.touchesEdge)
    let noun = kind.text + "s"
    return switch draw.below(4) {
    case 0: Statement(text: "\(noun) are touching the edge", isTrue: touching > 0 && touching == own.count)
    case 1: Statement(text: "\(noun) are not touching any edge", isTrue: touching == 0 && !own.isEmpty)
    case 2: Statement(text: "none of the \(noun) are touching the edge", isTrue: touching == 0)
    default:
      Statement(
        text: "all \(noun) are in the same box",
        isTrue: scene.boxes.count { $0.contains(where: kind.fits) } == 1)
    }
  }

  /// "one of the grey square has exactly four objects"
  private static func numbers(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let n = 1 + draw.below(7), word = ["one", "two", "three", "four", "five", "six", "seven"][n - 1]
    let noun = n == 1 ? "object" : "objects", count = scene.boxes.count { $0.count == n }
    let box = draw.any(["grey square", "grey box", "grey box"]), verb = draw.any(["has", "contains"])
    if draw.isLikely(1, of: 3) {
      let quantity = Quantity.boxes(count, &draw)
      return Statement(
        text: "\(quantity.there) \(quantity.text) \(quantity.noun("box")) with \(n) item\(n == 1 ? "" : "s")",
        isTrue: quantity.fits(count))
    }
    return Statement(text: "one of the \(box) \(verb) exactly \(word) \(noun)", isTrue: count >= 1)
  }

  /// "there are 3 yellow squares"
  private static func total(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let items = Array(scene.boxes.joined()), kind = Kind.any(items, &draw)
    let count = items.count(where: kind.fits), quantity = Quantity.near(count, most: 7, &draw)
    return Statement(
      text: "\(quantity.there) \(quantity.text) \(quantity.noun(kind.text))", isTrue: quantity.fits(count))
  }

  /// "each box has at least 1 black item"
  private static func each(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let kind = Kind.any(Array(scene.boxes.joined()), &draw), touches = draw.isLikely(1, of: 2)
    let text = draw.any([
      "each box has at least 1", "each grey box contains atleast one", "all boxes have at least one",
    ])
    return Statement(
      text: "\(text) \(kind.text)\(touches ? " touching the edge" : "")",
      isTrue: scene.boxes.allSatisfy { $0.contains { kind.fits($0) && (!touches || $0.touchesEdge) } })
  }

  /// "there is a box with exactly two blue items and at least two black items"
  static func contents(_ scene: BoxScene, _ draw: inout Draw) -> Statement {
    let model = draw.any(scene.boxes), (a, b) = (Kind.any(model, &draw), Kind.any(model, &draw))
    let first = Quantity.near(model.count(where: a.fits), most: 5, &draw)
    let second = Quantity.near(model.count(where: b.fits), most: 5, &draw)
    let (c, d) = (draw.any(BoxScene.Color.allCases), draw.any(BoxScene.Color.allCases))
    let form = draw.below(9), n = min(7, max(1, model.count)), items = n == 1 ? "item" : "items"
    let color = draw.any(["color", "color", "colour"])
    func fits(_ box: [BoxScene.Item]) -> Bool {
      let colors = Set(box.map(\.color)), top = box.min { $0.y < $1.y }
      return switch form {
      case 0, 1: first.fits(box.count(where: a.fits)) && second.fits(box.count(where: b.fits))
      case 2: first.fits(box.count(where: a.fits))
      case 3: c == d ? colors == [c] : colors == [c, d]
      case 4: colors.count == 1
      case 5: box.count == n && colors == Set([c, d])
      case 6: box.count == n && top?.color == c
      case 7: top?.color == c
      default: first.fits(box.count(where: a.fits)) && box.contains { a.fits($0) && $0.touchesEdge }
      }
    }
    let both = c == d ? c.rawValue : "\(c) and \(d)"
    let what =
      switch form {
      case 0, 1: "\(first.text) \(first.noun(a.text)) and \(second.text) \(second.noun(b.text))"
      case 2: "\(first.text) \(first.noun(a.text))"
      case 3: draw.any(["only \(both) items", "items of only \(both) \(color)"])
      case 4: "items of only one \(color)"
      case 5: draw.any(["\(n) \(items) of only \(both) \(color)", "only \(n) \(items) of \(both) \(color)"])
      case 6: draw.any(["\(n) \(items) and a \(c) item on top", "\(n) \(items) and a \(c) one on top"])
      case 7: "a \(c) item on top"
      default: "\(first.text) \(first.noun(a.text)) touching the wall"
      }
    let count = scene.boxes.count(where: fits), quantity = Quantity.boxes(count, &draw)
    return Statement(
      text: "\(quantity.there) \(quantity.text) \(quantity.noun("box")) with \(what)",
      isTrue: quantity.fits(count))
  }
}
