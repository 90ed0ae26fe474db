import Peruse

/// Reads every document of a list of inputs: files, folders, patterns, archives, compressed files. A bad file
/// or record costs one error line; the others go on.
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

  /// Whether `paths` may lead to more than one document.
  static func mayBeMany(_ paths: [String]) -> Bool {
    paths.count > 1 || paths.contains { DocumentFinder.kind(of: $0) == .many }
  }

  /// Calls `body` with every document of every path, in order; `-` is standard input.
  ///
  /// Errors that `body` throws about a document are reported like errors of the document itself; a
  /// usage error ends the run, since it would come again with every document.
  mutating func forEach(_ paths: [String], _ body: (Document) throws -> Void) throws {
    for path in paths {
      if path == "-" { Console.sayWaiting(for: "a document") }
      do {
        var failures: [Failure] = []
        func take(_ document: () throws -> Document) throws {
          do {
            let read = try document()
            if !isQuiet {
              for warning in read.warnings {
                Console.error("\(read.source.path): \(Advice.message(warning))")
              }
            }
            try body(read)
          } catch {
            let failure = Failure(error)
            if failure.code == .usage { throw failure }
            failures.append(failure)
            Console.error(failure.description)
          }
        }
        if DocumentFinder.kind(of: path) == .plain {
          try reader.records(at: path) { result in
            try take { try result.get() }
            return true
          }
        } else {
          let count = try DocumentFinder(options: reader.options).forEach(in: path) { payload in
            try take { try payload.get().read().get() }
            return true
          }
          if count == 0 { throw Failure(.noInput, "\(path): no documents found in it") }
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
