/// How far the readings of a document's sentences are: a method may read them several times, for vectors, for
/// the learned levels and for a question.
final class SentenceProgress {
  private let readings: Double
  private let sentences: Double
  private var begun = 0.0
  private let report: (Double) throws -> Void

  /// - Parameters:
  ///   - readings: how often the sentences will be read; less is as good as more is not.
  ///   - report: gets the share that is read, from 0 to 1; what it throws ends the work.
  init(readings: Int, of sentences: Int, report: @escaping (Double) throws -> Void) {
    self.readings = Double(max(1, readings))
    self.sentences = Double(max(1, sentences))
    self.report = report
  }

  /// What counts the sentences of the next reading.
  func nextReading() -> (Int) throws -> Void {
    let before = begun
    begun += 1
    return { [self] read in try report(min(1, (before + Double(read) / sentences) / readings)) }
  }
}
