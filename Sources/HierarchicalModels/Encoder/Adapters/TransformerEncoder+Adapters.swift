import AttentionCore
import Tensors

extension TransformerEncoder {
  /// Gives every linear map of every layer a low-rank adapter (Hu et al. 2021), and lets nothing else of the
  /// encoder move.
  ///
  /// - Parameter parameters: the set that adapters are added to. Where it is not the encoder's own, optimizer
  ///   and checkpoints know of the adapters alone.
  public mutating func adapt(rank: Int, scale: Double, in parameters: ParameterSet<Scalar>) {
    for parameter in self.parameters { parameter.isFrozen = true }
    for layer in layers.indices { layers[layer].adapt(rank: rank, scale: scale, in: parameters) }
  }
}

extension TransformerLayer {
  mutating func adapt(rank: Int, scale: Double, in parameters: ParameterSet<Scalar>) {
    attention.adapt(rank: rank, scale: scale, in: parameters)
    inner.adapt(rank: rank, scale: scale, in: parameters)
    outer.adapt(rank: rank, scale: scale, in: parameters)
  }
}
