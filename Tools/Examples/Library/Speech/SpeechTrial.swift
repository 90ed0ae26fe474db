/// How well strings are heard, and how attention moves along them.
public struct SpeechTrial: Sendable {
  /// Errors of the digits.
  public var errors = WordErrors()
  /// Steps from one digit to the next, and how many of them went back: the digit's heaviest key lies before
  /// that of the digit before it.
  public var steps = 0, back = 0
  /// Digits of strings without an error, and how many of them had their heaviest key in their own recording,
  /// or at most one key beside it.
  public var placed = 0, rightlyPlaced = 0
  /// What was heard, string by string.
  public var heard: [SpeechRecognizer.Heard]

  /// Hears strings.
  public init(_ recognizer: SpeechRecognizer, _ strings: [SpokenString], beam: Int = 4) {
    heard = recognizer.recognize(strings.map(\.samples), beam: beam)
    let samplesOfKey = recognizer.configuration.rate / 100 * recognizer.configuration.framesOfKey
    for (found, string) in zip(heard, strings) {
      errors.add(found.digits, said: string.digits)
      let peaks = found.weights.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 }
      for (one, next) in zip(peaks, peaks.dropFirst()) {
        steps += 1
        if next < one { back += 1 }
      }
      guard found.digits == string.digits else { continue }
      for (peak, span) in zip(peaks, string.spans) {
        placed += 1
        let middle = peak * samplesOfKey + samplesOfKey / 2
        if middle >= span.lowerBound - samplesOfKey, middle < span.upperBound + samplesOfKey {
          rightlyPlaced += 1
        }
      }
    }
  }
}
