/// One record that is safe on disk: a line of the journal.
///
/// The line holds, between tabs, the ordinal, the record's key, the ends and starts of its bytes in output and
/// errors, source bytes, words, score, kind of failure, a CRC-32 of what was written, and one of all that.
package struct JournalEntry: Sendable, Hashable {
  package var ordinal: Int
  package var key: RecordKey
  /// Bytes in the output.
  package var output: Range<Int>
  /// Bytes in the file of errors.
  package var errors: Range<Int>
  package var sourceBytes: Int
  package var words: Int
  package var score: Double?
  /// Kind of failure; `nil` for a result.
  package var kind: String?
  /// CRC-32 of the bytes that were written for the record, to output or errors.
  package var checksum: UInt32 = 0
  /// What the writer itself found wrong with the record; no part of the line.
  package var failure: BatchFailure?

  /// The line, with its end.
  var line: [UInt8] {
    let fields = [
      "\(ordinal)", key.text, "\(output.lowerBound)", "\(output.upperBound)", "\(errors.lowerBound)",
      "\(errors.upperBound)", "\(sourceBytes)", "\(words)", score.map { "\($0)" } ?? "-", kind ?? "-",
      "\(checksum)",
    ]
    let text = Array(fields.joined(separator: "\t").utf8)
    return text + Array("\t\(CyclicCheck.crc32(text))\n".utf8)
  }

  package init(
    ordinal: Int, key: RecordKey, output: Range<Int>, errors: Range<Int>, sourceBytes: Int, words: Int,
    score: Double?, kind: String?
  ) {
    self.ordinal = ordinal
    self.key = key
    self.output = output
    self.errors = errors
    self.sourceBytes = sourceBytes
    self.words = words
    self.score = score
    self.kind = kind
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
    self.init(
      ordinal: numbers[0], key: key, output: numbers[1]..<numbers[2], errors: numbers[3]..<numbers[4],
      sourceBytes: numbers[5], words: numbers[6], score: Double(fields[8]),
      kind: fields[9] == "-" ? nil : String(fields[9]))
    self.checksum = checksum
  }
}
