import CProcess
import Glibc

/// Runs another program: without a shell, in a process group of its own, within limits.
///
/// Its output is handed over piece by piece as it comes, and it waits while the caller works. Whatever ends
/// the run, nothing of the program is left running.
public struct ProcessRunner: Sendable {
  /// What a program may take.
  public struct Limits: Sendable, Hashable {
    /// Time by the clock, in seconds, while the caller works on its output included.
    public var seconds: Double
    /// Address space in bytes, or `nil` for as much as there is.
    public var memoryBytes: Int?
    /// Output in bytes.
    public var outputBytes: Int

    /// Creates limits.
    public init(seconds: Double, memoryBytes: Int? = nil, outputBytes: Int = .max) {
      (self.seconds, self.memoryBytes, self.outputBytes) = (seconds, memoryBytes, outputBytes)
    }
  }

  /// What a program reads as its standard input.
  public enum Input: Sendable {
    /// Nothing: it is at its end.
    case nothing
    /// These bytes, as fast as the program takes them.
    case bytes([UInt8])
    /// Whatever an open descriptor gives; a file can be read in any order as `/dev/stdin`.
    case descriptor(Int32)
  }

  /// Name of the program as messages call it.
  public let tool: String
  private let path: String

  /// Finds `tool` in `PATH`; a name with a slash is a path.
  ///
  /// - Throws: ``ProcessFailure/Reason/notFound``.
  public init(_ tool: String) throws(ProcessFailure) {
    self.tool = tool
    if tool.contains("/") {
      guard access(tool, X_OK) == 0 else { throw ProcessFailure(tool: tool, reason: .notFound) }
      path = tool
      return
    }
    let folders = Self.variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
      let candidate = "\(folder)/\(tool)"
      var status = stat()
      guard stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(candidate, X_OK) == 0
      else { continue }
      path = candidate
      return
    }
    throw ProcessFailure(tool: tool, reason: .notFound)
  }

  /// Runs the program to its end and hands over its output.
  ///
  /// - Parameter body: takes a piece of output and says whether to go on; after `false` the program is ended,
  ///   which is no failure.
  /// - Returns: What it wrote to its standard error, at most 64 KiB of it.
  /// - Throws: ``ProcessFailure``, or what `body` throws.
  @discardableResult
  public func run(
    _ arguments: [String], input: Input = .nothing, limits: Limits,
    _ body: (UnsafeRawBufferPointer) throws -> Bool
  ) throws -> String {
    let process = try RunningProcess(
      tool: tool, path: path, arguments: arguments, environment: Self.environment, input: input,
      limits: limits)
    return try process.run(body)
  }

  /// Runs the program and returns all of its output.
  ///
  /// - Throws: ``ProcessFailure``.
  public func output(
    of arguments: [String], input: Input = .nothing, limits: Limits
  ) throws(ProcessFailure) -> [UInt8] {
    var output: [UInt8] = []
    do {
      try run(arguments, input: input, limits: limits) { piece in
        output.append(contentsOf: piece)
        return true
      }
    } catch let failure as ProcessFailure {
      throw failure
    } catch {
      throw ProcessFailure(tool: tool, reason: .cannotRun("\(error)"))
    }
    return output
  }

  /// What programs need to find their own files; words are English and text is UTF-8, whatever the user's
  /// locale is.
  private static var environment: [String] {
    ["PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME"].compactMap { name in
      variable(name).map { "\(name)=\($0)" }
    } + ["LC_ALL=C.UTF-8"]
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Why a program did not do its work.
public struct ProcessFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds that callers tell apart.
  public enum Reason: Sendable, Hashable {
    /// It is not installed.
    case notFound
    /// The system refused to start it, or to carry its data.
    case cannotRun(String)
    /// It took longer than the limit in seconds.
    case time(Double)
    /// It wrote more than the limit in bytes.
    case output(Int)
    /// It ended with this code and these words on its standard error.
    case code(Int, words: String)
    /// A signal ended it.
    case signal(Int, words: String)
  }

  /// Name of the program.
  public var tool: String
  /// What went wrong.
  public var reason: Reason

  /// Creates a failure.
  public init(tool: String, reason: Reason) {
    (self.tool, self.reason) = (tool, reason)
  }

  /// What the program wrote to its standard error.
  public var words: String {
    switch reason {
    case .code(_, let words), .signal(_, let words): words
    default: ""
    }
  }

  /// The failure in words.
  public var description: String {
    switch reason {
    case .notFound: "'\(tool)' is not installed"
    case .cannotRun(let detail): "'\(tool)' cannot be run: \(detail)"
    case .time(let seconds): "'\(tool)' took longer than \(Self.short(seconds)) seconds"
    case .output(let bytes): "'\(tool)' gave more than \(bytes) bytes"
    case .code(let code, let words): "'\(tool)' failed (\(code))" + Self.tail(words)
    case .signal(let number, let words): "'\(tool)' was ended by signal \(number)" + Self.tail(words)
    }
  }

  private static func short(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds))" : "\(seconds)"
  }

  private static func tail(_ words: String) -> String {
    let line = words.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return line.isEmpty ? "" : ": " + line.prefix(300)
  }
}
