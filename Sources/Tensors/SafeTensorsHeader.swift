/// Reads the JSON of a safetensors header: one object of tensors, and strings under `__metadata__`.
///
/// A general JSON reader takes the last of two equal names and forgets where it was; this one refuses what
/// the format does not allow, and says at which byte. It never recurses, so that depth costs nothing.
struct SafeTensorsHeader {
  struct Tensor {
    var name: String
    var type: String
    var shape: [Int]
    var begin: Int
    var end: Int
  }

  struct Malformed: Error {
    var what: String
    var place: Int
  }

  private(set) var tensors: [Tensor] = []
  private(set) var metadata: [String: String] = [:]
  private(set) var duplicate: String?
  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  init(_ bytes: UnsafeRawBufferPointer) throws(Malformed) {
    self.bytes = bytes
    try readObject { (header, name) throws(Malformed) in
      if name == "__metadata__" { try header.readMetadata() } else { try header.readTensor(named: name) }
    }
    skipSpace()
    if place < bytes.count { throw wrong("something follows the object") }
  }

  // MARK: The format

  private mutating func readMetadata() throws(Malformed) {
    try readObject { (header, name) throws(Malformed) in header.metadata[name] = try header.readString() }
  }

  private mutating func readTensor(named name: String) throws(Malformed) {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try readObject { (header, key) throws(Malformed) in
      switch key {
      case "dtype": type = try header.readString()
      case "shape": shape = try header.readIntegers()
      case "data_offsets": offsets = try header.readIntegers()
      default: throw header.wrong("a tensor has no field \"\(key)\"")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw wrong("tensor \"\(name)\" lacks dtype, shape or its two data_offsets")
    }
    tensors.append(Tensor(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1]))
  }

  // MARK: JSON

  private func wrong(_ what: String) -> Malformed { Malformed(what: what, place: place) }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(Malformed) {
    if !take(byte) { throw wrong("expected \"\(Character(UnicodeScalar(byte)))\"") }
  }

  private mutating func readObject(
    _ member: (inout SafeTensorsHeader, String) throws(Malformed) -> Void
  ) throws(Malformed) {
    try expect(UInt8(ascii: "{"))
    if take(UInt8(ascii: "}")) { return }
    var names: Set<String> = []
    repeat {
      let name = try readString()
      if !names.insert(name).inserted { duplicate = duplicate ?? name }
      try expect(UInt8(ascii: ":"))
      try member(&self, name)
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  private mutating func readIntegers() throws(Malformed) -> [Int] {
    try expect(UInt8(ascii: "["))
    var numbers: [Int] = []
    if take(UInt8(ascii: "]")) { return numbers }
    repeat { numbers.append(try readInteger()) } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    return numbers
  }

  private mutating func readInteger() throws(Malformed) -> Int {
    skipSpace()
    let start = place
    var value = 0
    while place < bytes.count, case let digit = Int(bytes[place]) - 0x30, 0...9 ~= digit {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      if overflow || carry { throw wrong("a number is too large") }
      value = sum
      place += 1
    }
    if place == start { throw wrong("expected a number that is not negative") }
    return value
  }

  private mutating func readString() throws(Malformed) -> String {
    try expect(UInt8(ascii: "\""))
    var text: [UInt8] = []
    while true {
      guard place < bytes.count else { throw wrong("a string does not end") }
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw wrong("a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: try readEscape())
      case ..<0x20: throw wrong("a control character stands in a string")
      default: text.append(byte)
      }
    }
  }

  private mutating func readEscape() throws(Malformed) -> [UInt8] {
    guard place < bytes.count else { throw wrong("a string does not end") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(Character(try readScalar())).utf8)
    default: throw wrong("an unknown escape stands in a string")
    }
  }

  private mutating func readScalar() throws(Malformed) -> UnicodeScalar {
    var code = try readHexadecimal()
    if 0xD800..<0xDC00 ~= code {
      try expect(UInt8(ascii: "\\"))
      try expect(UInt8(ascii: "u"))
      let low = try readHexadecimal()
      guard 0xDC00..<0xE000 ~= low else { throw wrong("half a surrogate pair stands in a string") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = UnicodeScalar(code) else { throw wrong("half a surrogate pair stands in a string") }
    return scalar
  }

  private mutating func readHexadecimal() throws(Malformed) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard place < bytes.count, let digit = Character(UnicodeScalar(bytes[place])).hexDigitValue else {
        throw wrong("an escape needs four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }
}
