import ArgumentParser
import Classification
import Generation
import Peruse
import Platform
import Training

/// Why the program ends without success: a message for a person and an exit code after sysexits.h.
struct Failure: Error, CustomStringConvertible {
  enum Code: Int32 {
    /// Nothing went wrong, and nothing was found, as grep says it.
    case notFound = 1
    case usage = 64
    case data = 65
    case noInput = 66
    case unavailable = 69
    case `internal` = 70
    case cannotCreate = 73
    case io = 74
    case temporary = 75
  }

  /// What the program's exit status means, in one place for help and manual.
  static let exitStatus =
    """
    0 all good; 1 no question got an answer, or some records of a batch failed; 64 usage; 65 input that cannot be understood, or too \
    many failures; 66 input that cannot be read; 69 a program or library that is missing; 70 a fault of the program; 73 output that exists or cannot be made; 74 output that cannot be written; 75 in use, \
    try again; 130 or 143 stopped by a signal.
    """

  var code: Code
  var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// Sorts any error of the library into an exit code.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure:
      self = failure
    case let error as IngestionError:
      self.init(Self.code(of: error.reason), Advice.message(error))
    case let failure as BatchFailure:
      self.init(Self.code(of: failure.kind), Advice.message(failure))
    case let error as ReaderError:
      switch error {
      case .emptyQuestion, .questionTooLong, .invalidOption: self.init(.usage, error.description)
      case .notAReader: self.init(.noInput, error.description)
      }
    case let error as ModelError:
      self.init(Self.code(of: error.reason), error.description)
    case let error as InstallError:
      self.init(Self.code(of: error.reason), error.description)
    case let error as EvaluationError:
      self.init(Self.code(of: error.kind), error.description)
    case let error as CorpusError:
      self.init(Self.code(of: error), Advice.message(error))
    case let error as TrainingError:
      self.init(Self.code(of: error.kind), error.description)
    case let error as JSONLineError:
      self.init(.data, error.description)
    case let error as TokenizationError:
      self.init(.data, error.description)
    case let error as ClassificationError:
      self.init(.noInput, error.description)
    case let error as GenerationError:
      self.init(.noInput, error.description)
    case let error as SummarizationError:
      switch error {
      case .nothingToChoose, .graphTooLarge: self.init(.data, Advice.message(error))
      case .encoder, .sentenceOutOfBounds: self.init(.internal, Advice.message(error))
      default: self.init(.usage, Advice.message(error))
      }
    default:
      self.init(.internal, "internal error: \(error)")
    }
  }

  private static func code(of error: CorpusError) -> Code {
    switch error {
    case .outputExists, .cannotOpen: .cannotCreate
    case .cannotWrite, .cannotName: .io
    case .inUse: .temporary
    case .otherSettings, .invalidOption: .usage
    case .damaged, .notACorpus: .data
    }
  }

  private static func code(of reason: InstallError.Reason) -> Code {
    switch reason {
    case .unknown, .shipped: .usage
    case .needsAdapters, .noPip, .noFolder, .notInstalled: .unavailable
    case .fetch: .temporary
    case .space: .cannotCreate
    case .checksum, .archive: .data
    case .missing: .noInput
    case .io: .io
    }
  }

  private static func code(of reason: ModelError.Reason) -> Code {
    switch reason {
    case .io: .noInput
    case .notInstalled: .unavailable
    case .weights(let error): if case .io = error.reason { .noInput } else { .data }
    case .computation: .internal
    default: .data
    }
  }

  private static func code(of kind: TrainingError.Kind) -> Code {
    switch kind {
    case .setting, .run: .usage
    case .unreadable: .noInput
    case .data, .empty, .weights, .checkpoint: .data
    case .notFinite: .internal
    case .disk: .io
    }
  }

  private static func code(of kind: EvaluationError.Kind) -> Code {
    switch kind {
    case .unreadable: .noInput
    case .malformed: .data
    case .system: .internal
    }
  }

  /// A failure's word, as `IngestionError.Reason.kind` gives it.
  private static func code(of kind: String) -> Code {
    switch kind {
    case "missing", "directory", "permission", "unreadable": .noInput
    case "option": .usage
    default: .data
    }
  }

  private static func code(of reason: IngestionError.Reason) -> Code {
    switch reason {
    case .missing, .directory, .permissionDenied, .io, .special, .silent, .slow: .noInput
    case .invalidOption, .invalidPath: .usage
    default: .data
    }
  }
}
