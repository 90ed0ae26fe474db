/// Everything but tensors that a run needs to go on exactly where it stood. Random numbers need no state of
/// their own: each is a function of the seed and of these counts.
public struct TrainingState: Sendable, Hashable, Codable {
  /// Form of the file.
  public var format = 1
  /// SHA-256 of the run's configuration, so that a checkpoint of another run is not taken for one of this.
  public var configuration: String
  /// Updates done.
  public var step = 0
  /// Where the next batch begins.
  public var position = DataPosition()
  /// Epochs done, with a fraction.
  public var epoch = 0.0
  /// Examples gone through.
  public var examples = 0
  /// Word pieces gone through, padding included.
  public var tokens = 0
  /// Seconds spent on training so far.
  public var seconds = 0.0
  /// Sum of the losses since the last row of metrics.
  public var lossSum = 0.0
  /// Number of these losses.
  public var lossCount = 0
  /// Norm of the last gradient.
  public var gradientNorm = 0.0
  /// The last learning rate.
  public var rate = 0.0
  /// Held-out measures so far.
  public var stopping: EarlyStopping
  /// The step of the last measurement.
  public var measured: Int?
  /// Rows of metrics so far.
  public var metrics: [MetricsRow] = []
  /// Whether the run has ended.
  public var isFinished = false

  init(configuration: String, patience: Int) {
    self.configuration = configuration
    stopping = EarlyStopping(patience: patience)
  }
}
