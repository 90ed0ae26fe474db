import SpanExtraction
import Testing

@Suite("Kinds of questions")
struct QuestionKindTests {
  @Test(
    "Marks, greetings and titles ask nothing",
    arguments: [
      "?", "hello", "Hello?", "the", "Why?", "test finding", "The Tide Clock", "…", "ok thanks", "42", "- ?",
      "A report on the bridge",
    ])
  func nothing(question: String) {
    #expect(QuestionKind(of: question) == .none)
  }

  @Test(
    "What people type is a question, with or without its mark and its letters in order",
    arguments: [
      "Who paid?", "WHERE DOES CARLA LIVE", "wher does carla liv", "who sings this song",
      "in which year did it open",
      "The mother lives where?", "Capital of Norway?", "tell me who wrote it", "what's the price",
      "Wer hat die Brücke gebaut", "時計は誰が作りましたか",
    ])
  func questions(question: String) {
    #expect(QuestionKind(of: question) == .other)
  }

  @Test(
    "A question that begins with a verb asks for yes or no, unless it offers a choice",
    arguments: [
      "Was the ship insured?", "Isn't it red?", "does the clock strike", "Can I get it from a friend?",
    ])
  func yesOrNo(question: String) {
    #expect(QuestionKind(of: question) == .yesOrNo)
  }

  @Test(
    "Plurals and numerals behind the question word ask for several things",
    arguments: [
      "Which rivers flow through the town?", "List the members", "What are the symptoms of it?",
      "Name the three founders.", "Which two companies merged?", "What old Roman towns are named?",
      "Who were the founders?",
    ])
  func several(question: String) {
    #expect(QuestionKind(of: question) == .list)
  }

  @Test(
    "A verb in -s is no plural, and one thing is one",
    arguments: [
      "Which river flows through the town?", "What causes it?", "What is the mass of the class?",
      "Which species lives there?", "Who keeps the clock?", "Was it red or green?",
    ])
  func single(question: String) {
    #expect(QuestionKind(of: question) == .other)
  }

  @Test(
    "How many, how much and what percentage ask for a number",
    arguments: ["How many geese are there?", "How much did it cost?", "What percentage was saved?"])
  func quantity(question: String) {
    #expect(QuestionKind(of: question) == .quantity)
  }
}
