/// What DEFLATE has packed (RFC 1951) in a zlib stream (RFC 1950), for the pictures of other people: those of
/// our own are stored.
package enum Inflate {
  /// Why bytes are no such stream.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    package var description: String
  }

  /// The unpacked bytes.
  ///
  /// - Parameter limit: what more bytes than these are taken as: a fault. A few packed bytes can stand for
  ///   gigabytes.
  /// - Throws: ``Failure``: the stream ends early, holds what no encoder writes, or its checksum is another.
  package static func bytes(zlib: ArraySlice<UInt8>, limit: Int) throws(Failure) -> [UInt8] {
    let packed = Array(zlib)
    guard packed.count >= 6, packed[0] & 0x0F == 8, (Int(packed[0]) << 8 | Int(packed[1])) % 31 == 0,
      packed[1] & 0x20 == 0
    else { throw Failure(description: "it does not begin as a zlib stream") }
    var reader = BitReader(packed, from: 2)
    var result: [UInt8] = []
    var isLast = false
    while !isLast {
      isLast = try reader.bits(1) == 1
      switch try reader.bits(2) {
      case 0: try stored(&reader, into: &result, limit: limit)
      case 1: try block(&reader, HuffmanCode.fixedLengths, HuffmanCode.fixedDistances, into: &result, limit)
      case 2:
        let (lengths, distances) = try codes(&reader)
        try block(&reader, lengths, distances, into: &result, limit)
      default: throw Failure(description: "it has a block of no known kind")
      }
    }
    let sum = try reader.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    guard sum == Adler.sum(of: result) else { throw Failure(description: "its checksum is another") }
    return result
  }

  /// Section 3.2.4.
  private static func stored(
    _ reader: inout BitReader, into result: inout [UInt8], limit: Int
  ) throws(Failure) {
    let head = try reader.bytes(4).map { Int($0) }
    let count = head[0] | head[1] << 8
    guard count ^ 0xFFFF == head[2] | head[3] << 8 else {
      throw Failure(description: "a stored block contradicts its own length")
    }
    guard result.count + count <= limit else { throw tooLong(limit) }
    result += try reader.bytes(count)
  }

  /// Section 3.2.5: what a length or a distance begins at, and how many bits more it has.
  private static let lengths: [(base: Int, extra: Int)] = [
    (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1),
    (19, 2), (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4),
    (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
  ]
  private static let distances: [(base: Int, extra: Int)] = (0..<30).map { code in
    guard code >= 4 else { return (base: code + 1, extra: 0) }
    let extra: Int = code / 2 - 1
    return (base: 1 + ((2 + code % 2) << extra), extra: extra)
  }

  private static func block(
    _ reader: inout BitReader, _ lengthCode: HuffmanCode, _ distanceCode: HuffmanCode,
    into result: inout [UInt8], _ limit: Int
  ) throws(Failure) {
    while true {
      let symbol = try reader.symbol(lengthCode)
      if symbol == 256 { return }
      if symbol < 256 {
        guard result.count < limit else { throw tooLong(limit) }
        result.append(UInt8(symbol))
        continue
      }
      guard symbol - 257 < lengths.count else { throw Failure(description: "it has an unknown length") }
      let length = lengths[symbol - 257].base + (try reader.bits(lengths[symbol - 257].extra))
      let code = try reader.symbol(distanceCode)
      guard code < distances.count else { throw Failure(description: "it has an unknown distance") }
      let distance = distances[code].base + (try reader.bits(distances[code].extra))
      guard distance <= result.count else {
        throw Failure(description: "it repeats what stands before its beginning")
      }
      guard result.count + length <= limit else { throw tooLong(limit) }
      // One by one: what is repeated may reach into what the repetition itself writes.
      for _ in 0..<length { result.append(result[result.count - distance]) }
    }
  }

  /// Section 3.2.7: the codes of a block that brings its own.
  private static func codes(_ reader: inout BitReader) throws(Failure) -> (HuffmanCode, HuffmanCode) {
    let counts = (try reader.bits(5) + 257, try reader.bits(5) + 1, try reader.bits(4) + 4)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var own = [Int](repeating: 0, count: 19)
    for place in order.prefix(counts.2) { own[place] = try reader.bits(3) }
    let code = try HuffmanCode(own)
    var all: [Int] = []
    while all.count < counts.0 + counts.1 {
      switch try reader.symbol(code) {
      case 16:
        guard let last = all.last else { throw Failure(description: "it repeats a length before the first") }
        all += [Int](repeating: last, count: 3 + (try reader.bits(2)))
      case 17: all += [Int](repeating: 0, count: 3 + (try reader.bits(3)))
      case 18: all += [Int](repeating: 0, count: 11 + (try reader.bits(7)))
      case let length: all.append(length)
      }
    }
    guard all.count == counts.0 + counts.1 else { throw Failure(description: "it has too many lengths") }
    return (try HuffmanCode(Array(all.prefix(counts.0))), try HuffmanCode(Array(all.suffix(counts.1))))
  }

  private static func tooLong(_ limit: Int) -> Failure {
    Failure(description: "it unpacks to more than \(limit) bytes")
  }
}

/// Symbols by the lengths of their codes (RFC 1951, section 3.2.2).
struct HuffmanCode {
  /// How many symbols have a code of each length, and all symbols in the order of their codes.
  fileprivate let counts: [Int]
  fileprivate let symbols: [Int]

  /// - Throws: `Inflate.Failure` where more codes of some length are wanted than there are.
  init(_ lengths: [Int]) throws(Inflate.Failure) {
    self.init(unchecked: lengths)
    var left = 1
    for count in counts.dropFirst() {
      left = 2 * left - count
      guard left >= 0 else { throw Inflate.Failure(description: "it has more codes than fit") }
    }
  }

  private init(unchecked lengths: [Int]) {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[length] += 1 }
    self.counts = counts
    symbols = lengths.indices.filter { lengths[$0] > 0 }
      .sorted { (lengths[$0], $0) < (lengths[$1], $1) }
  }

  /// Section 3.2.6.
  static let fixedLengths = HuffmanCode(
    unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = HuffmanCode(unchecked: [Int](repeating: 5, count: 30))
}

/// Reads bytes bit by bit, the lowest first.
struct BitReader {
  private let data: [UInt8]
  private var place: Int
  private var bit = 0

  init(_ data: [UInt8], from place: Int) { (self.data, self.place) = (data, place) }

  private static let short = Inflate.Failure(description: "it ends early")

  /// The next bits, at most 16.
  mutating func bits(_ count: Int) throws(Inflate.Failure) -> Int {
    var value = 0
    for i in 0..<count {
      guard place < data.count else { throw Self.short }
      value |= Int(data[place] >> UInt8(bit) & 1) << i
      bit += 1
      if bit == 8 { (bit, place) = (0, place + 1) }
    }
    return value
  }

  /// The next whole bytes; what is left of one that was begun is passed over.
  mutating func bytes(_ count: Int) throws(Inflate.Failure) -> ArraySlice<UInt8> {
    if bit > 0 { (bit, place) = (0, place + 1) }
    guard data.count - place >= count else { throw Self.short }
    defer { place += count }
    return data[place..<place + count]
  }

  /// The symbol whose code comes next.
  mutating func symbol(_ code: HuffmanCode) throws(Inflate.Failure) -> Int {
    var (value, first, index) = (0, 0, 0)
    for count in code.counts.dropFirst() {
      value |= try bits(1)
      if value - first < count { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw Inflate.Failure(description: "it has a code of no symbol")
  }
}

/// The checksum of a zlib stream (RFC 1950, section 8.2).
enum Adler {
  static func sum(of bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
