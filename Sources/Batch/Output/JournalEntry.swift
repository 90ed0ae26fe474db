/// One record that is safe on disk: a line of the journal.
///
/// The line holds, between tabs, the ordinal, the record's key, the ends and starts of its bytes in output
/// and errors, source bytes, words, score, kind of failure, a CRC-32 of what was written, and one of all
/// that.
///
/// Nobody but the ledger and its journal sees it: a batch deals in summaries.
struct JournalEntry: Sendable {
  var ordinal: Int
  /// What the batch knows of the record.
  var summary: RecordSummary
  /// Bytes in the output.
  var output: Range<Int>
  /// Bytes in the file of errors.
  var errors: Range<Int>
  /// CRC-32 of the bytes that were written for the record, to output or errors.
  var checksum: UInt32 = 0

  /// The line, with its end.
  var line: [UInt8] {
    let fields = [
      "\(ordinal)", summary.key.text, "\(output.lowerBound)", "\(output.upperBound)", "\(errors.lowerBound)",
      "\(errors.upperBound)", "\(summary.sourceBytes)", "\(summary.words)",
      summary.score.map { "\($0)" } ?? "-", summary.kind ?? "-", "\(checksum)",
    ]
    let text = Array(fields.joined(separator: "\t").utf8)
    return text + Array("\t\(CyclicCheck.crc32(text))\n".utf8)
  }

  init(ordinal: Int, summary: RecordSummary, output: Range<Int>, errors: Range<Int>) {
    self.ordinal = ordinal
    self.summary = summary
    self.output = output
    self.errors = errors
  }

  /// Reads a line without its end; `nil` where it is not whole.
  init?(_ line: some Collection<UInt8>) {
    let bytes = Array(line)
    guard let tab = bytes.lastIndex(of: 0x09),
      let check = UInt32(String(decoding: bytes[(tab + 1)...], as: UTF8.self)),
      CyclicCheck.crc32(bytes[..<tab]) == check
    else { return nil }
    let fields = String(decoding: bytes[..<tab], as: UTF8.self)
      .split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 11, let checksum = UInt32(fields[10]), let key = RecordKey(fields[1]) else {
      return nil
    }
    let numbers = [0, 2, 3, 4, 5, 6, 7].compactMap { Int(fields[$0]) }
    guard numbers.count == 7, numbers.allSatisfy({ $0 >= 0 }), numbers[1] <= numbers[2],
      numbers[3] <= numbers[4]
    else { return nil }
    let summary = RecordSummary(
      key: key, sourceBytes: numbers[5], words: numbers[6], score: Double(fields[8]),
      kind: fields[9] == "-" ? nil : String(fields[9]))
    self.init(
      ordinal: numbers[0], summary: summary, output: numbers[1]..<numbers[2],
      errors: numbers[3]..<numbers[4])
    self.checksum = checksum
  }
}
