import Peruse
import Platform

/// What the command line makes of the library's remedies: which flag to change, or which command to call.
///
/// The rooms below speak of values. This is the one place that knows how a user of the program sets them; it
/// has no default, so that a remedy that is added below asks for its flag here.
package enum Advice {
  /// The flag for a document that is refused, or read in a way that may not be meant.
  package static func words(_ remedy: IngestionRemedy) -> String {
    switch remedy {
    case .longerSilence: "--wait waits longer"
    case .encodingOfText: "if it is text, name its encoding with --encoding, or read it with --lenient"
    case .encodingOrLeniency: "name the right one with --encoding, or read it with --lenient"
    case .encoding: "see --encoding"
    case .leniency: "what is good of it can be read with --lenient"
    case .localEntities: "only --local-entities reads such, below the file's own folder"
    case .localIncludes: "--local-entities reads what lies in the folder"
    case .depth: "--max-depth raises it, to \(IngestionOptions.greatestDepth) at most"
    case .password: "give its password with --pdf-password"
    case .textPathOrFormat: "see --text-path and --input-format"
    case .recordPath: "give another --record-path"
    case .textPath: "give another --text-path"
    case .titlePath: "give another --title-path"
    case .skipPath: "give another --skip-path"
    case .allPages: "--all-pages reads them"
    case .detection: "leave --input-format and --encoding out"
    case .corpus: "a corpus made by 'peruse index' is asked with 'peruse ask --corpus'"
    case .records:
      "'peruse batch' reads texts in JSON lines (field 'text', a line a document); --input-format text reads it as it is"
    }
  }

  /// The flag or the command for the output of a batch or the corpus at `path` that cannot be gone on with.
  package static func words(_ remedy: CorpusRemedy, path: String) -> String {
    switch remedy {
    case .resumeOrReplace: "go on with it by --resume, or replace it by --force"
    case .resume: "run again with --resume"
    case .resumeAlikeOrReplace: "resume with the same ones, or start over with --force"
    case .replace: "start over with --force"
    case .moveOrReplace: "move it away, or start over with --force"
    case .finishOrReplace: "finish that run with that version, or start over with --force"
    case .make: "make one with: peruse index \(path) INPUT…"
    case .remake: "make it again with: peruse index \(path) INPUT…"
    case .sameModel: "give the same --model, or make it anew"
    case .sameModelOrPrune: "give the same --model, or --prune to leave them out"
    }
  }

  /// The flag for what a task does otherwise than may be wished.
  package static func words(_ remedy: NoticeRemedy) -> String {
    switch remedy {
    case .wholeDocuments: "--closely 0 reads them whole in any case"
    case .method: "--method chooses"
    }
  }

  /// The flag that sets a budget.
  package static func name(_ budget: SummaryBudget) -> String {
    switch budget {
    case .sentences: "--sentences"
    case .words: "--words"
    case .ratio: "--ratio"
    }
  }
}

extension Advice {
  /// An error or a warning about a document, with the flag to change.
  static func message(_ advised: some Advised<IngestionRemedy>) -> String {
    advised.described { words($0) }
  }

  /// An error of a batch or a corpus, with the flag to change or the command to call.
  static func message(_ error: CorpusError) -> String {
    error.described { words($0, path: error.path ?? "DB") }
  }

  /// What a task tells once, with the flag to change.
  static func message(_ notice: Notice) -> String {
    notice.described { words($0) }
  }

  /// An error about a summary, with the flag that was set.
  static func message(_ error: SummarizationError) -> String {
    error.described { name($0) }
  }

  /// Why a record has no result, with the flag to change.
  static func message(_ failure: BatchFailure) -> String {
    switch failure.cause {
    case .reading(let reason): "\(failure.place): \(message(reason))"
    case .noQuestion:
      #"\#(failure.place): no question; give one with --question, or "question" in the record"#
    case nil: failure.description
    }
  }
}

extension Console {
  /// Writes what a task tells, unless it has been said already.
  static func tellOnce(_ notice: Notice) { errorOnce(Advice.message(notice)) }
}
