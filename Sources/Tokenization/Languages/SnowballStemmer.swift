import CStemmer
import Platform

/// Stems of words in languages other than English, by the Snowball algorithms (Porter 2001) of libstemmer.
///
/// English keeps ``PorterStemmer``, so that its results stay as they were.
package final class SnowballStemmer {
  private let handle: OpaquePointer

  /// Languages that are stemmed, as ISO 639-1 codes. Polish and Czech have no algorithm.
  package static let languages = [
    "ca", "da", "de", "el", "es", "fi", "fr", "hu", "id", "it", "lt", "nl", "no", "pt", "ro", "ru", "sv",
    "tr",
  ]

  /// - Parameter language: an ISO 639-1 code; `nil` is returned where it is none of `languages` or the
  ///   library, an older one, lacks it.
  package init?(language: String) {
    guard Self.languages.contains(language), let handle = cstemmer_open(language) else { return nil }
    self.handle = handle
  }

  deinit { cstemmer_close(handle) }

  /// The stem of a word in lower case, in UTF-8; the word itself where it has none.
  package func stem(_ word: [UInt8]) -> [UInt8] {
    word.withUnsafeBufferPointer { bytes in
      var length = 0
      guard let base = bytes.baseAddress, let stem = cstemmer_stem(handle, base, bytes.count, &length),
        length > 0
      else { return word }
      return Array(UnsafeBufferPointer(start: stem, count: length))
    }
  }
}

/// The libraries that this room works with.
package enum TokenizationLibraries {
  package static var versions: [LibraryVersion] {
    [LibraryVersion("libstemmer", "\(cstemmer_algorithms()) algorithms")]
  }
}
