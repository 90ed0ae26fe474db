import ArgumentParser
import Foundation
import Peruse
import PeruseServer
import Platform
import Synchronization

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "A page in the browser, and an interface for programs, on this machine.",
    discussion: """
      Prints an address to open in a browser; whoever does not know it is refused. Files are dropped onto the page, or \
      named here. Programs send requests to /v1; /v1/openapi.json describes them. Documents stay in memory.

      peruse serve
      peruse serve report.xml minutes.md
      peruse serve --corpus corpus.db --port 8090
      curl -H "Authorization: Bearer TOKEN" --data-binary @report.xml -H "Content-Type: application/octet-stream" \
      'http://127.0.0.1:8087/v1/documents?name=report.xml'

      SIGTERM and Ctrl-C end it; what runs then is finished, a second one ends it at once.
      """)

  @Argument(help: "Files to open at the start.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp("A corpus made by 'peruse index'. May be repeated.", valueName: "db"),
    completion: .file())
  var corpus: [String] = []

  @Option(
    help: ArgumentHelp(
      "Address to listen on; another one than this machine's needs --token.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("Port; 0 for any that is free.", valueName: "n"))
  var port: UInt16 = 8087

  @Option(help: ArgumentHelp("Token that requests must bring; a random one by default.", valueName: "token"))
  var token: String?

  @Flag(help: "Ask for no token: for tests, and for machines that nobody else uses.")
  var noToken = false

  @Option(
    help: ArgumentHelp(
      "A further name under which the server is addressed, such as a proxy's. May be repeated.",
      valueName: "name"))
  var allowHost: [String] = []

  @Option(help: ArgumentHelp("Largest file or request in bytes.", valueName: "n"))
  var maxBytes = 64 << 20

  @Option(help: ArgumentHelp("Documents that are kept at a time.", valueName: "n"))
  var maxDocuments = 100

  @Option(
    help: ArgumentHelp("Requests that compute at once. The number of cores by default.", valueName: "n"))
  var jobs: Int = WorkerPool.activeCores

  @Option(help: ArgumentHelp("Answer a request after this time in any case.", valueName: "seconds"))
  var maxSeconds = 120.0

  @Flag(name: .shortAndLong, help: "Print nothing but the address.")
  var quiet = false

  func validate() throws {
    let options = options
    if noToken, token != nil { throw ValidationError("give --token or --no-token, not both") }
    if let token, token.utf8.count < 16 { throw ValidationError("a token has at least 16 characters") }
    if let token, token.utf8.contains(where: { !(0x21...0x7E).contains($0) }) {
      throw ValidationError("a token has no spaces, and only ASCII characters")
    }
    if !options.isLoopback, token == nil {
      throw ValidationError("--host \(host) is open to other machines; give a --token of your own")
    }
    if maxBytes < 1 { throw ValidationError("--max-bytes must be at least 1.") }
    if maxDocuments < 1 { throw ValidationError("--max-documents must be at least 1.") }
    try ThreadCount.check(jobs, "--jobs")
    if !TimeLimit.allows(maxSeconds) {
      throw ValidationError("--max-seconds must be above 0 and at most \(Int(TimeLimit.longest)).")
    }
  }

  private var options: ServerOptions {
    var options = ServerOptions()
    options.host = host
    options.port = port
    options.token = noToken ? nil : token ?? ServerOptions.randomToken()
    options.hostNames = allowHost
    options.maximumBody = maxBytes
    options.maximumDocuments = maxDocuments
    options.maximumRunning = jobs
    options.requestSeconds = maxSeconds
    return options
  }

  func run() throws {
    let server = try PeruseServer(options, corpora: corpus)
    for file in files {
      do { _ = try server.open(fileAt: file) } catch { Console.error(Failure(error).description) }
    }
    StopSignals.watch()
    let isQuiet = quiet
    let failure = Mutex<Failure?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task {
      do {
        try await server.run { address in
          Console.print(address)
          if !isQuiet { Console.error("serving; open the address in a browser, Ctrl-C ends") }
        } until: {
          while StopSignals.received == nil { try? await Task.sleep(for: .milliseconds(100)) }
          if !isQuiet { Console.error("finishing what runs; once more to end at once") }
        }
      } catch {
        failure.withLock { $0 = Failure(.temporary, "cannot serve on \(host):\(port): \(error)") }
      }
      done.signal()
    }
    done.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
