import Tensors
import Testing

@Suite("Matrix products")
struct MatrixProductTests {
  struct Shape: Sendable {
    var m: Int, n: Int, k: Int
  }
  static let shapes = [
    Shape(m: 1, n: 1, k: 1), Shape(m: 3, n: 5, k: 7), Shape(m: 17, n: 33, k: 65), Shape(m: 64, n: 48, k: 96),
    Shape(m: 1, n: 384, k: 384),
  ]

  static func random(_ count: Int, _ seed: UInt64) -> [Float] {
    var random = CounterRandom(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }

  static func plain(_ p: MatrixProduct, _ a: [Float], _ b: [Float]) -> [Double] {
    (0..<p.m * p.n).map { place in
      let (i, j) = (place / p.n, place % p.n)
      return (0..<p.k).reduce(0) { sum, l in
        let x = p.transposesA ? a[l * p.m + i] : a[i * p.k + l]
        let y = p.transposesB ? b[j * p.k + l] : b[l * p.n + j]
        return sum + Double(x) * Double(y)
      }
    }
  }

  static func difference(_ a: [Float], _ b: [Double]) -> Double {
    zip(a, b).map { abs(Double($0) - $1) }.max() ?? 0
  }

  @Test("f32 products agree with the plain sum, transposed or not, added or not", arguments: shapes)
  func float32(shape: Shape) throws {
    for (ta, tb) in [(false, false), (true, false), (false, true), (true, true)] {
      var product = MatrixProduct(m: shape.m, n: shape.n, k: shape.k, transposesA: ta, transposesB: tb)
      let (a, b) = (Self.random(shape.m * shape.k, 1), Self.random(shape.k * shape.n, 2))
      let exact = Self.plain(product, a, b)
      var c = [Float](repeating: 1, count: shape.m * shape.n)
      try product.multiply(a, b, into: &c)
      #expect(Self.difference(c, exact) < 1e-4)
      let compiled = try CompiledProduct(product, takesPackedB: true)
      try compiled.run(a, packed: compiled.pack(floats: b), into: &c)
      #expect(Self.difference(c, exact) < 1e-4)
      product.accumulates = true
      try product.multiply(a, b, into: &c)
      try CompiledProduct.cached(product).run(a, b, into: &c)
      #expect(Self.difference(c, exact.map { 3 * $0 }) < 3e-4)
    }
  }

  @Test("rows may lie further apart than they are long")
  func strides() throws {
    var product = MatrixProduct(m: 4, n: 3, k: 5)
    let (a, b) = (Self.random(4 * 9, 3), Self.random(5 * 3, 4))
    product.strides = (9, nil, 7)
    var c = [Float](repeating: -1, count: 4 * 7)
    try product.multiply(a, b, into: &c)
    let packedA = (0..<4).flatMap { a[$0 * 9..<$0 * 9 + 5] }
    let exact = Self.plain(MatrixProduct(m: 4, n: 3, k: 5), packedA, b)
    #expect(Self.difference((0..<4).flatMap { c[$0 * 7..<$0 * 7 + 3] }, exact) < 1e-5)
    #expect((0..<4).allSatisfy { c[$0 * 7 + 3] == -1 })
  }

  static func rounded(_ x: [Float]) -> (bits: [UInt16], values: [Float]) {
    var (bits, values) = ([UInt16](repeating: 0, count: x.count), x)
    kernels.f32_to_bf16(x, &bits, x.count)
    kernels.bf16_to_f32(bits, &values, x.count)
    return (bits, values)
  }

  @Test("bf16 products are those of rounded operands summed in f32, on every processor", arguments: shapes)
  func bfloat16(shape: Shape) throws {
    for widens in [false, true] {
      for (ta, tb) in [(false, false), (true, false), (false, true), (true, true)] {
        var product = MatrixProduct(
          m: shape.m, n: shape.n, k: shape.k, format: .bfloat16, transposesA: ta, transposesB: tb)
        let (x, y) = (Self.random(shape.m * shape.k, 5), Self.random(shape.k * shape.n, 6))
        let (a, b) = (Self.rounded(x), Self.rounded(y))
        let exact = Self.plain(product, a.values, b.values)
        var c = [Float](repeating: 0, count: shape.m * shape.n)
        let unpacked = try CompiledProduct(product, takesPackedB: false, widens: widens)
        #expect(unpacked.widens || !widens)
        try unpacked.run(a.bits, b.bits, into: &c)
        #expect(Self.difference(c, exact) < 1e-4)
        let packing = try CompiledProduct(product, takesPackedB: true, widens: widens)
        try packing.run(a.bits, packed: packing.pack(b.bits), into: &c)
        #expect(Self.difference(c, exact) < 1e-4)
        // Floats that are no bf16 yet are rounded while they are packed.
        try packing.run(a.bits, packed: packing.pack(floats: y), into: &c)
        #expect(Self.difference(c, exact) < 1e-4)
        product.accumulates = true
        try CompiledProduct(product, takesPackedB: false, widens: widens).run(a.bits, b.bits, into: &c)
        #expect(Self.difference(c, exact.map { 2 * $0 }) < 2e-4)
      }
    }
  }

  @Test("bf16 rows may lie further apart than they are long, and nothing behind the last one is read")
  func bfloat16Strides() throws {
    for widens in [false, true] {
      var product = MatrixProduct(m: 4, n: 3, k: 5, format: .bfloat16)
      product.strides = (9, 8, 7)
      let a = Self.rounded(Self.random(3 * 9 + 5, 3)), b = Self.rounded(Self.random(4 * 8 + 3, 4))
      var c = [Float](repeating: -1, count: 3 * 7 + 3)
      try CompiledProduct(product, takesPackedB: false, widens: widens).run(a.bits, b.bits, into: &c)
      let denseA = (0..<4).flatMap { a.values[$0 * 9..<$0 * 9 + 5] }
      let denseB = (0..<5).flatMap { b.values[$0 * 8..<$0 * 8 + 3] }
      let exact = Self.plain(MatrixProduct(m: 4, n: 3, k: 5), denseA, denseB)
      #expect(Self.difference((0..<4).flatMap { c[$0 * 7..<$0 * 7 + 3] }, exact) < 1e-5)
      #expect((0..<3).allSatisfy { c[$0 * 7 + 3] == -1 })
    }
  }

  @Test("int8 products are exact", arguments: shapes)
  func int8(shape: Shape) throws {
    var random = CounterRandom(seed: 7)
    // Half of each range, so that processors that add pairs in 16 bits cannot overflow.
    let a = (0..<shape.m * shape.k).map { _ in UInt8.random(in: 0...127, using: &random) }
    let b = (0..<shape.n * shape.k).map { _ in Int8.random(in: -64...63, using: &random) }
    let product = MatrixProduct(m: shape.m, n: shape.n, k: shape.k, format: .int8, transposesB: true)
    let compiled = try CompiledProduct.cached(product, takesPackedB: true)
    var c = [Int32](repeating: 0, count: shape.m * shape.n)
    try compiled.run(a, packed: compiled.pack(b), into: &c)
    let exact = Self.plain(product, a.map(Float.init), b.map(Float.init))
    #expect(zip(c, exact).filter { Double($0) != $1 }.isEmpty)
  }

  @Test("a shape that makes no sense is an error in words")
  func senseless() {
    let error = #expect(throws: MatrixProductError.self) {
      _ = try CompiledProduct(MatrixProduct(m: 0, n: 4, k: 4), takesPackedB: false)
    }
    #expect(error?.description.contains("[0, 4] by [4, 4]") == true)
  }
}
