/// What a run tells of itself while it goes on.
public enum TrainingEvent: Sendable {
  /// Something that a person should know.
  case warning(String)
  /// What is being done, in words.
  case note(String)
  /// Training begins.
  case began(Beginning)
  /// A step is done.
  case stepped(Progress)
  /// Held-out data are about to be measured.
  case measuring(step: Int)
  /// Held-out data were measured; the measures by name, and whether they are the best so far.
  case measured(step: Int, [(name: String, value: Double)], isBest: Bool)
  /// A checkpoint was written.
  case saved(step: Int, path: String)

  /// What is to be done.
  public struct Beginning: Sendable {
    /// Weights of the model.
    public var parameters: Int
    /// Those that are trained.
    public var trainable: Int
    /// What was found in the data.
    public var data: [DataReport]
    /// The step that is resumed from; nil for a new run.
    public var resumed: Int?
  }

  /// How far a run is.
  public struct Progress: Sendable {
    /// Updates done.
    public var step: Int
    /// Share of the run that is done, 0 ... 1.
    public var share: Double
    /// Epochs done.
    public var epoch: Double
    /// Mean loss of the last steps.
    public var loss: Double
    /// Learning rate of the step.
    public var rate: Double
    /// Word pieces a second over the last steps, padding included.
    public var tokensPerSecond: Double
    /// Seconds until the run ends, at the present speed.
    public var secondsLeft: Double
    /// Whether the step has a row in the metrics.
    public var isLogged: Bool
  }
}

/// How a run ended.
public enum TrainingOutcome: Sendable, Hashable {
  /// With a model, in this folder.
  case finished(model: String, step: Int)
  /// Because it was asked to; the checkpoint of this step continues it.
  case interrupted(step: Int)
}
