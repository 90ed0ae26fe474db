/// Why a whole batch, an index or a search cannot go on.
public enum CorpusError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The output exists, and nobody said what to do with it.
  case outputExists(String)
  /// The output cannot be made or opened, with the system's words.
  case cannotOpen(path: String, reason: String)
  /// Writing failed, with the system's words; what was finished before is safe.
  case cannotWrite(path: String, reason: String)
  /// One record's file cannot have its name, with the system's words: costs the record, never the run.
  case cannotName(path: String, reason: String)
  /// Another run is at work on this output.
  case inUse(String)
  /// The journal belongs to a run with other settings.
  case otherSettings(String)
  /// The journal or the output is not what a run left behind.
  case damaged(path: String, reason: String)
  /// An option that cannot be used.
  case invalidOption(String)
  /// The database is not a corpus of Peruse's.
  case notACorpus(String)

  /// The error in words, with what to do next.
  public var description: String {
    switch self {
    case .outputExists(let path):
      "\(path) exists; go on with it by --resume, or replace it by --force"
    case .cannotOpen(let path, let reason):
      "\(path): cannot be opened: \(reason)"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason); nothing finished is lost, run again with --resume"
    case .cannotName(let path, let reason):
      "\(path): no file can have this name: \(reason)"
    case .inUse(let path):
      "\(path): another run is writing this output; wait for it, or choose another output"
    case .otherSettings(let path):
      "\(path): was begun with other settings or another model; resume with the same ones, or start over with --force"
    case .damaged(let path, let reason):
      "\(path): damaged: \(reason)"
    case .invalidOption(let reason):
      reason
    case .notACorpus(let path):
      "\(path): is no corpus; make one with: peruse index \(path) INPUT…"
    }
  }
}
