extension ConfigurationReader {
  /// Does to a model that is there already what a run of this task does with its model at the end: a reader is
  /// calibrated on the questions that the configuration keeps apart.
  ///
  /// - Throws: ``TrainingError``, or the error of what reads a model.
  package func complete(modelAt folder: String, report: (String) -> Void) throws {
    func complete<Task: TrainingTask>(_ task: Task.Type) throws {
      try Task(configuration(), settings(of: task)).complete(modelAt: folder, report: report)
    }
    try complete(task)
  }
}
