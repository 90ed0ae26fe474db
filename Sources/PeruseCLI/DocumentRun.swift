import Peruse

/// Reads every document of a list of inputs. A bad file or record costs one error line; the others go on.
struct DocumentRun {
  var reader: DocumentReader
  /// Whether warnings about how documents were read stay unsaid.
  var isQuiet = false
  /// The first failure decides the exit code.
  private(set) var firstFailure: Failure.Code?

  init(reader: DocumentReader, isQuiet: Bool = false) {
    self.reader = reader
    self.isQuiet = isQuiet
  }

  /// Calls `body` with every document of every path, in order; `-` is standard input.
  ///
  /// Errors that `body` throws about a document are reported like errors of the document itself; a
  /// usage error ends the run, since it would come again with every document.
  mutating func forEach(_ paths: [String], _ body: (Document) throws -> Void) throws {
    for path in paths {
      do {
        var failures: [Failure] = []
        try reader.records(at: path) { result in
          do {
            let document = try result.get()
            if !isQuiet {
              for warning in document.warnings { Console.error("\(document.source.path): \(warning)") }
            }
            try body(document)
          } catch {
            let failure = Failure(error)
            if failure.code == .usage { throw failure }
            failures.append(failure)
            Console.error(failure.description)
          }
          return true
        }
        if let failure = failures.first { note(failure.code) }
      } catch {
        let failure = Failure(error)
        if failure.code == .usage { throw failure }
        Console.error(failure.description)
        note(failure.code)
      }
    }
  }

  /// Ends the program with the first failure's code, if there was one.
  func finish() {
    if let firstFailure { Console.exit(firstFailure) }
  }

  private mutating func note(_ code: Failure.Code) {
    if firstFailure == nil { firstFailure = code }
  }
}
