import ArgumentParser
import Peruse

/// Which answers are returned; shared by the commands that read.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Most answers for each document.", valueName: "n"))
  var top = 1

  @Option(help: ArgumentHelp("Longest answer in words.", valueName: "n"))
  var maxAnswerWords = 30

  @Option(help: ArgumentHelp("Show only answers of at least this probability.", valueName: "p"))
  var threshold = 0.0

  @Flag(help: "Show the best spans even where the reader finds no answer; it never says 'none' then.")
  var alwaysAnswer = false

  @Option(
    help: ArgumentHelp(
      "Share of your questions that have an answer, as far as you know, from 0 to 1. With less, 'none' is said more often.",
      valueName: "share"))
  var answerableShare = ReaderOptions().answerableShare

  @Flag(
    help: "As version 0.1.0: no verdicts, no marks, exit code 0 where there is no answer, its probabilities.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      """
      Read only the n windows (of about 250 words) of a document that the question's attention over sentences \
      chooses; 0 reads everything. By default documents of more than \(ReaderOptions.wholeWindows) windows, some 11,000 words, are \
      read in \(ReaderOptions.closestWindows) of them first, and in the others where those hold no sure answer.
      """, valueName: "n"))
  var closely: Int?

  var options: ReaderOptions {
    var options = ReaderOptions()
    options.top = top
    options.maximumAnswerWords = maxAnswerWords
    options.threshold = threshold
    options.alwaysAnswers = alwaysAnswer
    options.answerableShare = answerableShare
    options.strict = strict
    options.closeWindows = closely
    return options
  }

  func validate() throws {
    if top < 1 { throw ValidationError("--top must be at least 1.") }
    if let closely, closely < 0 {
      throw ValidationError("--closely must be at least 1, or 0 for everything.")
    }
    if maxAnswerWords < 1 { throw ValidationError("--max-answer-words must be at least 1.") }
    if !(0...1).contains(answerableShare) {
      throw ValidationError("--answerable-share is a share from 0 to 1.")
    }
    if !(0...1).contains(threshold) { throw ValidationError("--threshold is a probability from 0 to 1.") }
  }
}
