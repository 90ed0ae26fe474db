import ArgumentParser
import Foundation
import Peruse

/// What a command makes: decides which forms it offers.
protocol OutputKind: Sendable {
  static var kind: TaskResult.Kind { get }
}

enum SummaryOutput: OutputKind { static let kind = TaskResult.Kind.summary }
enum AnswerOutput: OutputKind { static let kind = TaskResult.Kind.answers }
enum InspectionOutput: OutputKind { static let kind = TaskResult.Kind.inspection }
enum SearchOutput: OutputKind { static let kind = TaskResult.Kind.passages }
enum QuestionsOutput: OutputKind { static let kind = TaskResult.Kind.questions }
enum ClassificationOutput: OutputKind { static let kind = TaskResult.Kind.classification }

/// How results are printed. Help lists the forms that mean something for the command; others are refused.
struct OutputOptions<Output: OutputKind>: ParsableArguments {
  private static var ofOneDocument: String {
    ResultForm.namesOfOneDocument(of: Output.kind).map { "; a file of one document: \($0)" } ?? ""
  }

  @Option(
    help: ArgumentHelp(
      """
      Form of the output, text by default: \(ResultForm.names(of: Output.kind)). json is one object, or \
      an array for several results, jsonl an object a line\(Self.ofOneDocument).
      """, valueName: "form"),
    completion: .list(ResultForm.forms(of: Output.kind).map(\.rawValue)),
    transform: { try ResultForm.named($0, of: Output.kind) })
  var format: ResultForm = .text

  @Option(
    help: ArgumentHelp(
      """
      Places that text shows: any of line (file:line:column), bytes (file:start-end) and path (of the element), with commas between \
      them, or none.
      """, valueName: "places"))
  var places: PlaceList = PlaceList(kinds: [.bytes, .path])

  @Option(
    help: ArgumentHelp(
      "Colours: auto, always (lays out as for a terminal, also in a pipe) or never.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(help: "Print long output on a terminal at once; without it, it goes through $PAGER, or less.")
  var noPager = false

  @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
  var quiet = false

  /// Has long output on a terminal go through a pager.
  func page() {
    if !noPager, Console.outputIsTerminal { Pager.begin() }
  }

  /// What renderers are told.
  func rendering(showsFile: Bool = false, showsQuestion: Bool = false) -> RenderOptions {
    var options = RenderOptions()
    options.showsFile = showsFile
    options.showsQuestion = showsQuestion
    options.places = places.kinds
    if Console.outputIsTerminal || color == .always {
      if format == .text { Console.laysOut.store(true, ordering: .relaxed) }
      options.terminal = TerminalLayout(width: Console.width, hasColours: color.isOn)
    }
    return options
  }
}

/// Places as `--places` takes them.
struct PlaceList: ExpressibleByArgument, CustomStringConvertible {
  var kinds: [PlaceKind]

  init(kinds: [PlaceKind]) { self.kinds = kinds }

  init?(argument: String) {
    if argument == "none" {
      kinds = []
      return
    }
    let kinds = argument.split(separator: ",").map {
      PlaceKind(rawValue: $0.trimmingCharacters(in: .whitespaces))
    }
    guard !kinds.isEmpty, !kinds.contains(nil) else { return nil }
    self.kinds = kinds.compactMap(\.self)
  }

  var description: String { kinds.isEmpty ? "none" : kinds.map(\.rawValue).joined(separator: ",") }
  var defaultValueDescription: String { description }
}

/// When colours are written.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  var isOn: Bool {
    switch self {
    case .auto: Console.colours
    case .always: true
    case .never: false
    }
  }
}

/// How figures are printed: measures and lists, which no document stands behind.
struct FigureOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl
  }

  @Option(help: "Output; json is one object, or an array for several, jsonl an object a line.")
  var format: Format = .text

  @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
  var quiet = false
}

/// Which model computes, and how.
struct ModelChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model that came with Peruse, by name (see 'peruse models'), or a model folder.",
      valueName: "name|folder"),
    completion: .directory)
  var model: String?

  /// The folder of the chosen model; nil for the one that is used by default.
  ///
  /// - Throws: a failure that names the models there are.
  func folder() throws -> String? { try model.map { try InstalledModels.folder(named: $0) } }

  @Option(help: "Arithmetic of the encoder.")
  var precision: WordEncoder.Precision = .int8
}

/// Which model computes, and with how many threads.
struct ModelOptions: ParsableArguments {
  @OptionGroup var choice: ModelChoice

  var model: String? { choice.model }
  var precision: WordEncoder.Precision { choice.precision }
  func folder() throws -> String? { try choice.folder() }

  @Option(help: ArgumentHelp("Threads. The number of cores by default.", valueName: "n"))
  var workers: Int = WorkerPool.activeCores

  func validate() throws {
    try ThreadCount.check(workers, "--workers")
  }
}

extension ResultForm {
  /// What help calls the forms of a kind of result.
  static func names(of kind: TaskResult.Kind) -> String {
    forms(of: kind).map(\.rawValue).joined(separator: ", ")
  }

  /// The form that `--format` names.
  ///
  /// - Throws: a refusal that names the forms there are, for a form that means nothing here as for one that
  ///   does not exist.
  static func named(_ name: String, of kind: TaskResult.Kind) throws -> ResultForm {
    guard let form = ResultForm(rawValue: name), forms(of: kind).contains(form) else {
      throw ValidationError("--format \(name) has no meaning here; there are \(names(of: kind))")
    }
    return form
  }
}
