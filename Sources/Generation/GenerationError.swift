/// Why nothing can be written.
public enum GenerationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder holds another kind of model, or a broken one.
  case notAWriter(folder: String, reason: String)

  /// The folder and the reason.
  public var description: String {
    switch self {
    case .notAWriter(let folder, let reason): "\(folder): not a writer that can be used: \(reason)"
    }
  }
}
