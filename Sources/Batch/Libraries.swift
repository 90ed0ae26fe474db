import CArchive
import GRDB
import Platform

/// The libraries that this room works with.
package enum BatchLibraries {
  package static var versions: [LibraryVersion] {
    let sqlite = try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
    return [
      LibraryVersion("libarchive", ca_version().map { String(cString: $0) }),
      LibraryVersion("SQLite", sqlite ?? nil),
    ]
  }
}
