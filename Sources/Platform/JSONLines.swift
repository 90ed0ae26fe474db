import FoundationEssentials

/// The JSON lines of a file that lies in memory or is mapped there: their places are found at once, values
/// are decoded when they are asked for, in any order.
package struct JSONLines: RandomAccessCollection, Sendable {
  private struct Place: Sendable {
    var number: Int
    /// Counted from the first byte of the file.
    var range: Range<Int>
  }

  /// The file, as the caller names it.
  package let file: String
  private let maximum: Int
  private let data: Data
  private let places: [Place]

  /// - Parameters:
  ///   - data: the whole file.
  ///   - file: the name that errors tell.
  ///   - maximum: longest line in bytes.
  package init(_ data: Data, file: String, maximum: Int = JSONLine.mostBytes) {
    (self.data, self.file, self.maximum) = (data, file, maximum)
    places = data.withUnsafeBytes(Self.places(in:))
  }

  /// The lines of a mapped file, which stays mapped for as long.
  package init(_ file: MappedFile, maximum: Int = JSONLine.mostBytes) {
    let data =
      file.bytes.baseAddress.map { start in
        Data(
          bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: file.bytes.count,
          deallocator: .custom({ _, _ in withExtendedLifetime(file) {} }))
      } ?? Data()
    self.init(data, file: file.path, maximum: maximum)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  package subscript(position: Int) -> JSONLine {
    let place = places[position]
    guard place.range.count <= maximum else {
      return JSONLine(file: file, number: place.number, longerThan: maximum)
    }
    let bytes = data.withUnsafeBytes { Array($0[place.range]) }
    return JSONLine(file: file, number: place.number, bytes: bytes)
  }

  /// The number in the file of the line at `position`, which is not touched for it.
  package func number(at position: Int) -> Int { places[position].number }

  private static func places(in bytes: UnsafeRawBufferPointer) -> [Place] {
    var places: [Place] = []
    var (start, number) = (0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      if let content = JSONLine.content(of: bytes[start..<end], isFirst: number == 1) {
        places.append(Place(number: number, range: content.startIndex..<content.endIndex))
      }
      start = end + 1
    }
    return places
  }
}
