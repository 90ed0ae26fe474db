import CKernels
import Tensors

/// The first hidden states: word piece + position + type, where the model has types, normalized.
struct EncoderEmbeddings: Sendable {
  private let words: WeightMatrix
  private let positions: AlignedBuffer<Float>
  private let types: AlignedBuffer<Float>?
  private let positionOffset: Int
  private let norm: LayerNorm
  private let width: Int

  init(_ file: SafeTensors, _ prefix: String, _ configuration: EncoderConfiguration) throws(SafeTensorsError)
  {
    width = configuration.width
    words = try WeightMatrix(
      file, prefix + "word_embeddings.weight", rows: configuration.vocabularySize, columns: width)
    positions = try Self.table(
      file, prefix + "position_embeddings.weight", rows: configuration.positionRows, width)
    positionOffset = configuration.family.positionOffset
    types =
      configuration.types > 0
      ? try Self.table(file, prefix + "token_type_embeddings.weight", rows: configuration.types, width) : nil
    norm = try LayerNorm(file, prefix + "LayerNorm", width: width, epsilon: configuration.layerNormEpsilon)
  }

  private static func table(
    _ file: SafeTensors, _ name: String, rows: Int, _ width: Int
  ) throws(SafeTensorsError)
    -> AlignedBuffer<Float>
  {
    let matrix = try WeightMatrix(file, name, rows: rows, columns: width)
    let table = AlignedBuffer<Float>(uninitialized: rows * width)
    matrix.read(rows: 0..<rows, into: table.base)
    return table
  }

  /// Writes a word piece's row of the table, and nothing else.
  func read(_ id: Int32, into row: UnsafeMutablePointer<Float>) {
    words.read(rows: Int(id)..<Int(id) + 1, into: row)
  }

  /// Writes the hidden state of one word piece.
  func embed(_ id: Int32, position: Int, type: UInt8, into hidden: UnsafeMutablePointer<Float>) {
    words.read(rows: Int(id)..<Int(id) + 1, into: hidden)
    kernels.layer_norm_rows(
      hidden, positions.base + (positionOffset + position) * width,
      types.map { UnsafePointer($0.base + Int(type) * width) }, norm.gain.base, norm.shift.base, hidden, 1,
      width, norm.epsilon)
  }
}
