/// Why documents cannot be classified.
public enum ClassificationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder holds no classifier.
  case notAClassifier(folder: String, reason: String)

  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .notAClassifier(let folder, let reason): "\(folder) is not a classifier: \(reason)"
    }
  }
}
