import Platform

/// Why a recording could not be read.
public struct WaveFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Kind: Sendable, Hashable {
    /// The file is missing or may not be read.
    case unreadable
    /// It is no RIFF file of the form WAVE, or its chunks are not in order.
    case notWave
    /// It ends before a chunk does.
    case truncated
    /// It is WAVE, but not 16-bit PCM of one channel.
    case unsupported
  }

  /// What kind of failure.
  public var kind: Kind
  /// What is wrong.
  public var description: String

  init(_ kind: Kind, _ description: String) { (self.kind, self.description) = (kind, description) }
}

/// A recording: RIFF/WAVE with 16-bit PCM samples of one channel (Multimedia Programming Interface and Data
/// Specifications 1.0, 1991).
public struct WaveFile: Sendable, Hashable {
  /// Samples in a second.
  public var rate: Int
  /// −1 ..< 1.
  public var samples: [Float]

  /// Reads a file.
  public init(path: String) throws(WaveFileError) {
    let file: MappedFile
    do throws(MappedFile.Failure) { file = try MappedFile(path: path) } catch {
      throw WaveFileError(.unreadable, error.words)
    }
    defer { withExtendedLifetime(file) {} }
    try self.init(Array(file.bytes))
  }

  /// Reads a file's bytes. Chunks other than `fmt ` and `data` are passed over.
  public init(_ bytes: [UInt8]) throws(WaveFileError) {
    guard bytes.count >= 12, Self.name(bytes, 0) == "RIFF", Self.name(bytes, 8) == "WAVE" else {
      throw WaveFileError(.notWave, "it does not begin with RIFF and WAVE")
    }
    var place = 12
    var rate: Int?
    while place < bytes.count {
      guard bytes.count - place >= 8 else {
        throw WaveFileError(.truncated, "it ends inside of a chunk's head, at byte \(place)")
      }
      let name = Self.name(bytes, place), size = Self.number(bytes, place + 4, bytes: 4)
      let content = place + 8
      guard size <= bytes.count - content else {
        throw WaveFileError(
          .truncated, "its chunk \(name) should have \(size) bytes, and \(bytes.count - content) are there")
      }
      switch name {
      case "fmt ": rate = try Self.rate(bytes, content..<content + size)
      case "data":
        guard let rate else { throw WaveFileError(.notWave, "its samples come before their format") }
        guard size % 2 == 0 else { throw WaveFileError(.truncated, "half of its last sample is missing") }
        self.rate = rate
        samples = stride(from: content, to: content + size, by: 2).map { at in
          Float(Int16(truncatingIfNeeded: Self.number(bytes, at, bytes: 2))) / 32768
        }
        return
      default: break
      }
      // A chunk of odd size is followed by a byte that belongs to none.
      place = content + size + size % 2
    }
    throw WaveFileError(.notWave, "it has no chunk of samples")
  }

  /// Samples in a second, of a format that is understood.
  private static func rate(_ bytes: [UInt8], _ chunk: Range<Int>) throws(WaveFileError) -> Int {
    func field(_ offset: Int, _ size: Int) -> Int { number(bytes, chunk.lowerBound + offset, bytes: size) }
    guard chunk.count >= 16 else { throw WaveFileError(.truncated, "its format has \(chunk.count) bytes") }
    // WAVE_FORMAT_EXTENSIBLE says what it is in the first bytes of its sub-format.
    let isExtensible = field(0, 2) == 0xFFFE && chunk.count >= 40
    let format = isExtensible ? field(24, 2) : field(0, 2)
    let (channels, rate, bits) = (field(2, 2), field(4, 4), field(14, 2))
    guard format == 1, channels == 1, bits == 16 else {
      throw WaveFileError(
        .unsupported,
        "it has format \(format), \(channels) channels and \(bits) bits; what is read is PCM (format 1) "
          + "of 1 channel and 16 bits")
    }
    guard (1000...384_000).contains(rate) else {
      throw WaveFileError(.unsupported, "it has \(rate) samples in a second")
    }
    return rate
  }

  private static func name(_ bytes: [UInt8], _ place: Int) -> String {
    String(decoding: bytes[place..<place + 4], as: UTF8.self)
  }

  /// A little-endian number.
  private static func number(_ bytes: [UInt8], _ place: Int, bytes count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
