import HierarchicalModels
import Tensors
import Training

/// Answers questions about scenes from their pixels, and says where it looked.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct PictureReader: @unchecked Sendable {
  /// An answer.
  public struct Answer: Sendable, Hashable {
    /// One of `Scene.answers`.
    public var text: String
    /// How much each cell was looked at.
    public var weights: [Float]

    /// An answer of its parts.
    public init(text: String, weights: [Float]) { (self.text, self.weights) = (text, weights) }
  }

  private let model: PictureModel<Float>
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Loads a model.
  ///
  /// - Throws: `TrainingError`, `ModelError` or `SafeTensorsError`, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    let folder = try ModelFolder(at: path)
    parameters = ParameterSet()
    model = PictureModel(try PictureConfiguration(readingFrom: folder.configurationPath), in: parameters)
    try folder.fill(parameters)
    pool = WorkerPool(workers: workers)
  }

  /// Numbers of a question's words; nil where one is not among `Scene.words`, or there is none.
  static func words(_ text: String) -> [Int]? {
    let words = text.split(separator: " ").map { Scene.words.firstIndex(of: String($0)) }
    return words.isEmpty || words.contains(nil) ? nil : words.compactMap(\.self)
  }

  /// An answer to each question; nil to one with a word that is not known.
  public func answer(_ questions: [(scene: Scene, question: String)]) -> [Answer?] {
    let numbers = questions.map { Self.words($0.question) }
    let known = numbers.indices.filter { numbers[$0] != nil }
    let parts = stride(from: 0, to: known.count, by: 64).map {
      Array(known[$0..<min(known.count, $0 + 64)])
    }
    let found = pool.map(parts.count) { part -> [Answer] in
      let tape = Tape<Float>.inference(), members = parts[part]
      return withExtendedLifetime(tape) {
        let output = model(
          members.map { SceneDrawing(questions[$0].scene).regions },
          members.map { numbers[$0].map { [$0] } ?? [] },
          on: tape)
        let (likely, weights) = (output.answers.values, output.weights.values)
        let (answers, cells) = (Scene.answers.count, Scene.side * Scene.side)
        return members.indices.map { row in
          let own = (0..<answers).max { likely[row * answers + $0] < likely[row * answers + $1] } ?? 0
          return Answer(
            text: Scene.answers[own], weights: Array(weights[row * cells..<(row + 1) * cells]))
        }
      }
    }
    var result = [Answer?](repeating: nil, count: questions.count)
    for (index, answer) in zip(known, found.joined()) { result[index] = answer }
    return result
  }
}

/// How well questions about scenes are answered.
public struct PictureTrial: Sendable, Hashable {
  /// Share of questions that were answered rightly.
  public var accuracy = 0.0
  /// The same of questions for a colour, for a shape and for a place.
  public var colors = 0.0, shapes = 0.0, places = 0.0
  /// Mean weight on the cell with the thing that was asked for.
  public var weightOnThing = 0.0
  /// Share of questions for which that cell had the largest weight.
  public var looked = 0.0
  /// Questions that were asked.
  public var count = 0

  /// Asks all questions about all scenes.
  public init(_ reader: PictureReader, _ scenes: [Scene]) {
    let asked = scenes.flatMap { scene in scene.questions.map { (scene, $0) } }
    let answers = reader.answer(asked.map { ($0.0, $0.1.text) })
    count = asked.count
    var (right, weight, best) = (0, 0.0, 0)
    for ((_, question), answer) in zip(asked, answers) {
      guard let answer else { continue }
      if answer.text == question.answer { right += 1 }
      weight += Double(answer.weights[question.cell])
      if answer.weights.indices.max(by: { answer.weights[$0] < answer.weights[$1] }) == question.cell {
        best += 1
      }
    }
    func share(of first: String) -> Double {
      let own = asked.indices.filter { asked[$0].1.text.hasPrefix(first) }
      return Double(own.count { answers[$0]?.text == asked[$0].1.answer }) / Double(max(1, own.count))
    }
    (colors, shapes, places) = (share(of: "what colour"), share(of: "what shape"), share(of: "where"))
    guard count > 0 else { return }
    (accuracy, weightOnThing, looked) = (
      Double(right) / Double(count), weight / Double(count), Double(best) / Double(count)
    )
  }
}
