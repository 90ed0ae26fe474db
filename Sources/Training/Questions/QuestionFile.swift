import Evaluation

/// Questions as a file gives them: SQuAD JSON, or JSON lines (`.jsonl`, `.ndjson`) with a question and its
/// context each.
enum QuestionFile {
  /// A question with its context, not checked yet; or the reason why a line gives none.
  enum Item {
    case question(SquadDataset.Question, context: String)
    case bad(id: String, reason: String)
  }

  /// Reads a file in its order.
  static func items(at path: String) throws(TrainingError) -> [Item] {
    if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") { return try lines(at: path) }
    let dataset: SquadDataset
    do throws(EvaluationError) {
      dataset = try SquadDataset(contentsOf: path, needsUniqueIDs: false)
    } catch {
      throw TrainingError(
        error.kind == .unreadable ? .unreadable : .data, error.file, place: error.place, error.reason)
    }
    var ids: Set<String> = []
    var items: [Item] = []
    for (a, article) in dataset.data.enumerated() {
      for (p, paragraph) in article.paragraphs.enumerated() {
        for (q, var question) in paragraph.qas.enumerated() {
          // Where an id is no name, the place is one.
          if !ids.insert(question.id).inserted { question.id += " (data[\(a)].paragraphs[\(p)].qas[\(q)])" }
          items.append(.question(question, context: paragraph.context))
        }
      }
    }
    return items
  }

  private static func lines(at path: String) throws(TrainingError) -> [Item] {
    let file = try JSONLinesFile(path: path)
    return (0..<file.count).map { index in
      do throws(TrainingError) {
        let line = try file.decode(index, as: Line.self)
        let id = line.id?.text ?? "line \(file.number(of: index))"
        return .question(
          SquadDataset.Question(
            id: id, question: line.question, answers: line.answers?.list ?? [],
            isImpossible: line.is_impossible),
          context: line.context)
      } catch { return .bad(id: error.place ?? path, reason: error.reason) }
    }
  }

  /// One line; answers as in SQuAD, or as two lists side by side.
  private struct Line: Decodable {
    var id: Name?
    var context: String
    var question: String
    var answers: Answers?
    var is_impossible: Bool?
  }

  private struct Name: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  private struct Answers: Decodable {
    var list: [SquadDataset.Answer]

    private struct Columns: Decodable {
      var text: [String]
      var answer_start: [Int]?
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([SquadDataset.Answer].self) {
        self.list = list
      } else {
        let columns = try container.decode(Columns.self)
        list = columns.text.enumerated().map { place, text in
          let starts = columns.answer_start ?? []
          return SquadDataset.Answer(text: text, answerStart: place < starts.count ? starts[place] : nil)
        }
      }
    }
  }
}
