import FlyingFox
import Foundation

/// Who may ask: the right Host (no name of another server rebound to this machine), no page of another site,
/// and the token.
struct Guard: Sendable {
  let token: String?
  let hosts: Set<String>

  init(_ options: ServerOptions, port: UInt16) {
    token = options.token
    var names = [options.host.contains(":") ? "[\(options.host)]" : options.host] + options.hostNames
    if options.isLoopback { names += ["localhost", "127.0.0.1", "[::1]"] }
    hosts = Set(
      names.flatMap { name in
        let name = name.lowercased()
        return port == 80 || options.hostNames.contains(name)
          ? [name, "\(name):\(port)"] : ["\(name):\(port)"]
      })
  }

  /// Whether a request comes from where it may come from.
  ///
  /// - Throws: `Problem` 400, 403 or 421.
  func checkOrigin(_ request: HTTPRequest) throws(Problem) {
    guard let host = request.headers[.host]?.lowercased() else {
      throw Problem(400, "the request names no Host")
    }
    guard hosts.contains(host) else {
      throw Problem(421, "this server does not answer to the name \(host)", kind: "host")
    }
    if let origin = request.headers[HTTPHeader("Origin")]?.lowercased() {
      let names = hosts.flatMap { ["http://\($0)", "https://\($0)"] }
      guard names.contains(origin) else {
        throw Problem(403, "requests from pages of \(origin) are not answered", kind: "origin")
      }
    }
    if let site = request.headers[HTTPHeader("Sec-Fetch-Site")]?.lowercased(),
      site == "cross-site" || site == "same-site"
    {
      throw Problem(403, "requests from pages of other sites are not answered", kind: "origin")
    }
  }

  /// Whether a request brings the token.
  ///
  /// - Throws: `Problem` 401.
  func checkToken(_ request: HTTPRequest) throws(Problem) {
    guard let token else { return }
    let given = request.headers[.authorization] ?? ""
    let prefix = "bearer "
    let value = given.lowercased().hasPrefix(prefix) ? String(given.dropFirst(prefix.count)) : ""
    guard Self.equal(Array(value.utf8), Array(token.utf8)) else {
      throw Problem(
        401, "give the token that the server printed, as Authorization: Bearer TOKEN", kind: "token",
        headers: ["WWW-Authenticate": "Bearer realm=\"peruse\""])
    }
  }

  /// Takes as long whatever the first difference is.
  private static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    var difference = left.count ^ right.count
    for index in right.indices {
      difference |= Int((left.isEmpty ? 0 : left[index % left.count]) ^ right[index])
    }
    return difference == 0
  }

  /// A token of 128 random bits.
  static func randomToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let text = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }
}
