/// The pieces of a vocabulary and a hash table over their bytes, built in one pass over the file.
///
/// Nothing is copied but the file itself: a piece is a range of its bytes. The table is open-addressed with
/// linear probing; a slot holds half of the hash beside the identifier, so that a probe seldom compares
/// bytes.
struct Vocabulary: Sendable {
  /// The file.
  let bytes: [UInt8]
  /// Where each piece starts, without `##`.
  let starts: [UInt32]
  /// How long it is, with `continuingFlag` where the file writes it with `##`.
  let lengths: [UInt16]
  /// Power of two at least twice the pieces; a hash's high half and the identifier plus 1, or 0.
  let slots: [UInt64]
  /// Length of the longest piece in bytes, without `##`.
  let longest: Int

  var count: Int { starts.count }

  static let continuingFlag: UInt16 = 0x8000
  /// Largest vocabulary in bytes; BERT's is 231,508.
  static let limit = 1 << 26

  /// Start values of the hash for pieces that begin a word and those that go on with one.
  static let initialSeed: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let continuingSeed: UInt64 = 0xD1B5_4A32_D192_ED03

  @inline(__always)
  static func extend(_ hash: UInt64, by byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// Spreads a hash over the low bits, which choose the slot.
  @inline(__always)
  static func mix(_ hash: UInt64) -> UInt64 {
    let hash = (hash ^ hash >> 32) &* 0x9FB2_1C65_1E98_DF25
    return hash ^ hash >> 28
  }

  /// Reads a vocabulary of one piece a line; the line's number less one is the piece's identifier.
  init(bytes: [UInt8], file: String) throws {
    guard !bytes.isEmpty else { throw TokenizationError(file: file, reason: .empty) }
    guard bytes.count <= Self.limit else {
      throw TokenizationError(file: file, reason: .tooLarge(Self.limit))
    }
    let lineCount = bytes.reduce(into: 1) { $0 += $1 == 0x0A ? 1 : 0 }
    var capacity = 1024
    while capacity < 2 * lineCount { capacity *= 2 }
    var starts: [UInt32] = []
    var lengths: [UInt16] = []
    var slots = [UInt64](repeating: 0, count: capacity)
    starts.reserveCapacity(lineCount)
    lengths.reserveCapacity(lineCount)
    var longest = 0
    var failure: (line: Int, reason: TokenizationError.Reason)?

    bytes.withUnsafeBufferPointer { bytes in
      let text = ByteText(bytes)
      var lineStart = 0
      while lineStart < bytes.count {
        var lineEnd = lineStart
        var isText = true
        while lineEnd < bytes.count, bytes[lineEnd] != 0x0A {
          if bytes[lineEnd] == 0 { isText = false }
          if bytes[lineEnd] < 0x80 {
            lineEnd += 1
          } else {
            let (value, length) = text.scalar(at: lineEnd)
            if value == 0xFFFD, length == 1 { isText = false }
            lineEnd += length
          }
        }
        let next = lineEnd + 1
        if lineEnd > lineStart, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let line = starts.count + 1
        guard isText, lineEnd - lineStart < Int(Self.continuingFlag) else {
          return failure = (line, .notText)
        }
        guard lineEnd > lineStart else { return failure = (line, .emptyPiece) }

        let continues = lineEnd - lineStart > 2 && bytes[lineStart] == 0x23 && bytes[lineStart + 1] == 0x23
        let start = continues ? lineStart + 2 : lineStart
        let length = UInt16(lineEnd - start) | (continues ? Self.continuingFlag : 0)
        var hash = continues ? Self.continuingSeed : Self.initialSeed
        for index in start..<lineEnd { hash = Self.extend(hash, by: bytes[index]) }
        hash = Self.mix(hash)
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
        while slots[slot] != 0 {
          let other = Int(slots[slot] & 0xFFFF_FFFF) - 1
          if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag, lengths[other] == length,
            bytes[Int(starts[other])...].prefix(lineEnd - start).elementsEqual(bytes[start..<lineEnd])
          {
            let piece = String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)
            return failure = (line, .duplicatePiece(piece, firstLine: other + 1))
          }
          slot = (slot + 1) & (capacity - 1)
        }
        slots[slot] = tag | UInt64(starts.count + 1)
        starts.append(UInt32(start))
        lengths.append(length)
        longest = max(longest, lineEnd - start)
        lineStart = next
      }
    }
    if let failure { throw TokenizationError(file: file, line: failure.line, reason: failure.reason) }
    self.bytes = bytes
    self.starts = starts
    self.lengths = lengths
    self.slots = slots
    self.longest = longest
  }

  /// The piece as the file writes it, `##` included.
  func piece(_ id: Int) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      let end = Int(starts[id]) + Int(lengths[id] & ~Self.continuingFlag)
      let start = Int(starts[id]) - (lengths[id] & Self.continuingFlag == 0 ? 0 : 2)
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }

  /// Identifier of the piece `text` that begins a word.
  func identifier(of text: String) -> Int32? {
    withTable { table in
      var text = text
      return text.withUTF8 { bytes in
        var hash = Self.initialSeed
        for byte in bytes { hash = Self.extend(hash, by: byte) }
        return bytes.baseAddress.flatMap { table.find(hash, $0, bytes.count, flag: 0) }
      }
    }
  }

  /// The table behind pointers, for loops.
  struct Table {
    let bytes: UnsafePointer<UInt8>
    let starts: UnsafePointer<UInt32>
    let lengths: UnsafePointer<UInt16>
    let slots: UnsafePointer<UInt64>
    let mask: Int
    let longest: Int

    /// The piece of `length` bytes at `piece` under its unmixed `hash`; `flag` is 0 or `continuingFlag`.
    @inline(__always)
    func find(_ hash: UInt64, _ piece: UnsafePointer<UInt8>, _ length: Int, flag: UInt16) -> Int32? {
      let hash = Vocabulary.mix(hash)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if (slots[slot] ^ hash) >> 32 == 0 {
          let id = Int(slots[slot] & 0xFFFF_FFFF) - 1
          if lengths[id] == UInt16(truncatingIfNeeded: length) | flag,
            equal(bytes + Int(starts[id]), piece, length)
          {
            return Int32(id)
          }
        }
        slot = (slot + 1) & mask
      }
      return nil
    }

    @inline(__always)
    private func equal(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
      for index in 0..<count where a[index] != b[index] { return false }
      return true
    }
  }

  /// Calls `body` with the table.
  func withTable<Result>(_ body: (Table) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      starts.withUnsafeBufferPointer { starts in
        lengths.withUnsafeBufferPointer { lengths in
          slots.withUnsafeBufferPointer { slots in
            body(
              // safe: a vocabulary without a model's special tokens is refused, so none of these is empty.
              Table(
                bytes: bytes.baseAddress!, starts: starts.baseAddress!, lengths: lengths.baseAddress!,
                slots: slots.baseAddress!, mask: slots.count - 1, longest: longest))
          }
        }
      }
    }
  }
}
