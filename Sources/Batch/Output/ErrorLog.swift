import Foundation
import Synchronization

/// A file of failures, one line each, that no other run writes meanwhile.
public final class ErrorLog: Sendable {
  private struct State: ~Copyable {
    let file: AppendFile
    var fault: CorpusError?
  }

  private let state: Mutex<State>

  /// Opens or creates the file, and empties it once it is locked.
  ///
  /// - Throws: `CorpusError.inUse` where another run writes it; `.cannotOpen`.
  public init(at path: String) throws(CorpusError) {
    let file = try AppendFile.locked(path, for: path)
    try file.truncate(to: 0)
    state = Mutex(State(file: file))
  }

  /// Adds a failure.
  public func add(_ failure: BatchFailure) {
    state.withLock { state in
      do throws(CorpusError) {
        try state.file.append(failure.jsonLine)
        try state.file.flush()
      } catch { state.fault = error }
    }
  }

  /// Brings everything to the disk.
  ///
  /// - Throws: the first thing that went wrong with the file.
  public func finish() throws(CorpusError) {
    let result = state.withLock { state -> Result<Void, CorpusError> in
      if let fault = state.fault { return .failure(fault) }
      return Result { () throws(CorpusError) in try state.file.sync() }
    }
    try result.get()
  }
}
