import Evaluation
import Training

/// What a translator does with sentences that it was not trained on.
public struct TranslationTrial: Sendable {
  /// Corpus BLEU-4 with one reference, 0 ... 1.
  public var bleu: Double
  /// The translations, a sentence each.
  public var translations: [Translator.Translation]

  /// Translates and compares.
  public init(_ translator: Translator, _ text: ParallelText, beam: Int) {
    translations = translator.translate(text.source, beam: beam)
    var bleu = CorpusBleu()
    for (found, reference) in zip(translations, text.target) {
      bleu.add(found.words, reference: reference.split(separator: " ").map(String.init))
    }
    self.bleu = bleu.value
  }

  /// Alignments along gold translations, against those that people made.
  public static func alignmentErrorRate(
    _ translator: Translator, sentences: String, links: String
  ) throws(TrainingError) -> AlignmentErrorRate {
    let text = try GoldAlignment.read(sentences: sentences, links: links, isLowercased: true)
    var rate = AlignmentErrorRate()
    for (table, gold) in zip(translator.align(text.source, text.target), text.gold) {
      rate.add(table.links, gold: gold)
    }
    return rate
  }
}
