import ArgumentParser
import Peruse
import Platform

/// Batch input that may be missing.
struct OptionalBatchInput: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders, patterns, archives; '-' is JSON lines on standard input.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @OptionGroup var filter: BatchFilterOptions

  var isEmpty: Bool { inputs.isEmpty && filter.filesFrom.isEmpty }
  var selection: InputSelection { filter.selection(inputs) }
  func ingestion(_ input: InputOptions) -> IngestionOptions { filter.ingestion(input) }
}

/// What a batch reads.
struct BatchInputOptions: ParsableArguments {
  @OptionGroup var all: OptionalBatchInput

  var inputs: [String] { all.inputs }
  var filter: BatchFilterOptions { all.filter }
  var selection: InputSelection { all.selection }
  func ingestion(_ input: InputOptions) -> IngestionOptions { all.ingestion(input) }

  /// Nothing was found. Lines and lists are made by other programs, whose shares of the work may be empty;
  /// folders and archives without documents are a mistake.
  func explainNothing() throws {
    if inputs.allSatisfy({ $0 == "-" }) { return }
    var message = "no documents found in the input"
    if !filter.include.isEmpty || !filter.exclude.isEmpty {
      message +=
        "; --include and --exclude hold a pattern with '/' against the whole path, as '**/letters/*.xml'"
    }
    throw Failure(.noInput, message)
  }

  /// - Throws: a usage error where there is none.
  func need() throws {
    if all.isEmpty {
      throw ValidationError("no input; name files, folders or archives, '-' for JSON lines, or --files-from")
    }
  }

  func validate() throws {
    if (inputs + filter.filesFrom).filter({ $0 == "-" }).count > 1 {
      throw ValidationError("standard input can be read only once")
    }
  }
}

/// Lists, patterns and limits of the input; shared by batches and indexes.
struct BatchFilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read a list of inputs, one a line or separated by NUL; '-' is standard input.", valueName: "file"),
    completion: .file())
  var filesFrom: [String] = []

  @Option(
    help: ArgumentHelp(
      "From folders and archives only what matches, such as '*.xml'. May be repeated.", valueName: "pattern"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp("From folders and archives not what matches. May be repeated.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Largest document or record in bytes.", valueName: "n"))
  var maxBytes = 256 << 20

  func selection(_ inputs: [String]) -> InputSelection {
    InputSelection(paths: inputs, lists: filesFrom, include: include, exclude: exclude)
  }

  /// Reading options with the limits.
  func ingestion(_ input: InputOptions) -> IngestionOptions {
    var options = input.documentReader.options
    options.maximumBytes = maxBytes
    return options
  }

  func validate() throws {
    if maxBytes < 1 { throw ValidationError("--max-bytes must be at least 1.") }
  }
}
