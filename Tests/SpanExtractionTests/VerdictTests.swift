import SpanExtraction
import Testing

@Suite("Verdicts")
struct VerdictTests {
  @Test("The likelier of the best span and none counts, and a span that is not likely is an unsure one")
  func likeliest() {
    #expect(Verdict.of(best: 0.6, absent: 0.3, alwaysAnswers: false) == .answer)
    #expect(Verdict.of(best: 0.2, absent: 0.1, alwaysAnswers: false) == .unsure)
    #expect(Verdict.of(best: 0.4, absent: 0.5, alwaysAnswers: false) == Verdict.none)
    #expect(Verdict.of(best: 0.01, absent: 0.98, alwaysAnswers: true) == .unsure)
  }

  @Test("A place that is likelier than none is shown where none of its borders is")
  func places() {
    #expect(Verdict.of(best: 0.2, around: 0.5, absent: 0.3, alwaysAnswers: false) == .unsure)
    #expect(Verdict.of(best: 0.2, around: 0.25, absent: 0.3, alwaysAnswers: false) == Verdict.none)
    #expect(Verdict.of(best: 0.6, around: 0.7, absent: 0.3, alwaysAnswers: false) == .answer)
  }

  @Test(
    "Where every question has an answer, none has no probability; where half have, it is the logistic function's"
  )
  func shares() {
    func probability(_ odds: Double, _ share: Double) -> Double {
      AbsenceCalibration.probability(logOdds: odds, answerableShare: share)
    }
    #expect(probability(9, 1) == 0)
    #expect(abs(probability(0, 0.5) - 0.5) < 1e-12)
    #expect(abs(probability(0, 0.8) - 0.2) < 1e-12)
    #expect(probability(0, 0) > 0.999)
    for odds in [-3.0, 0, 2] { #expect(probability(odds, 0.8) < probability(odds, 0.6)) }
  }

  @Test("The further all spans lie above the null answer, the less likely is none")
  func margin() {
    let absence = AbsenceCalibration(intercept: 0.5, margin: 0.7)
    #expect(absence.logOdds(margin: 2) < absence.logOdds(margin: 1))
    #expect(AbsenceCalibration.softmax.logOdds(margin: 0) == 0)
  }
}
