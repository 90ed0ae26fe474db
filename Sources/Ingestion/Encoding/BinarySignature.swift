/// Files that are no text, told from their first bytes.
enum BinarySignature {
  /// A format that turns up beside documents.
  struct Kind: Sendable {
    /// First bytes (after file(1)).
    var mark: [UInt8]
    /// Where they stand.
    var offset = 0
    /// What it is, with its article.
    var name: String
    /// What reads it, or makes it readable, where Peruse does not.
    var advice = ""
    /// In which way Peruse reads it, where it does.
    var remedy: IngestionRemedy?
    /// A name in UTF-16 that stands somewhere in the first bytes.
    var holds: String?

    /// Why a file of this kind is not read as text.
    var reason: IngestionError.Reason {
      remedy.map { .readOtherwise(name, $0) } ?? .foreign(name, advice: advice)
    }
  }

  private static let picture = "run OCR on it, for instance ocrmypdf, and give the PDF"
  private static let packed = "unpack it first"
  private static let program = "it holds no text to read"
  private static let heard = "transcribe it first, and give the text"

  /// What Office makes of a DOCX with a password: the package, encrypted, in a container of the old programs.
  private static let encryptedOffice = Kind(
    mark: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], name: "an encrypted office document",
    advice: "save a copy without a password", holds: "EncryptedPackage")

  /// Formats by their first bytes.
  private static let kinds: [Kind] = [
    Kind(mark: Array("%PDF-".utf8), name: "a PDF", remedy: .detection),
    Kind(
      mark: Array("PK\u{3}\u{4}".utf8), name: "a zip archive",
      advice: "give it to a command by its path, not through a pipe"),
    Kind(
      mark: [0x1F, 0x8B], name: "compressed with gzip",
      advice: "give it by its path, or unpack it with gunzip"),
    Kind(
      mark: Array("BZh".utf8), name: "compressed with bzip2",
      advice: "give it by its path, or unpack it with bunzip2"),
    Kind(
      mark: [0xFD, 0x37, 0x7A, 0x58, 0x5A], name: "compressed with xz",
      advice: "give it by its path, or unpack it with unxz"),
    Kind(
      mark: [0x28, 0xB5, 0x2F, 0xFD], name: "compressed with zstd",
      advice: "give it by its path, or unpack it with unzstd"),
    Kind(mark: [0x37, 0x7A, 0xBC, 0xAF], name: "a 7-Zip archive", advice: packed),
    Kind(mark: Array("Rar!\u{1A}".utf8), name: "a RAR archive", advice: packed),
    encryptedOffice,
    Kind(
      mark: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1],
      name: "a document of an old office program (.doc, .xls, .ppt, .msg)",
      advice: "convert it, for instance with 'libreoffice --convert-to docx'"),
    Kind(mark: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], name: "a picture (PNG)", advice: picture),
    Kind(mark: [0xFF, 0xD8, 0xFF], name: "a picture (JPEG)", advice: picture),
    Kind(mark: Array("GIF8".utf8), name: "a picture (GIF)", advice: picture),
    Kind(mark: Array("II*\0".utf8), name: "a picture (TIFF)", advice: picture),
    Kind(mark: Array("MM\0*".utf8), name: "a picture (TIFF)", advice: picture),
    Kind(mark: Array("WEBP".utf8), offset: 8, name: "a picture (WebP)", advice: picture),
    Kind(mark: Array("ftypheic".utf8), offset: 4, name: "a picture (HEIC)", advice: picture),
    Kind(
      mark: Array("AT&TFORM".utf8), name: "a DjVu document", advice: "convert it with 'djvutxt'"),
    Kind(mark: Array("%!PS".utf8), name: "PostScript", advice: "convert it with 'ps2pdf'"),
    Kind(
      mark: Array("BOOKMOBI".utf8), offset: 60, name: "a Kindle book",
      advice: "convert it with 'ebook-convert' to EPUB"),
    Kind(mark: Array("\u{7F}ELF".utf8), name: "a program", advice: program),
    Kind(mark: Array("MZ".utf8), name: "a program", advice: program),
    Kind(mark: [0xCF, 0xFA, 0xED, 0xFE], name: "a program", advice: program),
    Kind(mark: [0xCA, 0xFE, 0xBA, 0xBE], name: "a program", advice: program),
    Kind(mark: Array("\0asm".utf8), name: "a program", advice: program),
    Kind(mark: Array("OggS\0".utf8), name: "a recording", advice: heard),
    Kind(mark: Array("ID3".utf8), name: "a recording (MP3)", advice: heard),
    Kind(mark: Array("fLaC".utf8), name: "a recording (FLAC)", advice: heard),
    Kind(mark: Array("WAVE".utf8), offset: 8, name: "a recording (WAV)", advice: heard),
    Kind(mark: Array("ftyp".utf8), offset: 4, name: "a film", advice: heard),
    Kind(mark: [0x1A, 0x45, 0xDF, 0xA3], name: "a film (Matroska)", advice: heard),
    Kind(mark: Array("SQLite format 3\0".utf8), name: "a SQLite database", remedy: .corpus),
    Kind(
      mark: Array("PAR1".utf8), name: "a Parquet table", advice: "export its texts as JSON lines"),
  ]

  /// The binary format that `head` begins like; marks that words could begin with must be followed by bytes
  /// of no text.
  static func kind(_ head: UnsafeBufferPointer<UInt8>) -> Kind? {
    kinds.first { kind in
      guard head.count >= kind.offset + kind.mark.count,
        head.dropFirst(kind.offset).starts(with: kind.mark)
      else { return false }
      if let name = kind.holds, !contains(name, head) { return false }
      let isWord = kind.mark.count < 5 && kind.mark.allSatisfy { (0x20...0x7E).contains($0) }
      return !isWord || kind.mark.first == 0x25 || head.prefix(512).contains { $0 < 0x09 }
    }
  }

  private static func contains(_ name: String, _ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let mark = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    guard head.count >= mark.count else { return false }
    return (0...head.count - mark.count).contains {
      head[$0] == mark[0] && head[$0..<$0 + mark.count].elementsEqual(mark)
    }
  }

  /// Whether `head` begins like a binary format.
  static func matches(_ head: UnsafeBufferPointer<UInt8>) -> Bool { kind(head) != nil }

  /// Whether bytes read as single characters hold more control characters than any text does: over one in
  /// fifty (over one in eight for NUL, of which a damaged text may have a few), in the first 64 KiB.
  static func looksBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let sample = bytes.prefix(1 << 16)
    var controls = 0
    var nuls = 0
    for byte in sample where byte < 0x20 && !(0x09...0x0D ~= byte) && byte != 0x1B && byte != 0x1A {
      if byte == 0 { nuls += 1 } else { controls += 1 }
    }
    return controls * 50 > sample.count || nuls * 8 > sample.count
  }
}
