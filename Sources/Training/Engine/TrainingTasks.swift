/// Everything that can be trained. A new task is one type and one line here.
public enum TrainingTasks {
  /// All tasks.
  public static let all: [any TrainingTask.Type] = [
    ReaderTask.self, RecurrentReaderTask.self, SummarizerTask.self, ClassifierTask.self, WriterTask.self,
  ]

  /// The task of that name.
  ///
  /// - Throws: ``TrainingError`` that names the nearest one.
  public static func named(_ name: String) throws -> any TrainingTask.Type {
    for task in all where task.name == name { return task }
    let names = all.map { $0.name }
    let nearest = Nearest.word(to: name, among: names).map { "did you mean \"\($0)\"? " } ?? ""
    throw TrainingError(
      .setting, name, "there is no such task; \(nearest)known are \(names.joined(separator: ", "))")
  }
}
