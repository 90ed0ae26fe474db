import Platform

/// What a caller may change where a document is refused, or read in a way that may not be meant: values of
/// ``IngestionOptions``, mostly.
public enum IngestionRemedy: Sendable, Hashable, CaseIterable, Remedy {
  /// ``IngestionOptions/maximumSilence``.
  case longerSilence
  /// ``IngestionOptions/encoding``, for bytes that look like no text, or ``IngestionOptions/isLenient``.
  case encodingOfText
  /// ``IngestionOptions/encoding``, where another one is right, or ``IngestionOptions/isLenient``.
  case encodingOrLeniency
  /// ``IngestionOptions/encoding``, where it was guessed.
  case encoding
  /// ``IngestionOptions/isLenient``.
  case leniency
  /// ``IngestionOptions/readsLocalFiles``, for entities.
  case localEntities
  /// ``IngestionOptions/readsLocalFiles``, for what is included.
  case localIncludes
  /// ``IngestionOptions/maximumDepth``.
  case depth
  /// ``IngestionOptions/pdfPassword``.
  case password
  /// ``IngestionOptions/textPath`` and ``IngestionOptions/format``.
  case textPathOrFormat
  /// ``IngestionOptions/recordPath``.
  case recordPath
  /// ``IngestionOptions/textPath``.
  case textPath
  /// ``IngestionOptions/titlePath``.
  case titlePath
  /// ``IngestionOptions/skipPath``.
  case skipPath
  /// ``IngestionOptions/readsAllPages``.
  case allPages
  /// Neither ``IngestionOptions/format`` nor ``IngestionOptions/encoding``, so that both are detected.
  case detection
  /// The file is given as a corpus, not as a document.
  case corpus
  /// The file is given to a batch, or ``IngestionOptions/format`` says that it is text.
  case records

  /// What to change, in words that speak of values.
  public var words: String {
    switch self {
    case .longerSilence: "a longer silence may be allowed"
    case .encodingOfText: "if it is text, name its encoding, or read it leniently"
    case .encodingOrLeniency: "name the right one, or read it leniently"
    case .encoding: "name the encoding where it is another"
    case .leniency: "what is good of it can be read leniently"
    case .localEntities:
      "such are read only where local files are allowed, and only below the file's own folder"
    case .localIncludes: "what lies in the folder is read where local files are allowed"
    case .depth: "the limit can be raised, to \(IngestionOptions.greatestDepth) at most"
    case .password: "give its password"
    case .textPathOrFormat: "check the path of the text, and the format"
    case .recordPath: "give another path of records"
    case .textPath: "give another path of the text"
    case .titlePath: "give another path of the title"
    case .skipPath: "give another path of what is left out"
    case .allPages: "they are read where all pages are asked for"
    case .detection: "leave its format and encoding to be detected"
    case .corpus: "a corpus is searched, not read"
    case .records:
      "a batch reads texts in JSON lines (field 'text', a line a document); in the format of plain text it is read as it is"
    }
  }
}

extension IngestionOptions {
  /// What ``maximumDepth`` can be raised to.
  package static let greatestDepth = WellFormednessJudge.maximumDepth
}
