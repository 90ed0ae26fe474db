import Foundation
import Tensors
import TestSupport
import Testing

@Suite("safetensors files")
struct SafeTensorsTests {
  static func file(header: String, data: Int, length: UInt64? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    return withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Array($0) } + text
      + [UInt8](repeating: 0, count: data)
  }

  @Test("what is written is read back, in every element type")
  func roundTrip() throws {
    let folder = try Scratch()
    let path = "\(folder.path)/model.safetensors"
    var writer = SafeTensorsWriter(metadata: ["format": "pt", "quoted \"name\"\n": "é\u{1}"])
    let values: [Float] = [1, -2.5, 0.25, 3, 1e-3, 7]
    var (f16, bf16) = ([UInt16](repeating: 0, count: 6), [UInt16](repeating: 0, count: 6))
    kernels.f32_to_f16(values, &f16, 6)
    kernels.f32_to_bf16(values, &bf16, 6)
    writer.add("bytes", .int8, shape: [3], [-1, 2, 3] as [Int8])
    writer.add("halves", .float16, shape: [2, 3], f16)
    writer.add("brains", .bfloat16, shape: [6], bf16)
    writer.add("floats", Tensor(values, shape: [3, 2]))
    writer.add("longs", .int64, shape: [], [1 << 40] as [Int64])
    writer.add("none", .uint8, shape: [0, 4], [] as [UInt8])
    try writer.write(to: path)
    let file = try SafeTensors(path: path)
    #expect(file.metadata == ["format": "pt", "quoted \"name\"\n": "é\u{1}"])
    #expect(try file.floats("floats", shape: [3, 2]).array == values)
    #expect(abs(try file.floats("halves")[4] - 1e-3) < 1e-6)
    #expect(abs(try file.floats("brains")[4] - 1e-3) < 1e-5)
    #expect(try file.elements("bytes", as: Int8.self, .int8).array == [-1, 2, 3])
    #expect(try file.elements("longs", as: Int64.self, .int64)[0] == 1 << 40)
    #expect(try file.entry("none").count == 0)
    #expect(file.entries.values.allSatisfy { $0.bytes.lowerBound % $0.type.byteCount == 0 })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model.safetensors"])
  }

  @Test("a tensor at an odd place in the file is read all the same")
  func misaligned() throws {
    let folder = try Scratch()
    let header =
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}}"#
    let file = try SafeTensors(path: folder.write("odd", Self.file(header: header, data: 9)))
    #expect(try file.floats("b").array == [0, 0])
  }

  struct Hostile: Sendable, CustomTestStringConvertible {
    var what: String
    var bytes: [UInt8]
    var message: String
    var testDescription: String { what }

    init(_ what: String, _ header: String, data: Int = 0, length: UInt64? = nil, _ message: String) {
      (self.what, self.message) = (what, message)
      bytes = SafeTensorsTests.file(header: header, data: data, length: length)
    }
  }

  static let hostile = [
    Hostile("huge header", "{}", length: .max, "claims 18446744073709551615 bytes"),
    Hostile("header past the end", "{}", length: 50, "truncated: its header needs 58 bytes and 10 are there"),
    Hostile("no JSON", "hello", "malformed at byte 8: expected \"{\""),
    Hostile("empty header", "", "malformed at byte 8"),
    Hostile("unfinished object", #"{"a":{"dtype":"F32""#, "malformed at byte"),
    Hostile("unfinished string", #"{"a"#, "a string does not end"),
    Hostile("something after the object", "{} {}", "something follows the object"),
    Hostile("deep nesting", String(repeating: "[", count: 200_000), "malformed at byte 8"),
    Hostile(
      "deep nesting in a tensor", #"{"a":"# + String(repeating: "{\"a\":", count: 100_000), "has no field"),
    Hostile("bytes that are no UTF-8", "{\"\\ud800\":{}}", "malformed at byte"),
    Hostile(
      "an unknown type", #"{"a":{"dtype":"F13","shape":[1],"data_offsets":[0,1]}}"#, data: 1,
      #"tensor "a": the element type "F13""#),
    Hostile(
      "a negative extent", #"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#, data: 1, "not negative"
    ),
    Hostile(
      "an extent with a fraction", #"{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}"#, data: 1,
      "malformed"),
    Hostile(
      "a number beyond 64 bits", #"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#,
      data: 1, "too large"),
    Hostile(
      "extents that overflow", #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#,
      data: 4, "more bytes than can be counted"),
    Hostile(
      "too few bytes for the shape", #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, data: 4,
      "need 8 bytes, and its range holds 4"),
    Hostile(
      "a range past the end", #"{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}"#, data: 4,
      "0 ..< 9 lies outside the 4 bytes"),
    Hostile(
      "a range that ends before it begins", #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[3,2]}}"#,
      data: 4, "lies outside"),
    Hostile(
      "overlapping tensors",
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#,
      data: 4, "overlap or leave a gap at byte 2"),
    Hostile(
      "a gap", #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, data: 2,
      "overlap or leave a gap at byte 0"),
    Hostile(
      "bytes that belong to nothing", #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, data: 2,
      "gap at byte 1"),
    Hostile(
      "a name twice",
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
      data: 2, #"tensor "a": the name occurs twice"#),
    Hostile("a missing field", #"{"a":{"dtype":"U8","shape":[1]}}"#, "lacks dtype, shape"),
    Hostile("a field unknown to the format", #"{"a":{"dtype":"U8","x":1}}"#, #"no field "x""#),
  ]

  @Test("a hostile file is refused with the file, the place and the reason", arguments: hostile)
  func refused(hostile: Hostile) throws {
    let folder = try Scratch()
    let path = try folder.write("hostile", hostile.bytes)
    let error = #expect(throws: SafeTensorsError.self) { _ = try SafeTensors(path: path) }
    let message = error?.description ?? ""
    #expect(message.hasPrefix(path) && message.contains(hostile.message), "\(message)")
  }

  @Test("a file cut short anywhere is refused")
  func truncated() throws {
    let folder = try Scratch()
    let path = "\(folder.path)/whole"
    var writer = SafeTensorsWriter()
    writer.add("a", Tensor([1, 2, 3], shape: [3]))
    try writer.write(to: path)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for length in 0..<whole.count {
      let cut = try folder.write("cut", Array(whole.prefix(length)))
      #expect(throws: SafeTensorsError.self) { _ = try SafeTensors(path: cut) }
    }
  }

  @Test("a damaged header never does more than throw")
  func damaged() throws {
    let folder = try Scratch()
    var random = CounterRandom(seed: 1)
    let header = #"{"__metadata__":{"a":"b"},"a":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}}"#
    for _ in 0..<2000 {
      var bytes = Self.file(header: header, data: 4)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? SafeTensors(path: folder.write("damaged", bytes))
    }
  }

  @Test("missing files, folders, missing tensors and wrong shapes are named")
  func named() throws {
    let folder = try Scratch()
    #expect(throws: SafeTensorsError(file: "/nowhere/x", reason: .io("No such file or directory"))) {
      _ = try SafeTensors(path: "/nowhere/x")
    }
    #expect(throws: SafeTensorsError(file: folder.path, reason: .io("not a regular file"))) {
      _ = try SafeTensors(path: folder.path)
    }
    let path = "\(folder.path)/model"
    var writer = SafeTensorsWriter()
    writer.add("a", .int32, shape: [2], [1, 2] as [Int32])
    try writer.write(to: path)
    let file = try SafeTensors(path: path)
    #expect(throws: SafeTensorsError(file: path, tensor: "b", reason: .missingTensor)) {
      _ = try file.floats("b")
    }
    #expect(throws: SafeTensorsError(file: path, tensor: "a", reason: .wrongType(.int32))) {
      _ = try file.floats("a")
    }
    #expect(
      throws: SafeTensorsError(file: path, tensor: "a", reason: .wrongShape(expected: [3], present: [2]))
    ) {
      _ = try file.floats("a", shape: [3])
    }
  }

  @Test("writing where nothing can be written is an error, and leaves nothing behind")
  func unwritable() throws {
    #expect(throws: SafeTensorsError.self) { try SafeTensorsWriter().write(to: "/nowhere/model.safetensors") }
  }
}
