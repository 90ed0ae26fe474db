import Foundation
import HierarchicalModels
import Tensors
import TestSupport

/// A small encoder with random weights, whole or with what a test needs to go wrong in it.
enum TestModel {
  static let (width, inner, layers, heads, vocabulary, positions) = (48, 80, 2, 3, 60, 200)

  private static let encoder = RandomEncoder(
    width: width, inner: inner, layers: layers, heads: heads, vocabulary: vocabulary, positions: positions,
    scale: 0.3)

  static let configuration = encoder.configuration

  static func write(
    to folder: String, prefix: String = "", skipping skipped: String? = nil, type: ElementType = .float32,
    adding others: [(name: String, tensor: Tensor)] = []
  ) throws {
    var writer = SafeTensorsWriter()
    var random = CounterRandom(seed: 42)
    for part in encoder.parts {
      // Those of the others do not depend on whether it is there.
      let floats = part.numbers(from: &random)
      guard part.name != skipped else { continue }
      let name = prefix + part.name
      guard type != .float32 else {
        writer.add(name, Tensor(floats, shape: part.shape))
        continue
      }
      var halves = [UInt16](repeating: 0, count: floats.count)
      (type == .float16 ? kernels.f32_to_f16 : kernels.f32_to_bf16)(floats, &halves, floats.count)
      writer.add(name, type, shape: part.shape, halves)
    }
    for other in others { writer.add(other.name, other.tensor) }
    try encoder.write(writer, words: ["[PAD]", "[UNK]"], to: folder)
  }

  /// Sequences of these lengths with random pieces and both types.
  static func inputs(_ lengths: [Int]) -> [EncoderInput] {
    lengths.enumerated().map { index, length in
      var random = CounterRandom(seed: 7, stream: UInt64(length * 1000 + index))
      return EncoderInput(
        ids: (0..<length).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) },
        types: (0..<length).map { UInt8($0 * 2 / max(length, 1)) })
    }
  }
}

/// Cosine between two lists of numbers.
func cosine(_ a: [Float], _ b: [Float]) -> Double {
  var (dot, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    dot += Double(x) * Double(y)
    aa += Double(x) * Double(x)
    bb += Double(y) * Double(y)
  }
  return dot / (aa * bb).squareRoot()
}

func largestDifference(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

/// The root of the repository, and what lies around it.
enum Place {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let shippedReader = root + "/Sources/SpanExtraction/Resources/reader"
  static let sharedReader = root + "/../shared/models/reader-pilot"
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
