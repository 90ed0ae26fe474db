import Tensors

/// Something that can be trained: it makes a model's parameters, turns records of data into examples, says
/// how wrong the model is about a batch of them, measures it on held-out data, and writes it as a model
/// folder.
///
/// The ``Trainer`` does the rest. Examples are made on one background thread, losses are computed by several
/// workers at a time; between steps nobody else uses the task.
public protocol TrainingTask: Sendable {
  /// One thing to learn from, as numbers.
  associatedtype Example: Sendable
  /// Settings of this task alone; the names in ``defaults`` are the known ones.
  associatedtype Settings: Codable, Sendable, Hashable

  /// The name in `peruse train NAME`, and the key of its settings.
  static var name: String { get }
  /// What is trained, in one sentence.
  static var about: String { get }
  /// What each of its settings means.
  static var help: [(setting: String, meaning: String)] { get }
  /// The default settings.
  static var defaults: Settings { get }
  /// Names of what ``evaluate(modelAt:isCancelled:)`` returns, in order; the first decides which weights are
  /// best.
  static var measures: [String] { get }

  /// Reads start weights and data.
  ///
  /// - Throws: ``TrainingError`` or the error of what reads a model, naming file, place and reason.
  init(_ configuration: TrainingConfiguration, _ settings: Settings) throws

  /// What is trained.
  var parameters: ParameterSet<Float> { get }
  /// What was found in the data, file by file.
  var data: [DataReport] { get }
  /// Records to train on: each file's records side by side.
  var groups: [DataOrder.Group] { get }
  /// SHA-256 of the weights that training starts from, and their path; nil where there are none.
  var start: FileRecord? { get }

  /// Examples of one record, none where it turns out to be of no use.
  func examples(of record: Int, epoch: Int) throws -> [Example]
  /// Units of an example that take time and memory: word pieces.
  func length(of example: Example) -> Int
  /// `file: id` of the record that an example comes from.
  func name(of example: Example) -> String
  /// The mean loss over examples, on a worker's tape. The tape's random streams are those of the step.
  func loss(of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment) throws -> Variable<Float>
  /// Measures the model in a folder that ``write(_:to:about:)`` has written, on held-out data; nil where
  /// there are none. Returns as soon as it can when `isCancelled`; what it returns then is not used.
  func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]?
  /// Writes weights as a model that the rest of Peruse loads. The folder is there, and empty.
  func write(_ weights: NamedWeights, to folder: String, about: ModelOrigin) throws
  /// Finds out what is only known of the finished model, and writes it into its folder: a calibration. Most
  /// tasks have nothing to do here.
  ///
  /// - Parameter report: called with what is being done, in words.
  func complete(modelAt folder: String, report: (String) -> Void) throws
}

extension TrainingTask {
  /// Nothing to do.
  public func complete(modelAt folder: String, report: (String) -> Void) throws {}
}

/// A file and its checksum.
public struct FileRecord: Sendable, Hashable, Codable {
  /// Its path.
  public var path: String
  /// SHA-256 in hexadecimal digits.
  public var sha256: String

  /// Creates a record.
  public init(path: String, sha256: String) { (self.path, self.sha256) = (path, sha256) }
}

/// Where a run stands when a loss is computed.
public struct TrainingMoment: Sendable {
  /// Updates that are done.
  public var step: Int
  /// Share of the run that is done, 0 ... 1.
  public var progress: Double

  /// Creates a moment.
  public init(step: Int, progress: Double) { (self.step, self.progress) = (step, progress) }
}

/// What a written model says of how it came to be.
public struct ModelOrigin: Sendable {
  /// Updates that made the weights.
  public var step: Int
  /// The run's seed.
  public var seed: Int
  /// Version of Peruse that trained it.
  public var version: String
}

/// Weights under their names, in memory that someone else owns.
public struct NamedWeights {
  /// One tensor.
  public struct Entry {
    /// Its name.
    public var name: String
    /// Its extents.
    public var shape: [Int]
    /// Its elements.
    public var elements: UnsafeBufferPointer<Float>
  }

  /// All tensors in the order of the parameter set.
  public var entries: [Entry]

  /// The parameters' own values.
  public init(_ parameters: ParameterSet<Float>) {
    entries = parameters.parameters.map {
      Entry(name: $0.name, shape: $0.shape, elements: UnsafeBufferPointer($0.elements))
    }
  }

  /// Numbers that are kept beside the parameters.
  public init(_ memory: ParameterMemory) {
    entries = memory.parameters.parameters.map {
      Entry(name: $0.name, shape: $0.shape, elements: UnsafeBufferPointer(memory.elements($0)))
    }
  }
}
