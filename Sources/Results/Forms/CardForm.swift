import Ingestion
import Platform

/// Cards as Anki imports them: a file of tab-separated fields behind lines that say how they are meant
/// (docs.ankiweb.net/importing/text-files.html). Fields are HTML: question; answer with its sentence;
/// document and place.
struct CardForm: ResultRenderer {
  func head(of kind: TaskResult.Kind, _ options: RenderOptions) -> String {
    "#separator:tab\n#html:true\n#columns:Front\tBack\tSource\n"
  }

  func render(_ result: TaskResult, _ options: RenderOptions) -> String {
    result.passages.map { passage in
      let part = result.parts[passage.part]
      let answer = "<b>\(field(passage.text))</b>"
      let evidence = passage.evidence.map { "<br><br>\(field($0))" } ?? ""
      let place = PlaceText.sentence(passage.place, in: part.path)
      return [
        field(passage.question ?? result.question ?? ""), answer + evidence, field("\(part.name), \(place)"),
      ].joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// One line without tabs, as HTML.
  private func field(_ text: String) -> String { text.onOneLine.inOneColumn.escapedForMarkup }
}
