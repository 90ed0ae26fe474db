import Foundation
import Training

/// The pixels of a PNG file (ISO/IEC 15948): eight bits a channel, in colours or greys, not interlaced.
package struct PNGPicture: Sendable, Hashable {
  /// Extents in pixels.
  package let width, height: Int
  /// Red, green and blue of each pixel, row by row. What is transparent is as its colour says.
  package let rgb: [UInt8]

  /// Reads a file.
  ///
  /// - Throws: `TrainingError`, naming the file and what is wrong with it.
  package init(readingFrom path: String) throws(TrainingError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError(.unreadable, path, "no such file, or it may not be read")
    }
    do { try self.init(Array(data)) } catch { throw TrainingError(.data, path, error.description) }
  }

  /// Pixels in a picture at most; a wrong header may ask for any number.
  private static let limit = 1 << 24

  /// - Throws: what is wrong with the bytes.
  package init(_ bytes: [UInt8]) throws(Inflate.Failure) {
    func fault(_ text: String) -> Inflate.Failure { Inflate.Failure(description: text) }
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw fault("it is no PNG")
    }
    var header: [UInt8] = [], packed: [UInt8] = []
    var place = 8, isWhole = false
    while !isWhole {
      guard bytes.count - place >= 12 else { throw fault("it ends early") }
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else { throw fault("it ends early") }
      let data = bytes[place + 8..<place + 8 + length]
      switch String(decoding: bytes[place + 4..<place + 8], as: UTF8.self) {
      case "IHDR": header = Array(data)
      case "IDAT": packed += data
      case "IEND": isWhole = true
      default: break
      }
      place += 12 + length
    }
    guard header.count == 13 else { throw fault("its header is missing") }
    let (width, height) = (
      header[0..<4].reduce(0) { $0 << 8 | Int($1) }, header[4..<8].reduce(0) { $0 << 8 | Int($1) }
    )
    guard (1...Self.limit).contains(width), (1...Self.limit).contains(height),
      width * height <= Self.limit
    else { throw fault("a picture of \(width) by \(height) pixels is not read") }
    guard let channels = [0: 1, 2: 3, 4: 2, 6: 4][header[9]], header[8] == 8, header[12] == 0 else {
      throw fault("only eight bits a channel, without palette and interlacing, are read")
    }
    let row = width * channels
    let unpacked = try Inflate.bytes(zlib: packed[...], limit: height * (row + 1))
    guard unpacked.count == height * (row + 1) else { throw fault("it has too few pixels") }
    let pixels = try Self.unfiltered(unpacked, row: row, channels: channels)
    (self.width, self.height) = (width, height)
    var rgb: [UInt8] = []
    rgb.reserveCapacity(3 * width * height)
    for first in stride(from: 0, to: pixels.count, by: channels) {
      // Of greys the one channel is all three.
      for channel in 0..<3 { rgb.append(pixels[first + (channels < 3 ? 0 : channel)]) }
    }
    self.rgb = rgb
  }

  /// The bytes before rows were filtered (section 9).
  private static func unfiltered(
    _ bytes: [UInt8], row: Int, channels: Int
  ) throws(Inflate.Failure) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: bytes.count / (row + 1) * row)
    for y in 0..<bytes.count / (row + 1) {
      let filter = bytes[y * (row + 1)]
      guard filter <= 4 else { throw Inflate.Failure(description: "row \(y) has filter \(filter)") }
      for x in 0..<row {
        let place = y * row + x
        let left = x >= channels ? Int(result[place - channels]) : 0
        let up = y > 0 ? Int(result[place - row]) : 0
        let corner = x >= channels && y > 0 ? Int(result[place - row - channels]) : 0
        let expected =
          switch filter {
          case 1: left
          case 2: up
          case 3: (left + up) / 2
          case 4: paeth(left, up, corner)
          default: 0
          }
        result[place] = bytes[y * (row + 1) + 1 + x] &+ UInt8(expected)
      }
    }
    return result
  }

  private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    let (a, b, c) = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? up : corner
  }
}
