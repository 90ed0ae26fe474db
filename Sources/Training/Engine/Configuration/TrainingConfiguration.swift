import Platform
import Tensors

/// Everything that decides what a run computes. A run folder keeps it whole, and the same configuration on
/// the same data gives the same weights.
public struct TrainingConfiguration: Sendable, Hashable, Codable {
  /// A file of training data.
  public struct DataFile: Sendable, Hashable, Codable {
    /// Its path.
    public var file: String
    /// How often each of its examples is used in an epoch: 0.5 for another half each time, 2 for twice.
    public var weight: Double

    /// Creates an entry.
    public init(file: String, weight: Double = 1) { (self.file, self.weight) = (file, weight) }
  }

  /// How matrices are multiplied.
  public enum Arithmetic: String, Choice {
    /// bf16 products with f32 sums.
    case bfloat16
    /// f32 throughout.
    case float32
  }

  /// Folder of the model whose weights training starts from.
  public var start = ""
  /// Training data.
  public var data: [DataFile] = []
  /// Data to measure on; where empty, `heldOutShare` of the training data is kept apart.
  public var heldOut: [DataFile] = []
  /// Share of the training data's documents that is kept apart for measuring.
  public var heldOutShare = 0.05
  /// Most examples to measure on, chosen by the seed; 0 for all.
  public var heldOutLimit = 1000
  /// What all random numbers come from.
  public var seed = 1
  /// How often the data are gone through; fractions are possible. Not used where `steps` is set.
  public var epochs = 2.0
  /// Number of updates; 0 where `epochs` decides.
  public var steps = 0
  /// Word pieces in a batch, padding included.
  public var batchTokens = 3072
  /// Word pieces that one worker goes through at a time; a larger batch is gone through in parts, in less
  /// memory.
  public var passTokens = 4096
  /// Records that are cut into batches of similar length together.
  public var poolRecords = 2048
  /// Parts of a batch that are computed at the same time. It decides the order of sums, and so is part of the
  /// run.
  public var workers = WorkerPool.activeCores
  /// How matrices are multiplied.
  public var precision = Arithmetic.bfloat16
  /// The rule that moves weights.
  public var optimizer = OptimizerSettings()
  /// The highest learning rate.
  public var learningRate = 1e-4
  /// How the learning rate falls.
  public var schedule = LearningRateSchedule.Shape.linear
  /// Share of the run in which the learning rate rises.
  public var warmUp = 0.1
  /// Share of the highest learning rate that is left at the end.
  public var finalRate = 0.0
  /// Each layer's learning rate as a share of the one above it.
  public var layerDecay = 1.0
  /// Factors on learning rates, by patterns for parameters' names.
  public var rates: [String: Double] = [:]
  /// Patterns for names of parameters that stay as they are.
  public var freeze: [String] = []
  /// Weight decay.
  public var weightDecay = 0.01
  /// Patterns for names of parameters that do not decay.
  public var noDecay = ["*.bias", "*LayerNorm*"]
  /// Largest norm of the gradient; 0 for any.
  public var clip = 1.0
  /// Share of the old average that stays when weights are averaged; 0 for no average.
  public var average = 0.0
  /// Share of probability that is spread over all classes.
  public var labelSmoothing = 0.0
  /// Steps between lines of metrics.
  public var logEvery = 10
  /// Steps between measurements on held-out data; 0 for none but the last.
  public var evaluateEvery = 500
  /// Steps between checkpoints.
  public var checkpointEvery = 200
  /// Measurements without a new best after which training stops; 0 for never.
  public var patience = 0

  /// The defaults.
  public init() {}

  /// The optimizer's schedule.
  var learningRateSchedule: LearningRateSchedule {
    LearningRateSchedule(
      shape: schedule, warmUp: warmUp, floor: finalRate)
  }

  /// How matrices are multiplied on the tape.
  public var tapePrecision: Precision { precision == .float32 ? .full : .bfloat16 }
}

/// Which optimizer, and its numbers; those that it does not have are not used.
public struct OptimizerSettings: Sendable, Hashable, Codable {
  /// Which rule.
  public enum Rule: String, Choice {
    /// Adam with decoupled weight decay.
    case adamw
    /// Adam.
    case adam
    /// Adadelta.
    case adadelta
    /// Stochastic gradient descent with momentum.
    case sgd
  }

  /// Which rule.
  public var name = Rule.adamw
  /// Adam: share of the old mean that stays.
  public var beta1 = 0.9
  /// Adam: share of the old mean square that stays.
  public var beta2 = 0.999
  /// Added to roots; 0 for the optimizer's own, 1e-8 or, of Adadelta, 1e-6.
  public var epsilon = 0.0
  /// Adadelta: share of the old mean squares that stays.
  public var rho = 0.9
  /// SGD: share of the old velocity that stays.
  public var momentum = 0.9
  /// SGD: whether the momentum is Nesterov's.
  public var nesterov = false

  /// AdamW as in the paper.
  public init() {}
}
