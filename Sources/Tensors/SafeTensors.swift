import CKernels
import Platform

/// A safetensors file, mapped and checked: every tensor lies inside the file, has the bytes that its shape
/// and type need, and shares none of them with another.
///
/// Format: <https://huggingface.co/docs/safetensors>. A little-endian 64-bit length, a JSON header of that
/// many bytes, then data.
public final class SafeTensors: Sendable {
  /// The longest header that the format allows, in bytes.
  public static let longestHeader = 100_000_000

  /// One tensor of the file.
  public struct Entry: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Its element type.
    public let type: ElementType
    /// Its extents, outermost first.
    public let shape: [Int]
    /// Its bytes in the file.
    public let bytes: Range<Int>
    /// Number of elements.
    public var count: Int { bytes.count / type.byteCount }
  }

  /// The mapped file.
  public let file: MappedFile
  /// The tensors by name.
  public let entries: [String: Entry]
  /// The strings under `__metadata__`.
  public let metadata: [String: String]

  /// Maps and checks the file at `path`.
  public init(path: String) throws(SafeTensorsError) {
    do throws(MappedFile.Failure) { file = try MappedFile(path: path) } catch {
      throw SafeTensorsError(file: path, reason: .io(error.words))
    }
    let header = try Self.header(of: file)
    metadata = header.metadata
    entries = try Self.check(header, file)
  }

  /// Path of the file.
  public var path: String { file.path }

  private static func header(of file: MappedFile) throws(SafeTensorsError) -> SafeTensorsHeader {
    let bytes = file.bytes
    guard bytes.count >= 8 else {
      throw SafeTensorsError(file: file.path, reason: .truncatedHeader(needed: 8, present: bytes.count))
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(longestHeader) else {
      throw SafeTensorsError(file: file.path, reason: .headerTooLong(length))
    }
    guard Int(length) <= bytes.count - 8 else {
      throw SafeTensorsError(
        file: file.path, reason: .truncatedHeader(needed: 8 + Int(length), present: bytes.count))
    }
    let header: SafeTensorsHeader
    do throws(SafeTensorsHeader.Malformed) {
      header = try SafeTensorsHeader(UnsafeRawBufferPointer(rebasing: bytes[8..<8 + Int(length)]))
    } catch {
      throw SafeTensorsError(file: file.path, reason: .malformedHeader(error.what, byte: 8 + error.place))
    }
    if let name = header.duplicate {
      throw SafeTensorsError(file: file.path, tensor: name, reason: .duplicateName)
    }
    return header
  }

  private static func check(
    _ header: SafeTensorsHeader, _ file: MappedFile
  ) throws(SafeTensorsError)
    -> [String: Entry]
  {
    let length = Int(UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self)))
    let start = 8 + length
    let available = file.bytes.count - start
    var entries: [String: Entry] = [:]
    for tensor in header.tensors {
      func refuse(_ reason: SafeTensorsError.Reason) -> SafeTensorsError {
        SafeTensorsError(file: file.path, tensor: tensor.name, reason: reason)
      }
      guard let type = ElementType(rawValue: tensor.type) else { throw refuse(.unknownType(tensor.type)) }
      guard tensor.begin <= tensor.end, tensor.end <= available else {
        throw refuse(.outsideFile(begin: tensor.begin, end: tensor.end, dataBytes: available))
      }
      let present = tensor.end - tensor.begin
      let needed = byteCount(tensor.shape, type)
      guard needed == present else { throw refuse(.wrongByteCount(needed: needed, present: present)) }
      entries[tensor.name] = Entry(
        name: tensor.name, type: type, shape: tensor.shape, bytes: start + tensor.begin..<start + tensor.end)
    }
    var end = start
    for entry in entries.values.sorted(by: {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }) {
      guard entry.bytes.lowerBound == end else {
        throw SafeTensorsError(
          file: file.path, tensor: entry.name,
          reason: .overlapOrGap(byte: min(end, entry.bytes.lowerBound) - start))
      }
      end = entry.bytes.upperBound
    }
    guard end == file.bytes.count else {
      throw SafeTensorsError(file: file.path, reason: .overlapOrGap(byte: end - start))
    }
    return entries
  }

  /// Bytes that a tensor takes, or `nil` where they cannot be counted.
  private static func byteCount(_ shape: [Int], _ type: ElementType) -> Int? {
    var bytes = type.byteCount
    for extent in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      bytes = product
    }
    return bytes
  }
}
