import Peruse

/// How a server runs. The defaults are safe: this machine only, and a token that only its starter knows.
public struct ServerOptions: Sendable {
  /// Address to listen on.
  public var host = "127.0.0.1"
  /// Port; 0 for any that is free.
  public var port: UInt16 = 8087
  /// What requests must bring as `Authorization: Bearer …`; nil for nothing.
  public var token: String?
  /// Further names under which the server may be addressed, such as that of a proxy in front of it.
  public var hostNames: [String] = []
  /// Largest request body in bytes.
  public var maximumBody = 64 << 20
  /// Documents that are kept at a time; the one that was used longest ago makes room for a new one.
  public var maximumDocuments = 100
  /// Bytes of text that all of them may have.
  public var maximumText = 64 << 20
  /// Requests that compute at once.
  public var maximumRunning = max(1, WorkerPool.activeCores)
  /// Requests that wait for their turn; more are sent away with 429.
  public var maximumWaiting = 64
  /// Seconds after which a request is answered with 503, whatever it still does.
  public var requestSeconds = 120.0
  /// Seconds that a client may take to send a request's head, to be silent between two requests, or to take
  /// an answer in.
  public var idleSeconds = 30.0
  /// Seconds that a client may take to send a body.
  public var bodySeconds = 120.0
  /// Connections at once.
  public var maximumConnections = 256

  /// Creates the default options.
  public init() {}

  /// Whether the address is this machine's own.
  public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  /// A token of 128 random bits.
  public static func randomToken() -> String { Guard.randomToken() }
}
