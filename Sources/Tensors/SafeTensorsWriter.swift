import Glibc
import Platform

/// Writes safetensors files: to a temporary file beside the target, flushed, then renamed, so that a reader
/// never sees half a file and a full disk leaves the old one whole.
public struct SafeTensorsWriter {
  private struct Pending {
    var name: String
    var type: ElementType
    var shape: [Int]
    var bytes: Bytes
  }

  private enum Bytes {
    case copied([UInt8])
    case borrowed(UnsafeRawBufferPointer)

    var count: Int {
      switch self {
      case .copied(let bytes): bytes.count
      case .borrowed(let bytes): bytes.count
      }
    }
  }

  /// Strings to keep under `__metadata__`.
  public var metadata: [String: String]
  private var pending: [Pending] = []

  /// A file without tensors.
  public init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// Adds a tensor. A name may be added once.
  public mutating func add<Element: BitwiseCopyable>(
    _ name: String, _ type: ElementType, shape: [Int], _ elements: some Collection<Element>
  ) {
    precondition(MemoryLayout<Element>.stride == type.byteCount, "\(Element.self) is not \(type.rawValue)")
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements do not fill \(shape)")
    precondition(!pending.contains { $0.name == name }, "\"\(name)\" is already there")
    let bytes = Array(elements).withUnsafeBytes { Array($0) }
    pending.append(Pending(name: name, type: type, shape: shape, bytes: .copied(bytes)))
  }

  /// Adds an f32 tensor that stays where it is: its memory must hold until the file is written.
  public mutating func add(_ name: String, borrowing elements: UnsafeBufferPointer<Float>, shape: [Int]) {
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements do not fill \(shape)")
    precondition(!pending.contains { $0.name == name }, "\"\(name)\" is already there")
    let bytes = Bytes.borrowed(UnsafeRawBufferPointer(elements))
    pending.append(Pending(name: name, type: .float32, shape: shape, bytes: bytes))
  }

  /// Adds an f32 tensor.
  public mutating func add(_ name: String, _ tensor: Tensor) {
    tensor.withUnsafeElements { add(name, .float32, shape: tensor.shape, $0) }
  }

  /// Adds a tensor of another file as it is there.
  public mutating func add(_ entry: SafeTensors.Entry, of file: SafeTensors) {
    precondition(!pending.contains { $0.name == entry.name }, "\"\(entry.name)\" is already there")
    let bytes = withExtendedLifetime(file) { Array(file.bytes(of: entry)) }
    pending.append(Pending(name: entry.name, type: entry.type, shape: entry.shape, bytes: .copied(bytes)))
  }

  /// Writes the file. Tensors lie in the order of their alignment, then as they were added; data starts on a
  /// multiple of 64 bytes.
  ///
  /// - Parameter observe: gets every byte in the order of the file, for a checksum.
  public func write(
    to path: String, observing observe: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(SafeTensorsError) {
    let ordered = pending.enumerated().sorted {
      ($1.element.type.byteCount, $0.offset) < ($0.element.type.byteCount, $1.offset)
    }.map(\.element)
    var header = header(ordered)
    header.append(contentsOf: repeatElement(0x20, count: (64 - (8 + header.count) % 64) % 64))
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    do throws(AtomicFile.Failure) {
      let file = try AtomicFile(path: path)
      for bytes in [.copied(length), .copied(header)] + ordered.map(\.bytes) {
        switch bytes {
        case .copied(let bytes):
          bytes.withUnsafeBytes(observe)
          try file.append(bytes)
        case .borrowed(let bytes):
          observe(bytes)
          try file.append(bytes)
        }
      }
      try file.finish()
    } catch {
      throw SafeTensorsError(file: path, reason: .io(error.words))
    }
  }

  private func header(_ tensors: [Pending]) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
      members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.bytes.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(tensor.name)):{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
