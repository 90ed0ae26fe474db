import ArgumentParser
import Peruse
import Platform

/// What a batch reads.
struct BatchInputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders, patterns, archives; '-' is JSON lines on standard input.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @OptionGroup var filter: BatchFilterOptions

  var selection: InputSelection { filter.selection(inputs) }
  func ingestion(_ input: InputOptions) -> IngestionOptions { filter.ingestion(input) }

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
    if inputs.isEmpty, filter.filesFrom.isEmpty {
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

/// The model of a batch; its workers share one.
struct SharedModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model that came with Peruse, by name (see 'peruse models'), or a model folder.",
      valueName: "name|folder"),
    completion: .directory)
  var model: String?

  /// The folder of the chosen model; nil for the one that is used by default.
  func folder() throws -> String? { try model.map { try InstalledModels.folder(named: $0) } }

  @Option(help: "Arithmetic of the encoder.")
  var precision: WordEncoder.Precision = .int8
}
