import Tensors

/// Makes scenes: a function of the seed and of a scene's number.
public struct SceneGenerator: Sendable {
  /// Which colours and shapes stand together.
  public enum Combinations: Sendable {
    /// Those that are trained on.
    case seen
    /// One of the others, about which all questions are, among things that are trained on.
    case unseen
  }

  private let seed: UInt64
  private let combinations: Combinations

  /// A generator.
  public init(seed: UInt64, _ combinations: Combinations) {
    (self.seed, self.combinations) = (seed, combinations)
  }

  /// The scene of that number: 3 to 6 things, no two of the same shape and colour.
  public func scene(_ number: Int) -> Scene {
    var random = CounterRandom(seed: seed, stream: UInt64(number))
    func below(_ count: Int) -> Int { Int(random.nextWord() % UInt32(count)) }
    var kinds: [(Scene.Shape, Scene.Color)] = []
    for color in Scene.Color.allCases { for shape in Scene.Shape.allCases { kinds.append((shape, color)) } }
    var cells = Array(0..<Scene.side * Scene.side)
    var items: [Scene.Item] = []
    let count = 3 + below(4)
    while items.count < count {
      let kind = kinds.remove(at: below(kinds.count))
      let mustBeUnseen = combinations == .unseen && items.isEmpty
      guard Scene.isUnseen(kind.0, kind.1) == mustBeUnseen else {
        // What was passed over may come later only where it is the first that was looked for.
        if mustBeUnseen { kinds.append(kind) }
        continue
      }
      items.append(
        Scene.Item(
          shape: kind.0, color: kind.1, cell: cells.remove(at: below(cells.count)), dx: below(3) - 1,
          dy: below(3) - 1, radius: 3 + below(2)))
    }
    let asked = combinations == .unseen ? [items[0]] : items
    return Scene(items: items, questions: asked.flatMap { Self.questions(about: $0, among: items) })
  }

  /// Questions that only one thing of a scene answers.
  private static func questions(about item: Scene.Item, among items: [Scene.Item]) -> [Scene.Question] {
    let (shape, color) = (item.shape, item.color)
    var questions: [Scene.Question] = []
    if items.count(where: { $0.shape == shape }) == 1 {
      questions.append(
        .init(text: "what colour has the \(shape.rawValue) ?", answer: color.rawValue, cell: item.cell))
    }
    if items.count(where: { $0.color == color }) == 1 {
      questions.append(
        .init(text: "what shape has the \(color.rawValue) thing ?", answer: shape.rawValue, cell: item.cell))
    }
    questions.append(
      .init(
        text: "where is the \(color.rawValue) \(shape.rawValue) ?", answer: Scene.place(of: item.cell),
        cell: item.cell))
    return questions
  }
}
