import AttentionCore
import HierarchicalModels
import Tensors

/// Writes captions: a recurrent decoder that attends to the regions of a picture (Xu et al. 2015), soft or
/// hard.
///
///     regions   v = RegionEncoder(pixels): tone, form, place and state of each region
///     words     RecurrentDecoder over additive attention on v
package struct CaptionModel<Scalar: TensorScalar> {
  package let configuration: PictureConfiguration
  package let decoder: any SequenceDecoder<Scalar>
  private let regions: RegionEncoder<Scalar>

  package init(
    _ configuration: PictureConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    let hidden = configuration.hidden
    let regions = RegionEncoder(configuration, dropout: dropout, in: parameters)
    self.regions = regions
    let width = regions.stateWidth
    func decoder<Mechanism: Attention<Scalar>>(_ attention: Mechanism) -> any SequenceDecoder<Scalar> {
      RecurrentDecoder(
        "decoder", attention: attention, stateWidth: width, contextWidth: width,
        vocabulary: SceneCaption.words.count + DecoderWord.first, wordWidth: hidden / 2, hidden: hidden,
        copies: false, dropout: dropout, in: parameters)
    }
    let attention = AdditiveAttention<Scalar>(
      "decoder.attention", queryWidth: hidden, keyWidth: width, hidden: hidden, in: parameters)
    self.decoder =
      configuration.attention == .hard
      ? decoder(HardAttention("decoder.hard", attention, queryWidth: hidden, in: parameters))
      : decoder(attention)
  }

  /// What is attended to: regions of each picture.
  package func source(_ pictures: [[Float]], on tape: Tape<Scalar>) -> DecoderSource<Scalar> {
    let places = Scene.side * Scene.side
    return DecoderSource(
      states: regions(pictures, on: tape).states,
      lengths: [Int](repeating: places, count: pictures.count))
  }

  /// How far captions are from what would have been written: the mean over words.
  ///
  /// - Parameter captions: of each picture, any number: numbers of words in `SceneCaption.words`.
  package func loss(_ pictures: [[Float]], _ captions: [[[Int]]], on tape: Tape<Scalar>) -> Variable<Scalar> {
    let rows = captions.indices.flatMap { [Int](repeating: $0, count: captions[$0].count) }
    let source = source(pictures, on: tape).selecting(rows)
    let words = captions.joined().map { $0.map { $0 + DecoderWord.first } }
    let longest = words.map(\.count).max() ?? 0
    let read = words.map {
      [DecoderWord.start] + $0 + [Int](repeating: DecoderWord.end, count: longest - $0.count)
    }
    let targets = words.map { $0 + [DecoderWord.end] + [Int](repeating: -1, count: longest - $0.count) }
    return decoder.output.loss(
      decoder.teach(read, from: source, sampling: 0), targets: targets, source: source)
  }

  /// The most probable caption of each picture.
  package func write(_ pictures: [[Float]], _ search: BeamSearch) -> [BeamSearch.Hypothesis?] {
    let tape = Tape<Scalar>.inference()
    return withExtendedLifetime(tape) {
      search.run(decoder, from: source(pictures, on: tape)).map(\.first)
    }
  }
}
