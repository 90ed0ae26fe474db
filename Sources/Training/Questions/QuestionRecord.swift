/// A question on a paragraph, checked: every answer stands where it is said to stand.
package struct QuestionRecord: Sendable {
  /// The file that it comes from, by its place among the files.
  var file: Int
  var id: String
  /// The paragraph, by its place among all paragraphs.
  var paragraph: Int
  package var question: String
  /// Distinct answers as UTF-8 ranges of the paragraph, in the order of the data; empty where there is none.
  package var answers: [Range<Int>]

  package init(file: Int, id: String, paragraph: Int, question: String, answers: [Range<Int>]) {
    (self.file, self.id, self.paragraph) = (file, id, paragraph)
    (self.question, self.answers) = (question, answers)
  }
}
