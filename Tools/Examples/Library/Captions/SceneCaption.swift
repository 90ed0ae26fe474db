import Tensors

/// Sentences that say how two things of a scene stand to each other: "a red circle left of a blue square ."
public struct SceneCaption: Sendable, Hashable {
  /// How the first thing stands to the second.
  public enum Relation: String, Sendable, CaseIterable {
    case left = "left of"
    case right = "right of"
    case above, below

    /// Whether it holds of things in those cells.
    func holds(_ a: Int, _ b: Int) -> Bool {
      switch self {
      case .left: a % Scene.side < b % Scene.side
      case .right: a % Scene.side > b % Scene.side
      case .above: a / Scene.side < b / Scene.side
      case .below: a / Scene.side > b / Scene.side
      }
    }
  }

  /// A thing by its colour and shape.
  public struct Thing: Sendable, Hashable {
    /// Its colour.
    public var color: Scene.Color
    /// What it is.
    public var shape: Scene.Shape

    /// The cell that it stands in; no two things of a scene are alike.
    func cell(in scene: Scene) -> Int? {
      scene.items.first { $0.color == color && $0.shape == shape }?.cell
    }
  }

  /// What is said to stand, and to what.
  public var first, second: Thing
  /// How.
  public var relation: Relation

  /// All words, in a fixed order.
  public static let words =
    ["a", "left", "right", "of", "above", "below", "."] + Scene.Color.allCases.map(\.rawValue)
    + Scene.Shape.allCases.map(\.rawValue)

  /// A true caption of a scene with two things or more: which of all is a function of the number.
  public init?(of scene: Scene, number: UInt64) {
    guard scene.items.count >= 2 else { return nil }
    var random = CounterRandom(seed: number, stream: UInt64(scene.items[0].cell))
    func below(_ count: Int) -> Int { Int(random.nextWord() % UInt32(count)) }
    let a = below(scene.items.count), b = (a + 1 + below(scene.items.count - 1)) % scene.items.count
    let (x, y) = (scene.items[a], scene.items[b])
    let relations = Relation.allCases.filter { $0.holds(x.cell, y.cell) }
    first = Thing(color: x.color, shape: x.shape)
    second = Thing(color: y.color, shape: y.shape)
    relation = relations[below(relations.count)]
  }

  /// What words say; nil where they are no such sentence.
  public init?(_ words: [String]) {
    guard words.last == "." else { return nil }
    var rest = words.dropLast()
    func thing() -> Thing? {
      guard rest.popFirst() == "a", let color = rest.popFirst().flatMap(Scene.Color.init(rawValue:)),
        let shape = rest.popFirst().flatMap(Scene.Shape.init(rawValue:))
      else { return nil }
      return Thing(color: color, shape: shape)
    }
    guard let first = thing() else { return nil }
    var said = rest.popFirst() ?? ""
    if rest.first == "of" { said += " " + (rest.popFirst() ?? "") }
    guard let relation = Relation(rawValue: said), let second = thing(), rest.isEmpty else { return nil }
    (self.first, self.second, self.relation) = (first, second, relation)
  }

  /// The sentence, word by word.
  public var text: [String] {
    ["a", first.color.rawValue, first.shape.rawValue]
      + relation.rawValue.split(separator: " ").map(String.init)
      + ["a", second.color.rawValue, second.shape.rawValue, "."]
  }

  /// Whether it is so: both things are there, and stand like that.
  public func isTrue(of scene: Scene) -> Bool {
    guard let a = first.cell(in: scene), let b = second.cell(in: scene) else { return false }
    return relation.holds(a, b)
  }

  /// The places of words that name a thing, with the cell that it stands in; none of things that are not
  /// there.
  func named(in scene: Scene) -> [(word: Int, cell: Int)] {
    let ends = [(first, 1), (second, text.count - 3)]
    return ends.flatMap { thing, word -> [(word: Int, cell: Int)] in
      thing.cell(in: scene).map { [(word, $0), (word + 1, $0)] } ?? []
    }
  }
}
