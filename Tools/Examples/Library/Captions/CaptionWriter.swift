import HierarchicalModels
import Tensors
import Training

/// Writes captions of scenes from their pixels, and says where it looked at each word.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct CaptionWriter: @unchecked Sendable {
  /// A caption.
  public struct Caption: Sendable, Hashable {
    /// Its words, the full stop among them.
    public var words: [String]
    /// How much each cell was looked at when each word was written, [words][cells].
    public var weights: [[Float]]
  }

  private let model: CaptionModel<Float>
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Loads a model.
  ///
  /// - Throws: `TrainingError`, `ModelError` or `SafeTensorsError`, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    let folder = try ModelFolder(at: path)
    parameters = ParameterSet()
    model = CaptionModel(
      try PictureConfiguration(readingFrom: folder.configurationPath, type: PictureConfiguration.captions),
      in: parameters)
    try folder.fill(parameters)
    pool = WorkerPool(workers: workers)
  }

  /// A caption of each scene.
  public func write(_ scenes: [Scene]) -> [Caption] {
    let parts = stride(from: 0, to: scenes.count, by: 64).map {
      Array(scenes[$0..<min(scenes.count, $0 + 64)])
    }
    var search = BeamSearch()
    (search.beam, search.longest) = (3, 16)
    return pool.map(parts.count) { part -> [Caption] in
      model.write(parts[part].map { SceneDrawing($0).regions }, search).map { found in
        guard let found else { return Caption(words: [], weights: []) }
        return Caption(
          words: found.words.map { SceneCaption.words[$0 - DecoderWord.first] },
          // What was looked at when the end was written belongs to no word.
          weights: Array(found.weights.prefix(found.words.count)))
      }
    }.flatMap { $0 }
  }
}

/// How well captions fit their scenes.
public struct CaptionTrial: Sendable, Hashable {
  /// Share of captions that are true of their scenes.
  public var truth = 0.0
  /// Share of captions that are sentences, true or not.
  public var sentences = 0.0
  /// Mean weight on the cell of a thing when its colour or shape was written, of things that are there.
  public var weightOnThing = 0.0
  /// Captions that were written.
  public var count = 0

  /// Writes a caption of each scene.
  public init(_ writer: CaptionWriter, _ scenes: [Scene]) {
    count = scenes.count
    var (right, sentences, weight, named) = (0, 0, 0.0, 0)
    for (scene, written) in zip(scenes, writer.write(scenes)) {
      guard let caption = SceneCaption(written.words) else { continue }
      sentences += 1
      if caption.isTrue(of: scene) { right += 1 }
      for (word, cell) in caption.named(in: scene) {
        weight += Double(written.weights[word][cell])
        named += 1
      }
    }
    guard count > 0 else { return }
    (truth, self.sentences) = (Double(right) / Double(count), Double(sentences) / Double(count))
    weightOnThing = weight / Double(max(1, named))
  }
}
