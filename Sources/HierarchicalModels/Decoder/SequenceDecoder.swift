import AttentionCore
import Tensors

/// Writes a sequence of words from left to right while it attends to a ``DecoderSource``.
///
/// Training gives it all words at once (``teach(_:from:sampling:)``); whoever writes gives it one at a time
/// (``step(_:_:)``), with all that can be kept in its ``State``. Both are the same function, which tests hold
/// together.
public protocol SequenceDecoder<Scalar> {
  /// What it computes in.
  associatedtype Scalar: TensorScalar
  /// Where it stands after some words.
  associatedtype State: DecoderState where State.Scalar == Scalar

  /// What makes probabilities of words.
  var output: WordOutput<Scalar> { get }

  /// Before the first word.
  func start(_ source: DecoderSource<Scalar>) -> State

  /// Reads one word for each sequence, ``DecoderWord/start`` first, and says what comes next.
  func step(_ words: [Int], _ state: inout State) -> DecoderOutput<Scalar>

  /// What comes after each of the words [sequences][steps], all of them given: teacher forcing.
  ///
  /// - Parameter sampling: how often a word that the decoder itself would have written is read instead of the
  ///   given one: scheduled sampling, Bengio et al. 2015. 0 for never.
  func teach(_ words: [[Int]], from source: DecoderSource<Scalar>, sampling: Double) -> DecoderOutput<Scalar>
}

/// Where a decoder stands.
public protocol DecoderState<Scalar> {
  /// What it computes in.
  associatedtype Scalar: TensorScalar
  /// What is attended to.
  var source: DecoderSource<Scalar> { get }
  /// The state of those sequences, in that order; a sequence may be named several times.
  func selecting(_ rows: [Int]) -> Self
}

/// Numbers that are no words, before the words of a decoder's vocabulary.
public enum DecoderWord {
  /// The end of what is written.
  public static let end = 0
  /// A word that is neither in the vocabulary nor in the source.
  public static let unknown = 1
  /// What is read before the first word.
  public static let start = 2
  /// The vocabulary's first word.
  public static let first = 3
}

/// What a decoder computes for each step, before words are made of it.
public struct DecoderOutput<Scalar: TensorScalar> {
  /// What words are chosen by, [sequences, steps, width].
  public var hidden: Variable<Scalar>
  /// How much each place was attended to, [sequences, steps, places].
  public var weights: Variable<Scalar>
  /// The logit of writing a word of the vocabulary rather than copying one, [sequences, steps, 1]; nil where
  /// nothing is copied.
  public var gate: Variable<Scalar>?
  /// What the attention chose, where it chooses, [sequences, steps].
  public var choice: AttentionChoice<Scalar>?

  /// What a decoder has made.
  public init(
    hidden: Variable<Scalar>, weights: Variable<Scalar>, gate: Variable<Scalar>?,
    choice: AttentionChoice<Scalar>? = nil
  ) {
    (self.hidden, self.weights, self.gate, self.choice) = (hidden, weights, gate, choice)
  }
}
