import AttentionCore
import HierarchicalModels
import Tensors

/// Regions of pictures as what attention looks for and as what is read where it looks. Of the 144 pixels x of
/// a region, as differences from the picture's mean:
///
///     tone      t = norm(gelu(T Σ gelu(A x)))             which colours a region has
///     form      f = norm(F₂ gelu(F₁ norm(Σ (B x)²)))      which pattern; the inner norm over pixels
///     place     p = norm of a learned vector              where it is
///     states    [t; f; p], and layers of self-attention over them where there are any
///
/// A norm over the pixels of one channel leaves a pattern of two colours the same whatever the colours are
/// (instance normalization: Ulyanov, Vedaldi and Lempitsky 2016), and squares leave no sign. A form that is
/// learnt on things of some colours is known on things of others; a linear layer over pixels learns one for
/// each colour.
struct RegionEncoder<Scalar: TensorScalar> {
  /// What comes out.
  struct Regions {
    /// What is looked for: the parts and the states that self-attention makes of them,
    /// [pictures, regions, state width].
    var states: Variable<Scalar>
    /// What is read: tones, forms and places side by side, [pictures, regions, 3 · width].
    var parts: Variable<Scalar>
  }

  /// Width of each of a region's three parts, and of states.
  let width, stateWidth: Int
  private let pixel, ink, tone, form, outer: LinearLayer<Scalar>
  private let place: Parameter<Scalar>
  private let norms: [(gain: Parameter<Scalar>, shift: Parameter<Scalar>)]
  private let stack: TransformerStack<Scalar>?

  private static var count: Int { Scene.side * Scene.side }
  private static var area: Int { Scene.cellPixels * Scene.cellPixels }
  /// Channels that a pixel's colour is spread over.
  private static var channels: Int { 16 }

  init(_ configuration: PictureConfiguration, dropout: Double, in parameters: ParameterSet<Scalar>) {
    width = configuration.hidden / 2
    stateWidth = 3 * width + (configuration.layers > 0 ? configuration.hidden : 0)
    pixel = LinearLayer("pixel", inputs: 3, outputs: Self.channels, in: parameters)
    ink = LinearLayer("ink", inputs: 3, outputs: 4, hasBias: false, in: parameters)
    tone = LinearLayer("tone", inputs: Self.channels, outputs: width, in: parameters)
    form = LinearLayer("form", inputs: Self.area, outputs: 4 * width, in: parameters)
    outer = LinearLayer("form.outer", inputs: 4 * width, outputs: width, in: parameters)
    place = parameters.add("place", [Self.count, width], .normal(0.3))
    let width = width
    norms = ["tone", "form", "place"].map {
      (
        parameters.add("\($0).norm.weight", [width], .ones),
        parameters.add("\($0).norm.bias", [width], .zeros)
      )
    }
    stack =
      configuration.layers == 0
      ? nil
      : TransformerStack(
        "regions", layers: configuration.layers, heads: configuration.heads, inputs: 3 * width,
        hidden: configuration.hidden, inner: configuration.inner, dropout: dropout, in: parameters)
  }

  /// - Parameter pictures: the regions' pixels of each, as `SceneDrawing.regions` gives them.
  func callAsFunction(_ pictures: [[Float]], on tape: Tape<Scalar>) -> Regions {
    let (count, area, channels) = (Self.count, Self.area, Self.channels)
    let rows = pictures.count * count
    let pixels = tape.constant(
      pictures.flatMap { Self.centred($0).map { Scalar($0) } }, shape: [rows * area, 3])
    let colors = pixel(pixels).gelu()
    let tones = tone(colors.reshaped([rows, area, channels]).sum(axis: 1) * (1 / 16)).gelu()
    let inked = ink(pixels)
    let pattern = (inked * inked).sum(axis: 1).reshaped([rows, area]).layerNorm(
      gain: tape.constant([Scalar](repeating: 1, count: area), shape: [area]),
      shift: tape.constant([Scalar](repeating: 0, count: area), shape: [area]), epsilon: 1e-3)
    let forms = form.feedForward(pattern, outer)
    let places = tape.variable(place).gathered(pictures.flatMap { _ in 0..<count })
    let parts = zip([tones, forms, places], norms).map { part, norm in
      part.layerNorm(gain: tape.variable(norm.gain), shift: tape.variable(norm.shift), epsilon: 1e-2)
    }
    let values = Variable.concatenated(parts, axis: 1).reshaped([pictures.count, count, 3 * width])
    guard let stack else { return Regions(states: values, parts: values) }
    let states = stack(values, lengths: [Int](repeating: count, count: pictures.count))
    return Regions(states: Variable.concatenated([values, states], axis: 2), parts: values)
  }

  /// Colours from the picture's mean, so that what is nearly all of it, the background, is nearly 0.
  private static func centred(_ pixels: [Float]) -> [Float] {
    var means: [Float] = [0, 0, 0]
    for (i, value) in pixels.enumerated() { means[i % 3] += value }
    let count = Float(max(1, pixels.count / 3))
    return pixels.indices.map { pixels[$0] - means[$0 % 3] / count }
  }
}
