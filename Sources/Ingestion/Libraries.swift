import CICU
import CLibXML2
import Platform

/// The libraries that this room reads with.
package enum IngestionLibraries {
  package static var versions: [LibraryVersion] {
    [
      LibraryVersion("libxml2", LIBXML_DOTTED_VERSION),
      LibraryVersion("ICU", String(cString: cicu_version())),
      LibraryVersion("GMime", MailParts.areAvailable ? "3.0" : nil),
    ]
  }
}
