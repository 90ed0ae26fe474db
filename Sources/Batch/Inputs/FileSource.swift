import Foundation
import Ingestion
import Platform

/// An open file, or standard input.
final class FileSource: ByteSource {
  let path: String
  /// Who says that it is an input.
  let origin: InputDescriptor.Origin
  private let input: InputDescriptor

  var descriptor: Int32 { input.number }

  /// Opens `path`; `-` is standard input, where a person has named it.
  init(
    path: String, origin: InputDescriptor.Origin = .found,
    patience: Double = IngestionOptions().maximumSilence, allowance: Double? = nil
  ) throws(IngestionError) {
    self.path = path
    self.origin = origin
    do throws(InputDescriptor.Fault) {
      input = try InputDescriptor(path: path, origin: origin, patience: patience, allowance: allowance)
    } catch { throw IngestionError(file: path, fault: error) }
  }

  /// A record has been read: the next one is waited for as long.
  func renew() { input.renew() }

  /// Which file it is.
  var identity: FileIdentity { input.identity }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestionError) -> Int {
    do throws(InputDescriptor.Fault) { return try input.read(buffer.baseAddress, buffer.count) } catch {
      throw IngestionError(file: path, fault: error)
    }
  }

  func look(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    input.look(at: offset, buffer)
  }

  /// Everything, from where reading stands on.
  func all() throws(IngestionError) -> [UInt8] {
    do throws(InputDescriptor.Fault) { return try input.all(limit: .max) } catch {
      throw IngestionError(file: path, fault: error)
    }
  }

  /// The first bytes, where the file can be read again from the beginning.
  func head(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { try? Descriptor.read(descriptor, into: $0, at: 0) }
    return Array(bytes.prefix(got ?? 0))
  }

  static func error(_ path: String, _ code: Int32) -> IngestionError {
    IngestionError(file: path, reason: IngestionError.Reason(system: code))
  }
}

extension ByteSource {
  /// The source's JSON lines, of at most `maximum` bytes; `file` is what errors name.
  func jsonLines(file: String, maximum: Int) -> JSONLineReader<IngestionError> {
    JSONLineReader(file: file, maximum: maximum) { (buffer) throws(IngestionError) in
      try self.read(into: buffer)
    }
  }

  /// The source's lines, of at most `maximum` bytes.
  func lines(maximum: Int, separator: UInt8 = UInt8(ascii: "\n")) -> LineReader<IngestionError> {
    LineReader(maximum: maximum, separator: separator) { (buffer) throws(IngestionError) in
      try self.read(into: buffer)
    }
  }
}
