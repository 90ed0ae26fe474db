import Tensors

/// Why a model could not be loaded, or an input not be encoded: names the file or the place, and the reason.
public struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Reason: Sendable, Hashable {
    /// A file of the model folder could not be read; the system's words.
    case io(String)
    /// A model that comes with Peruse is in none of these folders.
    case notInstalled([String])
    /// The configuration or the manifest is not the JSON it should be.
    case malformed(String)
    /// The configuration asks for something that this encoder does not do.
    case unsupported(String)
    /// The weights were refused.
    case weights(SafeTensorsError)
    /// The file is not the one that the manifest names.
    case checksum(expected: String, present: String)
    /// The model was trained on top of another encoder than the one at hand.
    case otherEncoder(expected: String, present: String)
    /// The folder holds adapters and heads, and no encoder.
    case adaptersOnly
    /// A sequence is longer than the model has positions.
    case sequenceTooLong(length: Int, limit: Int)
    /// A sequence has another number of types than of ids.
    case unequalLengths(ids: Int, types: Int)
    /// A number that the vocabulary or the type table does not have.
    case outOfRange(value: Int, limit: Int, what: String)
    /// A computation failed: oneDNN's words.
    case computation(String)
  }

  /// The file, or `sequence N` of an input.
  public var place: String
  /// What is wrong.
  public var reason: Reason

  /// Creates an error.
  public init(_ place: String, _ reason: Reason) {
    self.place = place
    self.reason = reason
  }

  init(_ error: SafeTensorsError) { self.init(error.file, .weights(error)) }

  init(_ error: MatrixProductError) { self.init("encoder", .computation(error.description)) }

  /// The place and the reason.
  public var description: String {
    if case .weights(let error) = reason { return error.description }
    return "\(place): \(reason.message)"
  }
}

extension ModelError.Reason {
  /// The reason in words, with what to do next where there is something to do.
  public var message: String {
    switch self {
    case .io(let words): words
    case .notInstalled(let folders):
      "is not installed; install Peruse with its models, or let the environment variable PERUSE_MODELS name the folder that holds "
        + "them (looked in \(folders.joined(separator: ", ")))"
    case .malformed(let words): "malformed: \(words)"
    case .unsupported(let words): "not supported: \(words)"
    case .weights(let error): error.description
    case .checksum(let expected, let present):
      "the SHA-256 is \(present) and the manifest says \(expected); the file is damaged or was replaced, install it again"
    case .otherEncoder(let expected, let present):
      "it was trained on the encoder with the SHA-256 \(expected), and the encoder at hand has \(present); "
        + "use that encoder, or train it again on this one"
    case .adaptersOnly:
      "holds low-rank adapters and heads only; merge them with the encoder that they were trained on, and use that model"
    case .sequenceTooLong(let length, let limit):
      "\(length) word pieces, and the model has \(limit) positions; split the text into windows"
    case .unequalLengths(let ids, let types): "\(ids) ids and \(types) types"
    case .outOfRange(let value, let limit, let what): "\(what) \(value) lies outside 0 ..< \(limit)"
    case .computation(let words): words
    }
  }
}
