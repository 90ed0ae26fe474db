/// Writes JSON (RFC 8259) without white space; keys come as they are given.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  /// Values by key, in the order of assignment.
  struct Object {
    fileprivate var bytes: [UInt8] = []

    subscript(key: String) -> any JSONWritable {
      get { "" }
      set {
        if !bytes.isEmpty { bytes.append(0x2C) }
        JSONWriter.append(key, to: &bytes)
        bytes.append(0x3A)
        newValue.write(to: &bytes)
      }
    }

    /// A value that is JSON already.
    mutating func raw(_ key: String, _ json: [UInt8]) {
      if !bytes.isEmpty { bytes.append(0x2C) }
      JSONWriter.append(key, to: &bytes)
      bytes.append(0x3A)
      bytes += json
    }

    /// An object inside.
    mutating func object(_ key: String, _ body: (inout Object) -> Void) {
      var inner = JSONWriter()
      inner.object(body)
      raw(key, inner.bytes)
    }

    /// A list of objects.
    mutating func list<Element>(
      _ key: String, _ elements: some Sequence<Element>, _ body: (inout Object, Element) -> Void
    ) {
      var list: [UInt8] = [0x5B]
      for element in elements {
        if list.count > 1 { list.append(0x2C) }
        var inner = JSONWriter()
        inner.object { body(&$0, element) }
        list += inner.bytes
      }
      raw(key, list + [0x5D])
    }
  }

  /// Writes an object.
  mutating func object(_ body: (inout Object) -> Void) {
    var object = Object()
    body(&object)
    bytes.append(0x7B)
    bytes += object.bytes
    bytes.append(0x7D)
  }

  fileprivate static func append(_ text: String, to bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x0A: bytes += [0x5C, 0x6E]
      case 0x0D: bytes += [0x5C, 0x72]
      case 0x09: bytes += [0x5C, 0x74]
      case ..<0x20: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}

/// What `JSONWriter` can write.
protocol JSONWritable {
  func write(to bytes: inout [UInt8])
}

extension String: JSONWritable {
  func write(to bytes: inout [UInt8]) { JSONWriter.append(self, to: &bytes) }
}

extension Int: JSONWritable {
  func write(to bytes: inout [UInt8]) { bytes += Array("\(self)".utf8) }
}

extension Double: JSONWritable {
  func write(to bytes: inout [UInt8]) { bytes += Array((isFinite ? "\(self)" : "null").utf8) }
}

extension [String]: JSONWritable {
  func write(to bytes: inout [UInt8]) {
    bytes.append(0x5B)
    for (index, text) in enumerated() {
      if index > 0 { bytes.append(0x2C) }
      text.write(to: &bytes)
    }
    bytes.append(0x5D)
  }
}
