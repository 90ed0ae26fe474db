import Foundation

/// The form of a result. The raw value is what `--format` takes.
public enum ResultForm: String, Sendable, Hashable, CaseIterable {
  /// Laid out on a terminal; one tab-separated line a passage in a pipe.
  case text
  /// Nothing but the text.
  case plain
  /// Markdown with citations.
  case markdown
  /// One passage a line behind a dash.
  case bullets
  /// The sentences one after the other.
  case paragraph
  /// A page that shows the document with what was chosen marked in it.
  case html
  /// One object, or an array for several.
  case json
  /// An object a line.
  case jsonl
  /// Comma-separated values (RFC 4180) with a header.
  case csv
  /// Tab-separated values with a header.
  case tsv
  /// TEI P5: the text, and stand-off annotations that point into it and into the source.
  case tei
  /// W3C Web Annotations as JSON-LD.
  case annotations
  /// A deck of cards as Anki imports it: question, answer with its sentence, place.
  case anki

  /// The forms that mean something for a kind of result, in the order of help.
  public static func forms(of kind: TaskResult.Kind) -> [ResultForm] {
    switch kind {
    case .summary: allCases.filter { $0 != .anki }
    case .answers: allCases.filter { ![.paragraph, .anki].contains($0) }
    case .inspection: allCases.filter { ![.bullets, .paragraph, .annotations, .anki].contains($0) }
    case .questions: [.text, .plain, .markdown, .bullets, .html, .json, .jsonl, .csv, .tsv, .anki]
    case .classification: [.text, .html, .json, .jsonl]
    case .passages: [.text, .plain, .markdown, .bullets, .json, .jsonl, .csv, .tsv]
    }
  }

  /// Forms whose file holds one document and no more.
  public var holdsOneDocument: Bool { self == .html || self == .tei || self == .annotations }

  /// Those of a kind of results that hold one document, in words; nil where there is none.
  public static func namesOfOneDocument(of kind: TaskResult.Kind) -> String? {
    let names = forms(of: kind).filter(\.holdsOneDocument).map(\.rawValue)
    guard let last = names.last else { return nil }
    return names.count > 1 ? "\(names.dropLast().joined(separator: ", ")) and \(last)" : last
  }

  /// Ending of a file in this form.
  public var suffix: String {
    switch self {
    case .text, .plain, .bullets, .paragraph: ".txt"
    case .markdown: ".md"
    case .html: ".html"
    case .json: ".json"
    case .jsonl: ".jsonl"
    case .csv: ".csv"
    case .tsv: ".tsv"
    case .tei: ".tei.xml"
    case .annotations: ".jsonld"
    case .anki: ".txt"
    }
  }

  /// Its media type.
  public var mediaType: String {
    switch self {
    case .text, .plain, .bullets, .paragraph, .anki: "text/plain; charset=utf-8"
    case .markdown: "text/markdown; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    case .json: "application/json"
    case .jsonl: "application/x-ndjson"
    case .csv: "text/csv; charset=utf-8; header=present"
    case .tsv: "text/tab-separated-values; charset=utf-8"
    case .tei: "application/tei+xml"
    case .annotations: "application/ld+json"
    }
  }
}

/// What a renderer may be told beside the form.
public struct RenderOptions: Sendable {
  /// The terminal; nil in a pipe or a file.
  public var terminal: TerminalLayout?
  /// Whether results must name their document, since there are several.
  public var showsFile = false
  /// Whether results must name their question, since there are several.
  public var showsQuestion = false
  /// Whether the document's title stands before what was chosen.
  public var showsTitle = false
  /// Places that are shown in text.
  public var places: [PlaceKind] = [.bytes, .path]
  /// Finds lines and columns.
  public var lines = LineLocator()
  /// Whether JSON is indented.
  public var prettyJSON = true

  /// Creates the default options.
  public init() {}
}

/// What is known about the terminal that text is laid out on.
public struct TerminalLayout: Sendable {
  /// Width in columns.
  public var width: Int
  /// Whether it has colours.
  public var hasColours: Bool

  /// Describes a terminal.
  public init(width: Int, hasColours: Bool) { (self.width, self.hasColours) = (width, hasColours) }

  /// Most columns of a line of prose: longer ones are hard to read.
  var proseWidth: Int { min(width, 100) }
}

extension ResultForm {
  /// The renderer of this form.
  var renderer: any ResultRenderer {
    switch self {
    case .text: TextForm()
    case .plain: PlainForm(style: .lines)
    case .bullets: PlainForm(style: .bullets)
    case .paragraph: PlainForm(style: .paragraph)
    case .markdown: MarkdownForm()
    case .html: PageForm()
    case .json: JSONForm(isIndented: true)
    case .jsonl: JSONForm(isIndented: false)
    case .csv: TableForm(separator: ",")
    case .tsv: TableForm(separator: "\t")
    case .tei: TEIForm()
    case .annotations: AnnotationForm()
    case .anki: CardForm()
    }
  }

  /// One result in this form, as a file of its own holds it; ends with a line end unless it is empty.
  public func file(of result: TaskResult, options: RenderOptions = RenderOptions()) throws -> String {
    let renderer = renderer
    let head = renderer.head(of: result.kind, options)
    let body = try renderer.render(result, options)
    let text = head + body
    return text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }

  /// What stands before the results of `kind` in a file of several, a table's names of columns; empty for
  /// other forms.
  public func head(of kind: TaskResult.Kind, options: RenderOptions = RenderOptions()) -> String {
    renderer.head(of: kind, options)
  }

  /// One of several results in one file.
  public func body(of result: TaskResult, options: RenderOptions = RenderOptions()) throws -> String {
    try renderer.render(result, options)
  }

  /// Gives one of several results in one file to `sink`, in pieces that together are what
  /// ``body(of:options:)`` gives.
  ///
  /// An inspection, which may be many times as large as its document, is made piece by piece in the forms
  /// `text`, `plain`, `json`, `jsonl`, `csv` and `tsv`.
  public func write(
    _ result: TaskResult, options: RenderOptions = RenderOptions(), to sink: @escaping TextSink
  ) throws {
    try renderer.write(result, options, to: sink)
  }

  /// What stands between two results of one file.
  public func separator(isTerminal: Bool) -> String {
    switch self {
    case .text: isTerminal ? "\n" : ""
    case .plain, .markdown, .bullets, .paragraph: "\n"
    case .json, .jsonl, .csv, .tsv, .html, .tei, .annotations, .anki: ""
    }
  }
}

/// Puts results into one form. One value is shared by all threads.
protocol ResultRenderer: Sendable {
  /// What stands once before all results of a kind.
  func head(of kind: TaskResult.Kind, _ options: RenderOptions) -> String
  /// A result, without a line end behind it where it may be followed by others.
  func render(_ result: TaskResult, _ options: RenderOptions) throws -> String
  /// Gives what `render(_:_:)` returns to `sink` in pieces; none where it is empty.
  func write(_ result: TaskResult, _ options: RenderOptions, to sink: @escaping TextSink) throws
}

extension ResultRenderer {
  func head(of kind: TaskResult.Kind, _ options: RenderOptions) -> String { "" }

  func write(_ result: TaskResult, _ options: RenderOptions, to sink: @escaping TextSink) throws {
    let text = try render(result, options)
    if !text.isEmpty { try sink(text) }
  }

  /// What `write(_:_:to:)` gives, in one.
  func gathered(_ result: TaskResult, _ options: RenderOptions) throws -> String {
    var text = ""
    try write(result, options) { text += $0 }
    return text
  }
}

/// The report as JSON.
struct JSONForm: ResultRenderer {
  var isIndented: Bool

  func render(_ result: TaskResult, _ options: RenderOptions) throws -> String {
    if result.report is Inspection { return try gathered(result, options) }
    let report = IdentifiedReport(id: result.id, report: result.report)
    let data = try JSONEncoder.peruse(pretty: isIndented && options.prettyJSON).encode(report)
    return String(decoding: data, as: UTF8.self)
  }

  func write(_ result: TaskResult, _ options: RenderOptions, to sink: @escaping TextSink) throws {
    guard let inspection = result.report as? Inspection else { return try sink(render(result, options)) }
    try inspection.write(id: result.id, isPretty: isIndented && options.prettyJSON, to: sink)
  }
}
