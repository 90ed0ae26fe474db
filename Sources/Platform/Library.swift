import CDigest
import Glibc

/// A library of the system that Peruse calls.
package struct LibraryVersion: Sendable, Hashable, Codable {
  package var name: String
  /// Its version; `nil` where the library cannot be loaded.
  package var version: String?

  package init(_ name: String, _ version: String?) {
    (self.name, self.version) = (name, version)
  }

  /// libcrypto.
  package static var crypto: LibraryVersion {
    LibraryVersion("libcrypto", String(cString: cdigest_version()))
  }
}

/// Programs of the system.
package enum Programs {
  /// Path of the program `name` in one of the folders of `PATH`; `nil` where there is none that may be run.
  package static func path(of name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in folders.split(separator: ":") {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }
}
