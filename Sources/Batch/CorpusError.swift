import Platform

/// Why a whole batch, an index or a search cannot go on.
public enum CorpusError: Error, Sendable, Hashable, CustomStringConvertible, Advised {
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
  case damaged(path: String, reason: String, remedy: CorpusRemedy? = nil)
  /// An option that cannot be used.
  case invalidOption(String, remedy: CorpusRemedy? = nil)
  /// The database is not a corpus of Peruse's.
  case notACorpus(String)

  /// The error in words, with what to do next.
  public var description: String { described(by: \.words) }

  /// The error in words, without what to do next where ``remedy`` says it.
  public var statement: String {
    switch self {
    case .outputExists(let path):
      "\(path) exists"
    case .cannotOpen(let path, let reason):
      "\(path): cannot be opened: \(reason)"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason); nothing finished is lost"
    case .cannotName(let path, let reason):
      "\(path): no file can have this name: \(reason)"
    case .inUse(let path):
      "\(path): another run is writing this output; wait for it, or choose another output"
    case .otherSettings(let path):
      "\(path): was begun with other settings or another model"
    case .damaged(let path, let reason, _):
      "\(path): damaged: \(reason)"
    case .invalidOption(let reason, _):
      reason
    case .notACorpus(let path):
      "\(path): is no corpus"
    }
  }

  /// What may be changed so that it goes on.
  public var remedy: CorpusRemedy? {
    switch self {
    case .outputExists: .resumeOrReplace
    case .cannotWrite: .resume
    case .otherSettings: .resumeAlikeOrReplace
    case .damaged(_, _, let remedy), .invalidOption(_, let remedy): remedy
    case .notACorpus: .make
    case .cannotOpen, .cannotName, .inUse: nil
    }
  }

  /// The file or folder that it is about; `nil` for an option.
  public var path: String? {
    switch self {
    case .outputExists(let path), .cannotOpen(let path, _), .cannotWrite(let path, _),
      .cannotName(let path, _),
      .inUse(let path), .otherSettings(let path), .damaged(let path, _, _), .notACorpus(let path):
      path
    case .invalidOption: nil
    }
  }
}

/// What a caller may change where a batch, an index or a search cannot go on.
public enum CorpusRemedy: Sendable, Hashable, CaseIterable, Remedy {
  /// ``BatchOutput/Existing``: the output exists.
  case resumeOrReplace
  /// ``BatchOutput/Existing/resume``: another run goes on.
  case resume
  /// ``BatchOutput/Existing/resume`` with the settings that the output was begun with, or
  /// ``BatchOutput/Existing/replace``.
  case resumeAlikeOrReplace
  /// ``BatchOutput/Existing/replace``.
  case replace
  /// The file is not the output's own: it is moved, or replaced.
  case moveOrReplace
  /// The output is an earlier version's, which finishes it, or it is replaced.
  case finishOrReplace
  /// A corpus is made first.
  case make
  /// A corpus is made again.
  case remake
  /// A corpus is searched with the model that made it.
  case sameModel
  /// A corpus is made anew with the model that made it, or without the documents that are gone.
  case sameModelOrPrune

  /// What to change, in words that speak of values.
  public var words: String {
    switch self {
    case .resumeOrReplace: "resume it, or replace it"
    case .resume: "run again, and resume"
    case .resumeAlikeOrReplace: "resume with the same ones, or replace it"
    case .replace: "replace the output"
    case .moveOrReplace: "move it away, or replace the output"
    case .finishOrReplace: "finish that run with that version, or replace the output"
    case .make: "make one out of documents"
    case .remake: "make it again out of its documents"
    case .sameModel: "search with the same model, or make it anew"
    case .sameModelOrPrune: "give the same model, or leave those documents out"
    }
  }
}
