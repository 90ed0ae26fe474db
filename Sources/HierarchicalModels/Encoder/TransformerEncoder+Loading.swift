import AttentionCore
import Tensors

extension TransformerEncoder {
  /// Reads every parameter from a checkpoint in f32, f16, bf16 or int8, whose names may or may not have the
  /// family's prefix, whatever this encoder's own prefix is.
  ///
  /// Nothing is changed where something is missing or has another shape, or where the checkpoint has a tensor
  /// of the encoder that this one lacks, such as a further layer: a ``ModelError`` names it then.
  ///
  /// - Returns: names of tensors that are not the encoder's, such as a head's, in order.
  @discardableResult
  public func load(_ file: SafeTensors) throws(ModelError) -> [String] {
    let theirs = EncoderWeights.prefix(in: file, configuration.family)
    var sources: [(parameter: Parameter<Scalar>, source: WeightMatrix)] = []
    var known: Set<String> = []
    do throws(SafeTensorsError) {
      for parameter in parameters {
        let name = theirs + parameter.name.dropFirst(prefix.count)
        sources.append((parameter, try WeightMatrix(file, name, shape: parameter.shape)))
        known.formUnion([name, "\(name)_scale"])
      }
      let others = file.entries.keys.filter { !known.contains($0) }.sorted()
      if let unknown = others.first(where: {
        Self.isOfEncoder($0.dropFirst($0.hasPrefix(theirs) ? theirs.count : 0))
      }) {
        throw SafeTensorsError(file: file.path, tensor: unknown, reason: .unknownTensor)
      }
      for (parameter, source) in sources { source.read(into: parameter) }
      return others
    } catch { throw ModelError(error) }
  }

  /// Positions are numbered 0, 1, 2 ...: some checkpoints list them.
  private static func isOfEncoder(_ name: Substring) -> Bool {
    (name.hasPrefix("embeddings.") || name.hasPrefix("encoder.")) && name != "embeddings.position_ids"
  }

  /// The encoder's parameters, in the order in which they were added.
  public var parameters: [Parameter<Scalar>] {
    let (e, norm) = (embeddings, embeddings.norm)
    let first = [e.words, e.positions, e.types, norm.gain, norm.shift, relativeBias]
    return first.compactMap(\.self) + layers.flatMap(\.parameters)
  }
}

extension TransformerLayer {
  /// The layer's parameters, in the order in which they were added.
  public var parameters: [Parameter<Scalar>] {
    func both(_ layer: LinearLayer<Scalar>) -> [Parameter<Scalar>] {
      [layer.weight] + (layer.bias.map { [$0] } ?? [])
    }
    let maps = [attention.query, attention.key, attention.value, attention.output].flatMap(both)
    return maps + [attentionNorm.gain, attentionNorm.shift] + both(inner) + both(outer)
      + [outputNorm.gain, outputNorm.shift]
  }
}

extension WeightMatrix {
  /// A matrix, or a vector as a matrix of one row.
  fileprivate init(_ file: SafeTensors, _ name: String, shape: [Int]) throws(SafeTensorsError) {
    try self.init(
      file, name, rows: shape.count == 1 ? 1 : shape[0], columns: shape[shape.count - 1], shape: shape)
  }

  fileprivate func read<Scalar>(into parameter: Parameter<Scalar>) {
    let floats = AlignedBuffer<Float>(uninitialized: rows * columns)
    read(rows: 0..<rows, into: floats.base)
    parameter.set(floats: UnsafeBufferPointer(floats.elements))
    withExtendedLifetime(floats) {}
  }
}
